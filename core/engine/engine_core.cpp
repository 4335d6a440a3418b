#include "core/engine/engine_core.h"

#include <algorithm>
#include <utility>

namespace xpu {

EngineCore::EngineCore(EngineParts parts, EngineSeams seams)
    : state_(std::move(parts), std::move(seams)),
      kept_(state_),
      runner_(state_, kept_),
      precedence_(state_),
      submission_(state_, kept_, precedence_),
      alarms_(state_),
      deadlines_(state_),
      desk_(state_, runner_, submission_, alarms_),
      recovery_(state_, runner_, submission_, precedence_),
      prober_(state_),
      builder_(state_, runner_)
{
    role_.bind();
    state_.journal.onTroubleChanged([this] {
        role_.assertHeld();
        state_.dirty = true;
    });
    tick();
    snapshots_.publish(builder_.build());
    latencies_.publish(std::make_shared<const LatencyWindow>());
}

void EngineCore::startDevices(const CompletionSink& sink)
{
    role_.assertHeld();
    for (DeviceSlot& slot : state_.devices)
        slot.device->start(sink);
    runner_.setThreadBudget(0);
}

void EngineCore::recover(Restart restart)
{
    role_.assertHeld();
    prober_.begin(restart.experience.probes);
    recovery_.apply(std::move(restart));
    runner_.clearSpills();
    alarms_.set();
    // Whoever asks right after the start sees the queue, not the emptiness before it.
    snapshots_.publish(builder_.build());
}

void EngineCore::tick()
{
    role_.assertHeld();
    state_.now = state_.clock.now().count();
}

void EngineCore::beginWork()
{
    idle_.store(false, std::memory_order_release);
    if (expected_.load(std::memory_order_acquire) > 0)
        expected_.fetch_sub(1, std::memory_order_acq_rel);
}

void EngineCore::command(Command command, const Origin& origin, CommandReply reply)
{
    role_.assertHeld();
    beginWork();
    prober_.disturbed();
    desk_.handle(std::move(command), origin, std::move(reply));
}

void EngineCore::submitGraph(std::shared_ptr<const TaskGraph> graph, CommandReply reply)
{
    role_.assertHeld();
    beginWork();
    submission_.submitGraph(std::move(graph), std::move(reply));
}

void EngineCore::completed(std::vector<Completion>& batch)
{
    role_.assertHeld();
    for (Completion& done : batch)
        if (prober_.done() || !prober_.completed(done))
            runner_.completed(std::move(done));
    batch.clear();
}

void EngineCore::progress(LaunchId id, double percent)
{
    role_.assertHeld();
    runner_.progress(id, percent);
}

void EngineCore::step(bool launch)
{
    role_.assertHeld();
    desk_.handleWaiting();
    alarms_.turn();
    if (state_.dirty) // nothing ends without that
        precedence_.turn();
    if (deadlines_.turn())
        runner_.sortRunning();
    if (launch)
        runner_.dispatch();
    runner_.flushFinished(!launch);
    if (launch && !prober_.done())
        prober_.turn(runner_.idle() && noTaskToRun());
    state_.journal.pump();
    publish();
    idle_.store(nothingToDo(), std::memory_order_release);
}

void EngineCore::publish()
{
    const Seconds now = state_.clock.now();
    const bool news = state_.latency.hasNews() && now - latencyAt_ >= kLatencyPeriod;
    if (builder_.nextDue() <= now || news)
        state_.dirty = true;
    // What ends a stretch of work shows at once; in between the period rules.
    if (!state_.dirty || (publishedAt_.count() >= 0 && now - publishedAt_ < period_))
        return;
    state_.dirty = false;
    publishedAt_ = now;
    snapshots_.publish(builder_.build());
    if (now - latencyAt_ >= kLatencyPeriod) {
        latencyAt_ = now;
        state_.saveLearned();
        latencies_.publish(std::make_shared<const LatencyWindow>(state_.latency.window(now)));
    }
    for (const auto& notify : published_)
        notify();
}

bool EngineCore::nothingToDo() const
{
    if (!runner_.idle() || kept_.busy() || !state_.journal.quiet() || state_.dirty)
        return false;
    return noTaskToRun();
}

bool EngineCore::noTaskToRun() const
{
    const auto& listed = state_.queue.listed();
    return std::none_of(
        listed.begin(), listed.end(), [paused = state_.queuePaused](const Task* task) {
            const bool startable = task->row.state == TaskState::Queued && !paused && !task->resting
                                   && task->row.wishes.after.empty();
            return task->checking || startable || task->shownState != task->row.state;
        });
}

bool EngineCore::active() const
{
    role_.assertHeld();
    return runner_.active();
}

void EngineCore::watch(bool watched)
{
    role_.assertHeld();
    period_ = watched ? kWatchedPeriod : kPeriod;
}

void EngineCore::onPublished(std::function<void()> notify)
{
    role_.assertHeld();
    published_.push_back(std::move(notify));
}

void EngineCore::abandon()
{
    role_.assertHeld();
    prober_.stop();
    runner_.abandon();
}

bool EngineCore::saved() const
{
    role_.assertHeld();
    return !runner_.active() && !runner_.unsaved() && !kept_.busy() && state_.journal.quiet();
}

EngineState& EngineCore::state()
{
    role_.assertHeld();
    return state_;
}

Seconds EngineCore::nextDue() const
{
    role_.assertHeld();
    Seconds due = std::min(state_.journal.nextDue(), builder_.nextDue());
    due = std::min({due, prober_.nextDue(), alarms_.nextDue(), deadlines_.nextDue()});
    if (state_.journal.quiet())
        due = std::min(due, runner_.nextFlush());
    if (state_.dirty)
        due = std::min(due, publishedAt_ + period_);
    if (state_.latency.hasNews())
        due = std::min(due, std::max(latencyAt_ + kLatencyPeriod, publishedAt_ + period_));
    return due;
}

} // namespace xpu
