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
    forgetLeft(task, s);
    run[s].device = best;
    const Estimate& e = group.devices[best.value].estimate;
    run.leftRun[best.value] += e.run.count();
    run.leftLo[best.value] += e.lo.count();
    run.leftHi[best.value] += e.hi.count();
    makeReady(task, s);
    return true;
}

} // namespace xpu
