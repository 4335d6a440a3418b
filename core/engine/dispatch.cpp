#include "core/engine/file_costs.h"
#include "core/engine/runner.h"
#include "core/wording/translator.h"

#include <algorithm>
#include <utility>

namespace xpu {
namespace {

/// Launches handed to a device ahead of time, by how long its launches take of late: enough to
/// cover the round trip through the engine, never so many that a better plan comes too late.
constexpr int kDepthTiny = 64;
constexpr int kDepthShort = 4;
/// A device of its own memory takes in the inputs of one launch while it runs another.
constexpr int kDepthCopying = 2;
constexpr double kTiny = 20e-6;
constexpr double kShort = 200e-6;

} // namespace

void Runner::dispatch()
{
    if (!state_.journal.trouble().empty())
        return;
    while (dispatchPass() || (!state_.queuePaused && startNextTask())) {
    }
    if (busy_ == 0 && planning_ == 0)
        breakDeadlock();
    warmUp();
    flushReleases();
}

bool Runner::dispatchPass()
{
    blockedForThreads_ = false;
    blockedForMemory_.reset();
    blockedIo_.reset();
    blockedDivided_ = false;
    bool any = dealPieces();
    std::size_t visit[64];
    Candidate candidates[64];
    const std::size_t n = std::min<std::size_t>(state_.devices.size(), 64);
    for (std::size_t d = 0; d < n; ++d) {
        visit[d] = d;
        candidates[d] = best(d);
    }
    // Whoever comes first in the plan takes CPU threads first.
    std::sort(visit, visit + n, [&](std::size_t a, std::size_t b) {
        if (candidates[a].rank != candidates[b].rank)
            return candidates[a].rank < candidates[b].rank;
        if (candidates[a].order != candidates[b].order)
            return candidates[a].order < candidates[b].order;
        return a < b;
    });
    for (std::size_t i = 0; i < n; ++i) {
        any = serveIo(visit[i]) || any;
        any = fillDevice(visit[i]) || any;
    }
    return std::exchange(ioQueued_, false) || any;
}

Runner::Candidate Runner::best(std::size_t d) const
{
    Candidate found;
    found.rank = SIZE_MAX;
    if (state_.queuePaused)
        return found;
    for (std::size_t i = 0; i < state_.running.size(); ++i) {
        Task* task = state_.running[i];
        const TaskRun& run = *task->run;
        if (!run.planned || task->row.state != TaskState::Running || task->cancelling)
            continue;
        const int most = run.graph().maxParallel;
        if (most > 0 && run.inFlight >= most)
            continue;
        const std::uint32_t order = run.ready[d].lowest();
        if (order != ReadySet::kNone)
            return {task, order, i};
    }
    return found;
}

Seconds Runner::restOf(const DeviceSlot& slot) const
{
    if (slot.snoozedUntilUtcMicros == 0)
        return Seconds{0};
    return Seconds(double(slot.snoozedUntilUtcMicros - state_.clock.utcMicros()) * 1e-6);
}

int Runner::depthOf(const DeviceSlot& slot) const
{
    if (slot.sandbox)
        return state_.threadBudget;
    if (slot.meanRun < kShort)
        return slot.meanRun < kTiny ? kDepthTiny : kDepthShort;
    const DeviceInfo& info = slot.device->info();
    return info.inOrder && !info.sharesHostMemory ? kDepthCopying : 1;
}

bool Runner::fillDevice(std::size_t d)
{
    bool any = false;
    const DeviceIndex device(static_cast<std::uint16_t>(d));
    DeviceSlot& slot = state_.devices[d];
    const int depth = depthOf(slot);
    while (slot.inFlight < depth && restOf(slot).count() <= 0) {
        const Candidate next = best(d);
        if (next.task == nullptr)
            return any;
        const StepIndex s = next.task->run->stepAt(next.order);
        // What another long step is still to make is waited for: the plan may change until then.
        if (slot.inFlight > 0 && depth <= kDepthCopying && (*next.task->run)[s].early)
            return any;
        if (guardedStart(*next.task, s, device) == Start::Blocked)
            return any;
        any = true;
    }
    return any;
}

Runner::Start Runner::guardedStart(Task& task, StepIndex s, DeviceIndex d)
{
    try {
        return tryStart(task, s, d);
    } catch (const BrokenInvariant& broken) {
        stop(task, broken.what());
        return Start::Settled;
    }
}

Runner::Start Runner::tryStart(Task& task, StepIndex s, DeviceIndex d)
{
    TaskRun& run = *task.run;
    RunStep& step = run[s];
    DeviceSlot& slot = state_.devices[d.value];
    const bool files = worksOnFiles(run.step(s));
    if (step.early && !inputsAhead(task, s, slot)) {
        takeBack(task, s);
        return Start::Settled;
    }
    if (!step.early && !stage(task, s, slot)) {
        run.ready[d.value].remove(step.order);
        step.phase = StepPhase::Staging;
        ++run.inFlight;
        return Start::Staged;
    }
    if (!files && !specsReady(task, s, d))
        return Start::Settled;
    if (!files && !step.early)
        if (const auto started = startDivided(task, s, d))
            return *started;
    const std::optional<int> threads = takeThreads(run.step(s), slot);
    if (!threads)
        return Start::Blocked;
    if (!reserve(task, s, slot)) {
        giveThreads(slot, *threads);
        blockedForMemory_ = {&task, s};
        return Start::Blocked;
    }
    step.threads = static_cast<std::uint16_t>(*threads);
    run.ready[d.value].remove(step.order);
    ++run.inFlight;
    ++slot.inFlight;
    ++busy_;
    step.device = d;
    step.state = StepState::Running;
    ++step.attempt;
    if (startsJournaled(run.step(s)) && !step.again)
        journalStart(task, s, d, [this, &task, s, d] { launchJournaled(task, s, d); });
    else
        launch(task, s, d);
    return Start::Launched;
}

int Runner::threadsOf(const Step& step) const
{
    const auto* command = std::get_if<CommandWork>(step.work.get());
    const int wanted = command != nullptr ? command->threads : step.threadsMax;
    return std::clamp(wanted > 0 ? wanted : state_.threadBudget, 1, state_.threadBudget);
}

std::optional<int> Runner::takeThreads(const Step& step, DeviceSlot& slot)
{
    if (!slot.countsThreads && !slot.sandbox)
        return 0;
    // Launches that run ahead on the CPU share the threads of the one that runs.
    if (slot.countsThreads && slot.inFlight > 0)
        return 0;
    const int free = state_.threadBudget - state_.threadsUsed;
    const int wanted = threadsOf(step);
    const int granted = slot.sandbox ? wanted : std::min(wanted, free);
    if (blockedForThreads_ || granted < 1 || granted > free) {
        blockedForThreads_ = true;
        return std::nullopt;
    }
    state_.threadsUsed += granted;
    slot.threadsHeld += granted;
    return granted;
}

/// A command gives back its own threads; the CPU device all of them when its last launch is in.
void Runner::threadsBack(DeviceSlot& slot, int held)
{
    if (slot.sandbox)
        giveThreads(slot, held);
    else if (slot.inFlight == 0)
        giveThreads(slot, slot.threadsHeld);
}

void Runner::giveThreads(DeviceSlot& slot, int threads)
{
    state_.threadsUsed -= threads;
    slot.threadsHeld -= threads;
}

void Runner::setThreadBudget(int threads)
{
    state_.threadBudget =
        threads > 0 ? std::min(threads, state_.threadsTotal) : state_.threadsTotal;
    for (const DeviceSlot& slot : state_.devices)
        if (slot.countsThreads)
            slot.device->setThreadBudget(state_.threadBudget);
}

void Runner::breakDeadlock()
{
    // Nothing runs that could give memory back: what waits for it now would wait for ever.
    if (blockedForMemory_) {
        const auto [task, s] = *blockedForMemory_;
        blockedForMemory_.reset();
        const RunStep& step = (*task->run)[s];
        const Step& source = task->run->step(s);
        task->run->ready[step.device.value].remove(step.order);
        stepFailed(
            *task, s,
            {"E401",
             wording::filled(XPU_TR("why", "does not fit the memory left on {device}"),
                             {{"device", state_.devices[step.device.value].device->info().id}}),
             source.line, source.column});
        maybeEnd(*task);
        state_.dirty = true;
    } else if (blockedIo_) {
        const IoRequest io = *blockedIo_;
        blockedIo_.reset();
        std::erase_if(state_.devices[state_.deviceByDriver("host").value].io,
                      [&](const IoRequest& other) {
                          return other.task == io.task && other.buffer == io.buffer;
                      });
        --io.task->run->pendingIo;
        arrived(*io.task, io.buffer,
                StepError{"E401",
                          wording::translated(
                              XPU_TR("why", "its file does not fit the host memory left")),
                          0, 0});
        maybeEnd(*io.task);
        state_.dirty = true;
    } else if (blockedDivided_) {
        for (const auto& divided : divided_) {
            divided->dealer.stop();
            divided->error = LaunchError{
                Errc::OutOfMemory,
                wording::filled(
                    XPU_TR("why", "does not fit the memory left on {device}"),
                    {{"device",
                      state_.devices[divided->workers.front().device.value].device->info().id}}),
                "E401"};
        }
    } else {
        return;
    }
    dispatch();
}

} // namespace xpu
