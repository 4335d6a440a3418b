#pragma once

#include "core/engine/command.h"
#include "core/engine/notice.h"
#include "core/engine/snapshot.h"
#include "core/history/store.h"
#include "core/report/report.h"
#include "core/task/import/kernel_task.h"
#include "core/telemetry/frame.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace xpu {
enum class Notifications : std::uint8_t; // core/settings/settings.h
struct Settings;
} // namespace xpu

namespace xpu::ui {

/// A window of the runs list and how long the list is.
struct RunPage {
    std::uint64_t total = 0;
    std::size_t offset = 0;
    std::vector<history::RunSummary> rows;
};

/// How closely the window looks at the machine.
enum class Attention : std::uint8_t {
    None,  ///< it is not seen and nothing runs: no telemetry at all
    Quiet, ///< it is not seen, but work runs: a frame a second for the charts and the history
    Live   ///< live figures are seen: faster snapshots, ten frames a second
};

/// Everything the window can ask of the rest of the program; the composition root fills it.
/// Every function returns at once. Callbacks may arrive on any thread.
struct EngineDoor {
    std::function<void(Command, CommandReply)> send;
    std::function<std::shared_ptr<const Snapshot>()> snapshot;
    std::function<void(std::function<void()>)> onPublished;
    std::function<void(Attention)> watch; ///< None until the first call
    /// Telemetry frames since the last call, oldest first; bounded, so old ones may be lost.
    std::function<std::vector<std::shared_ptr<const TelemetryFrame>>()> takeFrames;
    std::function<void(std::size_t offset, std::size_t limit, std::function<void(Result<RunPage>)>)>
        runs;
    std::function<void(std::string run, std::function<void(Result<Report>)>)> report;
    /// Somebody started the program a second time; the window comes to the front.
    std::function<void(std::function<void()>)> onRaise;
    /// The row before which files of a second start go; -1 = at the end.
    std::function<void(int row)> standAt;
    std::vector<std::string> samples; ///< task files offered while the queue is empty
    /// Makes the user's own copy of a sample; answers with its task file.
    std::function<void(const std::string& sample, std::function<void(Result<std::string>)>)>
        copySample;
    /// Reads what a kernel's file (.comp, .spv, .cl) tells of it, in a process apart.
    std::function<void(const std::string& path, std::function<void(Result<KernelSketch>)>)>
        sketchKernel;
    std::string settingsFile; ///< empty: settings are not kept
    /// Puts changed settings in force behind the window.
    std::function<void(const Settings&)> applySettings;
    /// Shows a notice outside the window; empty where the desktop has no place for it.
    std::function<void(Notice)> notify;
    /// The key of the action of the last notice that the person chose.
    std::function<void(std::function<void(std::string)>)> onNoticeAction;
    std::function<Notifications()> notifications; ///< as the settings have it now
};

} // namespace xpu::ui
