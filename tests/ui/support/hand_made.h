#pragma once

#include "core/base/publisher.h"
#include "core/settings/settings.h"
#include "ui/bridge/engine_door.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace xpu::ui::test {

using Row = std::shared_ptr<const TaskView>;

Row task(const std::string& name, TaskState state, int position = 1);
Row withPosition(const Row& row, int position);

/// A snapshot with one row of every kind, devices, steps with their why.
std::shared_ptr<const Snapshot> fullSnapshot();

/// Frames of `sensors` sensors at 10 Hz for the last `seconds`.
std::vector<std::shared_ptr<const TelemetryFrame>> frames(int seconds);

/// Settings that look alike on every machine.
Settings lightEnglish();

/// An engine that records what it is told and shows what it is given.
class FakeEngine {
public:
    EngineDoor door();
    void publish(std::shared_ptr<const Snapshot> snapshot);
    void raise() const { raise_(); }

    std::vector<Command> commands;
    Applied answer;
    std::vector<std::shared_ptr<const TelemetryFrame>> waiting;
    std::vector<history::RunSummary> runs;
    std::size_t frameTakes = 0;
    std::size_t runQueries = 0;
    Report report;
    std::map<std::string, Report> reports; ///< of these runs; of others `report`
    Attention attention = Attention::None;
    int standsAt = -1;
    KernelSketch sketch; ///< of every kernel
    std::vector<std::string> sketched;

private:
    Publisher<Snapshot> snapshot_;
    std::function<void()> published_;
    std::function<void()> raise_;
};

} // namespace xpu::ui::test
