#include "core/engine/runner.h"

#include <algorithm>

namespace xpu {
namespace {

std::optional<RetryCause> causeOf(Errc code)
{
    switch (code) {
    case Errc::DeviceLost:
        return RetryCause::DeviceLost;
    case Errc::OutOfMemory:
        return RetryCause::OutOfMemory;
    case Errc::Timeout:
        return RetryCause::Timeout;
    case Errc::ExitStatus:
        return RetryCause::Exit;
    default:
        return std::nullopt;
    }
}

} // namespace

bool Runner::retry(Task& task, StepIndex s, const LaunchError& error)
{
    TaskRun& run = *task.run;
    const Step& source = run.step(s);
    const std::optional<RetryCause> cause = causeOf(error.code);
    const bool listed = cause
                        && (source.retryOn.empty()
                            || std::find(source.retryOn.begin(), source.retryOn.end(), *cause)
                                   != source.retryOn.end());
    const bool asked = listed && run[s].attempt <= source.retries;
    // A lost device says nothing about the step: a pure one tries its luck once elsewhere.
    const bool lost = error.code == Errc::DeviceLost && source.idempotent;
    if (lost && moveElsewhere(task, s, run[s].device))
        return true;
    if (!asked)
        return false;
    makeReady(task, s);
    return true;
}

bool Runner::moveElsewhere(Task& task, StepIndex s, DeviceIndex away)
{
    TaskRun& run = *task.run;
    std::vector<DeviceIndex>& refused = run.details[s.value].refused;
    refused.push_back(away);
    const StepGroup& group = run.costs().group(run[s].group);
    DeviceIndex best;
    for (std::size_t d = 0; d < group.devices.size(); ++d) {
        const DeviceIndex candidate(static_cast<std::uint16_t>(d));
        const bool tried = std::find(refused.begin(), refused.end(), candidate) != refused.end();
        if (tried || !group.devices[d].able())
            continue;
        if (!best.valid() || group.devices[d].estimate.run < group.devices[best.value].estimate.run)
            best = candidate;
    }
    if (!best.valid())
        return false;
    placeAnew(task, s, best);
    makeReady(task, s);
    return true;
}

void Runner::placeAnew(Task& task, StepIndex s, DeviceIndex d)
{
    TaskRun& run = *task.run;
    forgetLeft(task, s);
    run[s].device = d;
    run[s].ahead = 0; // counted on the device it leaves
    const Estimate& e = run.costs().group(run[s].group).devices[d.value].estimate;
    run.leftRun[d.value] += e.run.count();
    run.leftLo[d.value] += e.lo.count();
    run.leftHi[d.value] += e.hi.count();
}

/// Steps that have not been handed to the device go to others that can do them.
void Runner::spare(DeviceIndex away)
{
    for (Task* task : state_.running) {
        TaskRun& run = *task->run;
        for (std::uint32_t i = 0; run.planned && i < run.size(); ++i) {
            const StepIndex s(i);
            RunStep& step = run[s];
            const bool free = step.phase == StepPhase::Idle || step.phase == StepPhase::InReadySet;
            if (step.device != away || isFinal(step.state) || !free || step.early)
                continue;
            const DeviceIndex other = fastestAwake(run.costs().group(step.group));
            if (!other.valid())
                continue;
            const bool ready = step.phase == StepPhase::InReadySet;
            if (ready)
                run.ready[away.value].remove(step.order);
            placeAnew(*task, s, other);
            if (ready)
                run.ready[other.value].insert(step.order);
        }
        task->touchSteps();
    }
}

DeviceIndex Runner::fastestAwake(const StepGroup& group) const
{
    DeviceIndex best;
    for (std::size_t d = 0; d < group.devices.size(); ++d) {
        const DeviceIndex candidate(static_cast<std::uint16_t>(d));
        if (!group.devices[d].able() || restOf(state_.devices[d]).count() > 0)
            continue;
        if (!best.valid() || group.devices[d].estimate.run < group.devices[best.value].estimate.run)
            best = candidate;
    }
    return best;
}

} // namespace xpu
