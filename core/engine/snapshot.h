#pragma once

#include "core/base/ids.h"
#include "core/base/units.h"
#include "core/device/device.h"
#include "core/incremental/cache_check.h"
#include "core/predict/predictor.h"
#include "core/task/diagnostic.h"
#include "core/task/task_state.h"
#include "core/task/wishes.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace xpu {

/// Quality words of power.md: how a figure came to be.
enum class Quality : std::uint8_t { Measured, Derived, Modelled, Stale, Unavailable };
std::string_view nameOf(Quality q);

/// One device weighed for one step.
struct Candidate {
    DeviceIndex device;
    std::string deviceId;
    Seconds predicted{0};
    Seconds lo{0};
    Seconds hi{0};
    Joules energy;
    std::uint32_t samples = 0; ///< launches measured behind it, runs and probes
    bool known = false;
    std::string excluded; ///< reason why not; empty = a real candidate
};

/// Why a step runs where it runs.
struct Why {
    std::string chosenBy; ///< "heft", "pin", "only candidate", "host operator"
    std::string reason;   ///< one sentence
    std::vector<Candidate> candidates;
};

struct StepError {
    std::string code; ///< "E701"; the Errc's word where no E-code applies
    std::string message;
    int line = 0;
    int column = 0;
};

/// How much of a divided step one device did.
struct StepShare {
    std::string device;
    std::uint64_t rows = 0; ///< of the results, finished
};

struct StepView {
    std::string id;
    StepState state = StepState::Waiting;
    std::string device;                ///< empty until placed
    std::string operation;             ///< operator name, or the command's program
    std::optional<Estimate> predicted; ///< on the chosen device
    std::optional<Seconds> actual;
    std::optional<Seconds> prepare;
    std::optional<Seconds> transfer; ///< copies before and after, part of the time it took
    std::optional<std::int64_t> plannedStartUtcMicros; ///< none when the plan predicts nothing
    std::optional<std::int64_t> plannedFinishUtcMicros;
    std::optional<Bytes> bytesIn;
    std::optional<Bytes> bytesOut;
    std::optional<Joules> energy;
    std::optional<double> percent;
    std::vector<StepShare> shares; ///< of a step done in pieces; empty for one done at once
    std::shared_ptr<const Why> why;
    std::optional<StepError> error;
    std::optional<std::int64_t> startedUtcMicros;
    std::optional<std::int64_t> finishedUtcMicros;
    std::string blockedBy; ///< sentence: what a waiting step waits for, why one was skipped
    std::optional<StepCache> cache; ///< whether its results stand already, as last looked at
    std::string logPath;            ///< captured output of a command
    std::string commandLine;        ///< commands: the argv quoted as for a shell; else empty
};

struct TaskView {
    TaskId id;
    RunId run;
    std::string name;
    std::string path;
    std::string sha256;
    TaskState state = TaskState::Checking;
    int position = 0;  ///< 1-based row
    int priority = 50; ///< in force: the wish, or the file's
    Wishes wishes;
    std::string submitter; ///< user name
    std::int64_t submittedUtcMicros = 0;
    std::optional<std::int64_t> deadlineUtcMicros;
    bool goesFirst = false; ///< its deadline is near: it has its turn before all others
    bool needsApproval = false;
    std::string approvalDigest;
    std::vector<Diagnostic> diagnostics;
    std::optional<Seconds> makespan;
    std::optional<Seconds> predicted;
    std::optional<Seconds> lowerBound;
    std::optional<Joules> energy;
    Quality energyQuality = Quality::Modelled;
    std::size_t stepCount = 0;
    std::size_t stepsDone = 0;
    std::size_t stepsFailed = 0;
    std::optional<std::size_t> stepsClean; ///< results stand already; none = not looked at
    std::vector<std::string> devicesInUse;
    std::optional<Seconds> remainingLo;
    std::optional<Seconds> remainingHi;
    /// Steps for views; shared with the previous snapshot while unchanged.
    std::shared_ptr<const std::vector<StepView>> steps;
};

struct DeviceView {
    DeviceInfo info;
    DeviceUsage usage;
    Bytes limit; ///< ledger: memory our own work may reserve
    int inFlight = 0;
    std::vector<std::string> now;           ///< ids of running steps
    std::int64_t snoozedUntilUtcMicros = 0; ///< 0 = awake
    struct Owner {
        TaskId task;
        std::string name;
        Bytes held; ///< values of its steps in this device's memory
    };
    std::vector<Owner> owners; ///< tasks whose values lie there, largest first
};

/// A change that can be undone or done again.
struct UndoView {
    std::string deed; ///< name of the command
    std::string task; ///< first task it was about; empty when none
    std::size_t tasks = 0;
};

/// Operators being measured on the devices while nothing else is done.
struct Measuring {
    std::size_t left = 0; ///< on devices that do not rest, with the one under way
    std::size_t all = 0;  ///< when this process began
    bool active = false;
    bool operator==(const Measuring&) const = default;
};

/// Everything a front end shows, at one moment. Immutable.
struct Snapshot {
    std::uint64_t generation = 0;
    std::vector<std::shared_ptr<const TaskView>> queue; ///< by position
    std::vector<DeviceView> devices;
    bool queuePaused = false;
    std::string trouble; ///< a sentence when history or disk is unwell; else empty
    std::vector<std::string> grantedFolders;
    Measuring measuring;
    std::optional<UndoView> undo, redo; ///< what Undo and Redo would do
};

} // namespace xpu
