#include "core/engine/recovered_run.h"

#include <string_view>
#include <unordered_map>

namespace xpu {
namespace {

using StepsById = std::unordered_map<std::string_view, StepIndex>;

StepsById stepsById(const TaskRun& run)
{
    StepsById byId;
    for (std::uint32_t i = 0; i < run.size(); ++i)
        byId.emplace(run.step(StepIndex(i)).id, StepIndex(i));
    return byId;
}

void takeStarted(TaskRun& run, StepIndex s, const history::StepStarted& row, Seconds now)
{
    run[s].attempt = static_cast<std::uint8_t>(row.attempt);
    run[s].startedAt = now.count();
    if (!run.step(s).idempotent)
        run[s].state = StepState::Interrupted;
}

DeviceIndex deviceCalled(const std::string& id, const std::vector<DeviceSlot>& devices)
{
    for (std::size_t d = 0; d < devices.size(); ++d)
        if (devices[d].device->info().id == id)
            return DeviceIndex(static_cast<std::uint16_t>(d));
    return {};
}

void takeFigures(RunStep& step, const history::StepFinished& row)
{
    step.run = static_cast<float>(row.actualS.value_or(0));
    step.prepare = static_cast<float>(row.prepareS.value_or(0));
    step.energy = static_cast<float>(row.energyJ.value_or(0));
    step.bytesIn = row.bytesIn.value_or(0);
    step.bytesOut = row.bytesOut.value_or(0);
}

void takeFinished(Task& task, StepIndex s, const history::StepFinished& row)
{
    TaskRun& run = *task.run;
    RunStep& step = run[s];
    step.state = row.state;
    step.committed = true;
    task.countShown(row.state);
    takeFigures(step, row);
    if (!row.errorCode.empty() || !row.errorMessage.empty())
        run.details[s.value].error =
            StepError{row.errorCode, row.errorMessage, run.step(s).line, run.step(s).column};
    ++run.settled;
    run.energy += step.energy;
    if (row.state == StepState::Done) {
        ++run.done;
        for (const StepIndex next : run.successors(s))
            --run[next].waiting;
    } else if (row.state == StepState::Failed) {
        ++run.failed;
    }
}

/// A step that has ended needs its inputs no more; what it saved can be read again from its file.
void releaseValues(TaskRun& run, StepIndex s)
{
    for (const std::uint32_t b : run.inputs(s))
        if (b != TaskRun::kNoBuffer)
            --run.buffer(b).consumers;
    const auto outputs = run.outputs(s);
    for (std::size_t o = 0; o < outputs.size(); ++o)
        if (outputs[o] != TaskRun::kNoBuffer && run.step(s).outputs[o].file)
            run.buffer(outputs[o]).file = &*run.step(s).outputs[o].file;
}

void runAgain(TaskRun& run, StepIndex s)
{
    run[s].again = true;
    run[s].state = StepState::Waiting;
    --run.settled;
    --run.done;
    for (const std::uint32_t in : run.inputs(s))
        if (in != TaskRun::kNoBuffer)
            ++run.buffer(in).consumers;
    for (const StepIndex next : run.successors(s))
        ++run[next].waiting;
}

void requireLostOutputs(TaskRun& run)
{
    std::vector<StepIndex> open;
    for (std::uint32_t i = 0; i < run.size(); ++i) {
        if (isFinal(run[StepIndex(i)].state))
            releaseValues(run, StepIndex(i));
        else
            open.emplace_back(i);
    }
    while (!open.empty()) {
        const StepIndex s = open.back();
        open.pop_back();
        for (const std::uint32_t b : run.inputs(s)) {
            if (b == TaskRun::kNoBuffer || run.buffer(b).file != nullptr)
                continue;
            const StepIndex from = run.buffer(b).producer;
            if (run[from].state != StepState::Done)
                continue;
            runAgain(run, from);
            open.push_back(from);
        }
    }
}

} // namespace

void takeOverRecovered(Task& task, const std::vector<DeviceSlot>& devices, Seconds now)
{
    if (task.recoveredFinished.empty() && task.recoveredStarted.empty())
        return;
    TaskRun& run = *task.run;
    const StepsById byId = stepsById(run);
    for (const history::StepStarted& row : task.recoveredStarted)
        if (const auto at = byId.find(row.step); at != byId.end())
            takeStarted(run, at->second, row, now);
    for (const history::StepFinished& row : task.recoveredFinished) {
        const auto at = byId.find(row.step);
        if (at == byId.end() || isFinal(run[at->second].state))
            continue;
        takeFinished(task, at->second, row);
        run[at->second].device = deviceCalled(row.device, devices);
    }
    requireLostOutputs(run);
}

} // namespace xpu
