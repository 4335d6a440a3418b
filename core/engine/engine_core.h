#pragma once

#include "core/base/publisher.h"
#include "core/base/thread_role.h"
#include "core/engine/command_desk.h"
#include "core/engine/deadlines.h"
#include "core/engine/engine_state.h"
#include "core/engine/prober.h"
#include "core/engine/recovery.h"
#include "core/engine/runner.h"
#include "core/engine/snapshot_builder.h"
#include "core/engine/submission.h"

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace xpu {

/// The engine without its thread: everything happens inside the calls, so a test or a simulator
/// drives it message by message. Belongs to the thread that made it until another adopts it.
class EngineCore {
public:
    EngineCore(EngineParts parts, EngineSeams seams);

    /// The calling thread drives the engine from now on.
    void adopt() { role_.bind(); }
    /// Starts the devices; `sink` must bring what they say back to `completed` and `progress`.
    void startDevices(const CompletionSink& sink);
    void recover(Restart restart);

    void command(Command command, const Origin& origin, CommandReply reply);
    void submitGraph(std::shared_ptr<const TaskGraph> graph, CommandReply reply);
    void completed(std::vector<Completion>& batch);
    void progress(LaunchId id, double percent);
    /// First thing in every round: the time all of the round's messages are taken to arrive at.
    void tick();
    /// Last thing in every round: starts what can start, journals and publishes what is due.
    /// @param launch  false while the engine ends: settle and journal only
    void step(bool launch = true);
    /// From now on `idle` is false until the next `step` finds nothing to do. Thread-safe.
    void expectWork() { expected_.fetch_add(1, std::memory_order_acq_rel); }

    /// When `step` has something to do without a message; infinity when never.
    Seconds nextDue() const;
    bool active() const;
    void watch(bool watched);
    void onPublished(std::function<void()> notify);
    void abandon();
    /// No launch is out and everything that finished is committed.
    bool saved() const;

    // Thread-safe.
    std::shared_ptr<const Snapshot> snapshot() const { return snapshots_.latest(); }
    std::shared_ptr<const LatencyWindow> latencies() const { return latencies_.latest(); }
    /// Nothing runs, waits to run or waits for its commit.
    bool idle() const
    {
        // In this order: a command stops being expected only after it has made the engine busy.
        return expected_.load(std::memory_order_acquire) == 0
               && idle_.load(std::memory_order_acquire);
    }

    EngineState& state();

private:
    static constexpr Seconds kPeriod{0.1};
    static constexpr Seconds kWatchedPeriod{1.0 / 30};
    static constexpr Seconds kLatencyPeriod{1};
    void publish() XPU_REQUIRES(role_);
    bool nothingToDo() const XPU_REQUIRES(role_);
    bool noTaskToRun() const XPU_REQUIRES(role_);
    /// Work has come: from now on the engine is not idle.
    void beginWork();

    ThreadRole role_; ///< the engine's thread
    EngineState state_ XPU_GUARDED_BY(role_);
    KeptResults kept_ XPU_GUARDED_BY(role_);
    Runner runner_ XPU_GUARDED_BY(role_);
    Precedence precedence_ XPU_GUARDED_BY(role_);
    Submission submission_ XPU_GUARDED_BY(role_);
    Alarms alarms_ XPU_GUARDED_BY(role_);
    Deadlines deadlines_ XPU_GUARDED_BY(role_);
    CommandDesk desk_ XPU_GUARDED_BY(role_);
    Recovery recovery_ XPU_GUARDED_BY(role_);
    Prober prober_ XPU_GUARDED_BY(role_);
    SnapshotBuilder builder_ XPU_GUARDED_BY(role_);
    std::vector<std::function<void()>> published_ XPU_GUARDED_BY(role_);
    Seconds period_ XPU_GUARDED_BY(role_) = kPeriod;
    Seconds publishedAt_ XPU_GUARDED_BY(role_){-1};
    Seconds latencyAt_ XPU_GUARDED_BY(role_){-1};
    Publisher<Snapshot> snapshots_;
    Publisher<LatencyWindow> latencies_;
    std::atomic<bool> idle_{true};
    std::atomic<int> expected_{0}; ///< commands posted and not handled yet
};

} // namespace xpu
