#pragma once

#include "core/base/ids.h"
#include "core/base/units.h"
#include "core/engine/command.h"
#include "core/predict/past_run.h"
#include "core/task/task_state.h"
#include "core/task/wishes.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace xpu::history {

/// A task as the queue holds it: enough to go on after a crash without the file.
struct TaskRow {
    TaskId id;
    RunId run;            ///< current or last run; none before it starts
    std::string position; ///< fractional key, sorts by bytes
    TaskState state = TaskState::Queued;
    std::string name;
    std::string path;
    std::string text; ///< of the task file as submitted
    std::string sha256;
    std::uint32_t ownerUid = 0;
    bool unsafeOwnership = false;
    std::uint32_t submitterUid = 0;
    std::string submitter;
    std::string host;
    std::string via;
    std::int64_t submittedUtcMicros = 0;
    std::string outFolder;
    std::vector<std::string> devices;
    bool removed = false; ///< off the list, kept for undo and history
    Wishes wishes;
};

/// Written before a command or any step with side effects starts.
struct StepStarted {
    TaskId task;
    RunId run;
    std::string step;
    std::string device;
    std::int64_t utcMicros = 0;
    int attempt = 1;
};

/// One finished step as history tells it.
struct StepFinished {
    TaskId task;
    RunId run;
    std::string step;
    std::uint32_t index = 0;
    StepState state = StepState::Done;
    std::string operation;
    std::string device;
    std::optional<double> predictedS, predictedLoS, predictedHiS;
    std::optional<double> actualS, prepareS, transferS, waitS, cpuS;
    std::optional<std::uint64_t> bytesIn, bytesOut, peakMemory;
    std::optional<double> energyJ;
    std::string energyQuality;
    double flops = 0;
    double bytes = 0;
    std::string dtype;
    std::string errorCode;
    std::string errorMessage;
    std::int64_t startedUtcMicros = 0;
    std::int64_t finishedUtcMicros = 0;
    std::shared_ptr<const std::string> whyJson; ///< of Why; alike steps share one row of it
};

/// What alike steps of a run have in common on one device: made once, then only pointed to.
struct AlikeSteps {
    std::string operation;
    std::string device; ///< empty when no device took them
    std::optional<double> predictedS, predictedLoS, predictedHiS;
    std::string energyQuality;
    double flops = 0;
    double bytes = 0;
    std::string dtype;
    std::shared_ptr<const std::string> whyJson; ///< of Why
};

/// What only commands and failed steps have.
struct StepExtra {
    std::optional<double> cpuS;
    std::optional<std::uint64_t> peakMemory;
    std::string errorCode;
    std::string errorMessage;
};

/// Steps of one run that ended together. A hundred thousand of them leave the engine with two
/// allocations a batch; their texts are made on the history thread.
struct StepsFinished {
    struct Row {
        std::shared_ptr<const AlikeSteps> alike;
        std::string_view id; ///< lives in `owner`
        std::uint32_t index = 0;
        StepState state = StepState::Done;
        bool ran = false;        ///< else the figures below mean nothing
        std::int32_t extra = -1; ///< index into `extras`; -1 = none
        std::int64_t startedUtcMicros = 0;
        std::int64_t finishedUtcMicros = 0;
        float actualS = 0, prepareS = 0, transferS = 0, waitS = 0, energyJ = 0;
        std::uint64_t bytesIn = 0;
        std::uint64_t bytesOut = 0;
    };
    TaskId task;
    RunId run;
    std::shared_ptr<const void> owner; ///< keeps the ids of the rows alive
    std::vector<Row> rows;
    std::vector<StepExtra> extras;
};

struct RunStarted {
    TaskId task;
    RunId run;
    std::string name;
    std::int64_t utcMicros = 0;
    std::optional<double> predictedS;
    std::optional<double> lowerBoundS;
    std::uint64_t steps = 0;
};

struct RunFinished {
    RunId run;
    TaskState state = TaskState::Done;
    std::int64_t utcMicros = 0;
    double makespanS = 0;
    std::optional<double> energyJ;
    std::string energyQuality;
};

struct TelemetryRollup {
    std::string sensor;
    std::int64_t utcMicros = 0; ///< start of the interval
    std::int32_t seconds = 10;
    double min = 0, mean = 0, max = 0;
    std::uint32_t count = 0;
};

struct Approval {
    std::string digest;
    std::string path;
    std::uint32_t uid = 0;
    std::int64_t utcMicros = 0;
};
struct GrantRow {
    std::string folder;
    std::uint32_t uid = 0;
    std::int64_t utcMicros = 0;
};
struct GrantRevoked {
    std::string folder;
};
struct QueuePaused {
    bool paused = false;
};

/// Steps that run again: what history says of them is void.
struct StepsForgotten {
    TaskId task;
    RunId run;
    std::vector<std::uint32_t> indexes;
};

/// One entry of the undo stack: what was done to how many tasks, and the command that takes it back.
struct UndoRow {
    std::int64_t seq = 0;
    bool redo = false; ///< was undone; `inverse` does it again
    std::string deed;  ///< name of the command
    std::string task;  ///< name of the first task; empty when it was about none
    std::size_t tasks = 0;
    std::string inverse; ///< JSON form of the command
};
/// Entries that came and went with one change.
struct UndoChanged {
    std::vector<std::int64_t> dropped;
    std::optional<UndoRow> added;
};

/// A device rests until then; 0 = it is awake.
struct DeviceSnoozed {
    std::string device;
    std::int64_t untilUtcMicros = 0;
};

/// How a file looks from outside: a change that keeps all of it goes unnoticed.
struct FileStamp {
    std::uint64_t size = 0;
    std::int64_t mtimeNanos = 0; ///< since the epoch
    std::uint64_t inode = 0;
    bool operator==(const FileStamp&) const = default;
};
/// A file that a step has finished.
struct MadeFile {
    std::string path;
    FileStamp stamp;
    std::string recipe; ///< one line: what it was made from
};
struct FilesMade {
    std::vector<MadeFile> files;
};

/// What launches taught since the last such record, oldest first.
struct RunsLearned {
    std::vector<PastRun> runs;
};

using Record =
    std::variant<TaskRow, StepStarted, StepsFinished, RunStarted, RunFinished, TelemetryRollup,
                 Approval, GrantRow, QueuePaused, GrantRevoked, RunsLearned, PastProbe,
                 StepsForgotten, UndoChanged, DeviceSnoozed, FilesMade>;

/// Records on their way to the disk: shared, because they are kept until the disk has taken them.
using Records = std::shared_ptr<const std::vector<Record>>;

} // namespace xpu::history
