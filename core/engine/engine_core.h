#pragma once

#include "core/base/publisher.h"
#include "core/engine/command_desk.h"
#include "core/engine/engine_state.h"
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
/// drives it message by message. One thread at a time.
class EngineCore {
public:
    EngineCore(EngineParts parts, EngineSeams seams);

    /// Starts the devices; `sink` must bring what they say back to `completed` and `progress`.
    void startDevices(const CompletionSink& sink);
    void recover(Restart restart) { recovery_.apply(std::move(restart)); }

    void command(Command command, const Origin& origin, CommandReply reply);
    void submitGraph(std::shared_ptr<const TaskGraph> graph, CommandReply reply);
    void completed(std::vector<Completion>& batch);
    void progress(LaunchId id, double percent) { runner_.progress(id, percent); }
    /// First thing in every round: the time all of the round's messages are taken to arrive at.
    void tick();
    /// Last thing in every round: starts what can start, journals and publishes what is due.
    /// @param launch  false while the engine ends: settle and journal only
    void step(bool launch = true);
    /// From now on `idle` is false until the next `step` finds nothing to do. Thread-safe.
    void expectWork() { expected_.fetch_add(1, std::memory_order_acq_rel); }

    /// When `step` has something to do without a message; infinity when never.
    Seconds nextDue() const;
    bool active() const { return runner_.active(); }
    void watch(bool watched) { period_ = watched ? kWatchedPeriod : kPeriod; }
    void onPublished(std::function<void()> notify) { published_ = std::move(notify); }
    void abandon() { runner_.abandon(); }
    /// No launch is out and everything that finished is committed.
    bool saved() const { return !runner_.active() && !runner_.unsaved() && state_.journal.quiet(); }

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

    EngineState& state() { return state_; }
    const EngineState& state() const { return state_; }

private:
    static constexpr Seconds kPeriod{0.1};
    static constexpr Seconds kWatchedPeriod{1.0 / 30};
    void publish();
    bool nothingToDo() const;

    EngineState state_;
    Runner runner_;
    Submission submission_;
    CommandDesk desk_;
    Recovery recovery_;
    SnapshotBuilder builder_;
    Publisher<Snapshot> snapshots_;
    Publisher<LatencyWindow> latencies_;
    std::function<void()> published_;
    Seconds period_ = kPeriod;
    Seconds publishedAt_{-1};
    Seconds latencyAt_{-1};
    std::atomic<bool> idle_{true};
    std::atomic<int> expected_{0}; ///< commands posted and not handled yet
};

} // namespace xpu
