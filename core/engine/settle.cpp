#include "core/engine/run_log.h"
#include "core/engine/runner.h"

#include <algorithm>

namespace xpu {
namespace {

/// Finished steps wait this long for company, well inside the 100 ms they may stay unshown.
constexpr double kGatherFor = 0.04;
constexpr std::size_t kGatherRows = 1000;

} // namespace

void Runner::makeReady(Task& task, StepIndex s) const
{
    TaskRun& run = *task.run;
    RunStep& step = run[s];
    if (step.phase >= StepPhase::Staging)
        --run.inFlight;
    else
        step.readyAt = state_.now;
    step.state = StepState::Ready;
    step.phase = StepPhase::InReadySet;
    run.ready[step.device.value].insert(step.order);
}

void Runner::stepDone(Task& task, StepIndex s)
{
    TaskRun& run = *task.run;
    settle(task, s, StepState::Done);
    kept_.made(task, s);
    releaseInputs(task, s);
    for (const std::uint32_t b : run.outputs(s))
        if (b != TaskRun::kNoBuffer && run.buffer(b).consumers == 0)
            drop(task, b);
    for (const StepIndex next : run.successors(s)) {
        RunStep& step = run[next];
        XPU_INVARIANT(step.waiting > 0, "a step was released more often than it has inputs");
        if (--step.waiting > 0 || task.cancelling)
            continue;
        if (step.state == StepState::Waiting)
            makeReady(task, next);
        else if (step.early && !step.stale)
            inputsCame(step);
    }
}

/// An early step stands where it would have been made ready.
void Runner::inputsCame(RunStep& step) const
{
    step.early = false;
    step.readyAt = state_.now;
    step.startedAt = std::max(step.startedAt, state_.now);
}

void Runner::stepFailed(Task& task, StepIndex s, StepError error)
{
    TaskRun& run = *task.run;
    run.details[s.value].error = std::move(error);
    settle(task, s, StepState::Failed);
    releaseInputs(task, s);
    skipSuccessors(task, s);
}

void Runner::settle(Task& task, StepIndex s, StepState final)
{
    TaskRun& run = *task.run;
    RunStep& step = run[s];
    if (step.phase >= StepPhase::Staging)
        --run.inFlight;
    else if (step.phase == StepPhase::InReadySet)
        run.ready[step.device.value].remove(step.order);
    step.phase = StepPhase::Idle;
    step.state = final;
    step.finishedAt = state_.now;
    ++run.settled;
    if (final == StepState::Done)
        ++run.done;
    else if (final == StepState::Failed)
        ++run.failed;
    forgetLeft(task, s);
    state_.dirty = task.dirty = task.stepsDirty = true;
    if (step.again && final == StepState::Done)
        return;
    if (finished_.empty())
        finishedSince_ = state_.now;
    finished_.push_back({&task, s});
}

void Runner::forgetLeft(Task& task, StepIndex s)
{
    TaskRun& run = *task.run;
    const RunStep& step = run[s];
    if (!run.planned || !step.device.valid())
        return;
    const Estimate& e = run.costs().group(step.group).devices[step.device.value].estimate;
    const auto less = [&](std::vector<double>& left, Seconds by) {
        left[step.device.value] = std::max(0.0, left[step.device.value] - by.count());
    };
    less(run.leftRun, e.run);
    less(run.leftLo, e.lo);
    less(run.leftHi, e.hi);
}

void Runner::skipSuccessors(Task& task, StepIndex s)
{
    TaskRun& run = *task.run;
    std::vector<StepIndex> open{s};
    while (!open.empty()) {
        const StepIndex from = open.back();
        open.pop_back();
        for (const StepIndex next : run.successors(from)) {
            if (isFinal(run[next].state) || run[next].doomed)
                continue;
            open.push_back(next);
            run[next].doomed = run[next].stale;
            if (run[next].doomed)
                continue;
            settle(task, next, StepState::Skipped);
            releaseInputs(task, next);
        }
    }
}

void Runner::releaseInputs(Task& task, StepIndex s)
{
    TaskRun& run = *task.run;
    for (const std::uint32_t b : run.inputs(s)) {
        if (b == TaskRun::kNoBuffer)
            continue;
        RunBuffer& buffer = run.buffer(b);
        XPU_INVARIANT(buffer.consumers > 0, "a value was used more often than it has consumers");
        if (--buffer.consumers == 0 && buffer.pinned == 0)
            drop(task, b);
    }
}

void Runner::cancelled(Task& task, StepIndex s)
{
    settle(task, s, StepState::Cancelled);
    releaseInputs(task, s);
}

void Runner::flushFinished(bool all)
{
    if (finished_.empty())
        return;
    const bool full = finished_.size() >= kGatherRows || state_.now - finishedSince_ >= kGatherFor;
    if (!all && (!full || !state_.journal.quiet()))
        return;
    std::vector<history::Record> records;
    for (auto& [task, batch] : recordsOf(finished_, state_.deviceList())) {
        logStepsEnded(*task, batch);
        records.emplace_back(std::move(batch));
    }
    state_.journal.add(std::move(records), true, [this, batch = std::move(finished_)] {
        for (const auto& [task, s] : batch) {
            if (task->run) {
                (*task->run)[s].committed = true;
                task->countShown((*task->run)[s].state);
            }
            task->touchSteps();
        }
        state_.dirty = true;
    });
    finished_.clear();
}

Seconds Runner::nextFlush() const
{
    return finished_.empty() ? kImpossible : Seconds(finishedSince_ + kGatherFor);
}

} // namespace xpu
