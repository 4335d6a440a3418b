#include "core/engine/runner.h"

// Warm-up: a device that compiles programs at first use does so for the steps that the plan will
// bring it, while it has nothing else to do: mostly while their inputs are still being read.

namespace xpu {

void Runner::warmUp()
{
    if (state_.queuePaused)
        return;
    for (std::size_t d = 0; d < state_.devices.size(); ++d)
        for (std::size_t i = 0; i < state_.running.size() && mayWarm(d); ++i)
            while (mayWarm(d) && warmNext(*state_.running[i], DeviceIndex(std::uint16_t(d)))) {
            }
}

bool Runner::mayWarm(std::size_t d) const
{
    const DeviceSlot& slot = state_.devices[d];
    return !slot.device->info().sharesHostMemory && slot.inFlight == 0 && !slot.warming
           && !slot.lost && best(d).task == nullptr;
}

/// Looks at the next group of alike steps; false when there is none left.
bool Runner::warmNext(Task& task, DeviceIndex d)
{
    TaskRun& run = *task.run;
    if (!run.planned || run.warmTo[d.value] >= run.costs().groupCount())
        return false;
    const StepGroup& group = run.costs().group(run.warmTo[d.value]++);
    const Step& step = run.step(group.first);
    const auto* work = std::get_if<OperatorWork>(step.work.get());
    const bool placed = (group.placedOn >> (d.value % 64U) & 1U) != 0;
    if (work == nullptr || work->op->host || !placed || !group.devices[d.value].able()
        || isFinal(run[group.first].state))
        return true;
    Launch launch;
    launch.prepareOnly = true;
    launch.work = step.work;
    for (const InputPort& port : step.inputs)
        if (port.spec)
            launch.inputs.push_back({port.name, {}, *port.spec, nullptr});
    for (const OutputPort& port : step.outputs)
        if (port.spec)
            launch.outputs.push_back({port.name, {}, *port.spec});
    if (launch.inputs.size() != step.inputs.size() || launch.outputs.size() != step.outputs.size())
        return true; // what it works on is learned by running others
    InFlight flight;
    flight.kind = InFlight::Kind::WarmUp;
    flight.device = d;
    launch.id = newLaunch(flight);
    state_.devices[d.value].warming = true;
    submit(d, std::move(launch));
    return true;
}

} // namespace xpu
