#pragma once

#include "core/engine/engine.h"
#include "core/engine/journal.h"
#include "core/engine/latency_log.h"
#include "core/engine/ledger.h"
#include "core/engine/task_queue.h"
#include "core/engine/undo_log.h"
#include "core/incremental/file_facts.h"
#include "core/predict/predictor.h"

#include <deque>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace xpu {

/// Where the engine meets other threads; tests put single-threaded ones in.
struct EngineSeams {
    Journal::Append append;
    std::function<void(std::function<void()>)> runJob; ///< on the job pool
    std::function<void(std::function<void()>)> post;   ///< back onto the engine's thread
    /// How files become graphs; called on the job pool.
    std::function<Result<TaskSource>(const std::string& path)> read;
    std::function<CheckResult(const TaskSource& source, const CheckContext& context)> check;
    /// Of these files the ones that a step made; answers on any thread.
    std::function<void(std::vector<std::string> paths, std::function<void(history::MadeFiles)>)>
        made;
    std::shared_ptr<FileFacts> files; ///< for the job pool
};

/// A copy or file access that serves steps and needs a device's turn.
struct IoRequest {
    enum class Kind : std::uint8_t { Load, Save, Fetch, Spill };
    Kind kind = Kind::Load;
    Task* task = nullptr;
    std::uint32_t buffer = 0;
    StepIndex step;                   ///< Save: whose output; Load: who waits for it, if anybody
    const FileSource* file = nullptr; ///< Load, Save, Spill
};

/// One launch handed to a device, found again by the low half of its LaunchId.
struct InFlight {
    enum class Kind : std::uint8_t { Step, Piece, Io, Release, WarmUp };
    Kind kind = Kind::Step;
    bool active = false;
    std::uint32_t generation = 0;
    Task* task = nullptr;
    StepIndex step;
    IoRequest io;
    DeviceIndex device;
    double submittedAt = 0;
    int threads = 0;     ///< CPU threads granted
    bool behind = false; ///< handed over while the device was busy

    bool computes() const { return kind == Kind::Step || kind == Kind::Piece; }
    bool serves(const Task& t, StepIndex s) const { return task == &t && step == s; }
};

/// The engine's view of one device.
struct DeviceSlot {
    Device* device = nullptr;
    std::uint32_t memory = 0; ///< in the ledger
    bool countsThreads = false;
    bool sandbox = false;
    bool host = false;
    int inFlight = 0;
    int threadsHeld = 0;
    double meanRun = 1; ///< of late, seconds; decides how many launches run ahead
    bool lost = false;
    std::deque<LaunchId> inTurn; ///< steps handed to an in-order device; the first one runs
    bool warming = false;        ///< compiles ahead of the steps that need it
    std::int64_t snoozedUntilUtcMicros = 0; ///< nothing new starts before then; 0 = awake
    std::deque<IoRequest> io;
    std::vector<BufferId> toRelease;
};

/// Everything the engine's thread owns. The rooms' classes work on it; none keeps state of its own
/// that another needs.
struct EngineState {
    EngineState(EngineParts p, EngineSeams s);

    EngineParts parts;
    EngineSeams seams;
    const Clock& clock;
    TaskQueue queue;
    UndoLog undo;
    Journal journal;
    Predictor predictor;
    Ledger ledger;
    std::vector<DeviceSlot> devices;
    std::vector<Task*> running;    ///< tasks with a planned run, best first
    std::vector<Task*> deadlined;  ///< tasks that have to be done by a time
    bool deadlinesChanged = false; ///< another of them, or another forecast
    bool queuePaused = false;
    bool shownQueuePaused = false;
    std::set<std::string> approvals;
    std::vector<std::string> grants;
    int threadsTotal = 1; ///< of the machine
    int threadBudget = 1;
    int threadsUsed = 0;
    std::uint64_t nextBuffer = 1;
    double now = 0; ///< Clock seconds when the current batch of messages began
    LatencyLog latency;
    bool measureSoon = false; ///< somebody asked for it: the prober need not wait
    Measuring measuring;      ///< the prober keeps it
    bool dirty = true;        ///< a snapshot is due

    const std::vector<const Device*>& deviceList() const { return deviceList_; }
    std::vector<DeviceInfo> deviceInfos() const;
    DeviceIndex deviceByDriver(std::string_view driver) const;
    /// Writes the task's row; once committed it shows, then `then` is called.
    void commit(Task& task, std::function<void()> then = {},
                std::vector<history::Record> before = {});
    /// From now on the task's deadline is kept an eye on, if it has one.
    void watchDeadline(Task& task);
    /// Journals what launches taught since the last call.
    void saveLearned();
    void changed(Task& task)
    {
        task.dirty = true;
        dirty = true;
    }

private:
    std::vector<const Device*> deviceList_;
};

} // namespace xpu
