#include "core/engine/runner.h"

#include <algorithm>

// Run-ahead: a step whose remaining inputs are being made by the same in-order device is handed to
// it before they are done, so that a chain of tiny steps does not cross threads once a step. The
// device executes in order, hence a predecessor's completion always comes first; when it brought a
// failure, what ran on its leavings is stale: its result is dropped and it waits, runs again or is
// skipped like any other step.

namespace xpu {
namespace {

bool leavesTheDevice(const Step& step)
{
    return step.verifyFinite || worksOnFiles(step)
           || std::any_of(step.outputs.begin(), step.outputs.end(),
                          [](const OutputPort& port) { return port.file.has_value(); });
}

} // namespace

void Runner::offerSuccessors(Task& task, StepIndex s)
{
    TaskRun& run = *task.run;
    const RunStep& maker = run[s];
    const DeviceSlot& slot = state_.devices[maker.device.value];
    if (!slot.device->info().inOrder || leavesTheDevice(run.step(s)))
        return;
    run[s].countedAhead = true;
    for (const StepIndex next : run.successors(s)) {
        RunStep& step = run[next];
        if (step.device != maker.device)
            continue;
        ++step.ahead;
        if (step.ahead == step.waiting && step.state == StepState::Waiting && !task.cancelling
            && !leavesTheDevice(run.step(next)) && inputsAhead(task, next, slot)) {
            step.early = true;
            makeReady(task, next);
        }
    }
}

/// Every value it reads is there, or will be once the device has done what it was given.
bool Runner::inputsAhead(Task& task, StepIndex s, const DeviceSlot& slot) const
{
    TaskRun& run = *task.run;
    const std::uint32_t usable = 1U | 1U << slot.memory;
    const bool shares = slot.device->info().sharesHostMemory;
    const auto known = [&](std::uint32_t b) {
        return b == TaskRun::kNoBuffer || run.buffer(b).specKnown;
    };
    const auto comes = [&](std::uint32_t b) {
        if (b == TaskRun::kNoBuffer || (run.buffer(b).validIn & usable) != 0)
            return true;
        // Devices on host memory are given the values themselves, which do not exist yet.
        const StepIndex producer = run.buffer(b).producer;
        return !shares && producer.valid() && run[producer].phase == StepPhase::Launched
               && state_.devices[run[producer].device.value].memory == slot.memory;
    };
    const auto inputs = run.inputs(s);
    const auto outputs = run.outputs(s);
    return std::all_of(inputs.begin(), inputs.end(),
                       [&](std::uint32_t b) { return known(b) && comes(b); })
           && std::all_of(outputs.begin(), outputs.end(), known);
}

/// The launch of `s` has ended, one way or the other.
void Runner::endOffer(Task& task, StepIndex s)
{
    TaskRun& run = *task.run;
    if (!run[s].countedAhead)
        return;
    run[s].countedAhead = false;
    for (const StepIndex next : run.successors(s))
        if (run[next].device == run[s].device && run[next].ahead > 0)
            --run[next].ahead;
}

/// `s` did not bring what its successors were promised.
void Runner::takeBackSuccessors(Task& task, StepIndex s)
{
    TaskRun& run = *task.run;
    for (const StepIndex next : run.successors(s))
        if (run[next].early && !isFinal(run[next].state))
            takeBack(task, next);
}

void Runner::takeBack(Task& task, StepIndex s)
{
    TaskRun& run = *task.run;
    RunStep& step = run[s];
    if (step.phase == StepPhase::Launched) {
        step.stale = true;
        takeBackSuccessors(task, s);
        return;
    }
    if (step.phase == StepPhase::InReadySet)
        run.ready[step.device.value].remove(step.order);
    step.early = false;
    step.phase = StepPhase::Idle;
    step.state = StepState::Waiting;
}

/// A step that ran on what never came: as if it had not been launched.
void Runner::staleCompleted(Task& task, StepIndex s, const DeviceSlot& slot)
{
    TaskRun& run = *task.run;
    RunStep& step = run[s];
    undoLaunch(task, s, slot);
    step.stale = step.early = false;
    --step.attempt;
    step.startedAt = 0;
    if (task.cancelling) {
        cancelled(task, s);
    } else if (step.doomed) {
        settle(task, s, StepState::Skipped);
        releaseInputs(task, s);
    } else if (step.waiting == 0) {
        makeReady(task, s);
    } else {
        --run.inFlight;
        step.phase = StepPhase::Idle;
        step.state = StepState::Waiting;
    }
    maybeEnd(task);
}

} // namespace xpu
