#include "core/engine/step_records.h"

#include "core/engine/explain.h"

#include <algorithm>

namespace xpu {
namespace {

using history::AlikeSteps;
using history::StepsFinished;

AlikeSteps describe(const StepGroup& group)
{
    AlikeSteps alike;
    alike.operation = group.operationName;
    alike.flops = group.cost.flops;
    alike.bytes = group.cost.bytes;
    alike.dtype = nameOf(group.dtype);
    alike.energyQuality = "modelled";
    return alike;
}

const std::shared_ptr<const AlikeSteps>& alikeOn(StepGroup& group, const TaskGraph& graph,
                                                 const std::vector<const Device*>& devices,
                                                 DeviceIndex d)
{
    std::shared_ptr<const AlikeSteps>& slot = group.alike[d.value];
    if (slot)
        return slot;
    AlikeSteps alike = describe(group);
    alike.device = devices[d.value]->info().id;
    if (const Estimate& e = group.devices[d.value].estimate; e.known) {
        alike.predictedS = e.run.count();
        alike.predictedLoS = e.lo.count();
        alike.predictedHiS = e.hi.count();
    }
    alike.whyJson =
        std::make_shared<const std::string>(whyToJson(*whyFor(group, graph, devices, d)));
    slot = std::make_shared<const AlikeSteps>(std::move(alike));
    return slot;
}

std::shared_ptr<const AlikeSteps> alikeRefused(StepGroup& group,
                                               const std::vector<const Device*>& devices)
{
    if (!group.refusedAlike) {
        AlikeSteps alike = describe(group);
        alike.whyJson = std::make_shared<const std::string>(whyToJson(*whyRefused(group, devices)));
        group.refusedAlike = std::make_shared<const AlikeSteps>(std::move(alike));
    }
    return group.refusedAlike;
}

history::StepExtra extraOf(const StepDetail& detail)
{
    history::StepExtra extra;
    if (detail.cpuTime)
        extra.cpuS = detail.cpuTime->count();
    if (detail.peakMemory)
        extra.peakMemory = detail.peakMemory->count;
    if (detail.error) {
        extra.errorCode = detail.error->code;
        extra.errorMessage = detail.error->message;
    }
    return extra;
}

void addRow(StepsFinished& batch, TaskRun& run, StepIndex s,
            const std::vector<const Device*>& devices)
{
    const RunStep& step = run[s];
    StepGroup& group = run.costs().group(step.group);
    const double utcOffset = double(run.startedUtcMicros) * 1e-6 - run.startedAt;
    const auto utc = [&](double at) { return static_cast<std::int64_t>((at + utcOffset) * 1e6); };
    StepsFinished::Row& row = batch.rows.emplace_back();
    row.alike = step.device.valid() ? alikeOn(group, run.graph(), devices, step.device)
                                    : alikeRefused(group, devices);
    row.id = run.step(s).id;
    row.index = s.value;
    row.state = step.state;
    row.ran = step.startedAt > 0;
    row.finishedUtcMicros = utc(step.finishedAt);
    if (row.ran) {
        row.startedUtcMicros = utc(step.startedAt);
        row.actualS = step.run;
        row.prepareS = step.prepare;
        row.transferS = step.transfer;
        row.waitS = static_cast<float>(std::max(0.0, step.startedAt - step.readyAt));
        row.bytesIn = step.bytesIn;
        row.bytesOut = step.bytesOut;
        row.energyJ = step.energy;
    }
    if (run.details.empty())
        return;
    if (const auto at = run.details.find(s.value); at != run.details.end()) {
        row.extra = static_cast<std::int32_t>(batch.extras.size());
        batch.extras.push_back(extraOf(at->second));
    }
}

} // namespace

std::vector<std::pair<Task*, StepsFinished>> recordsOf(std::span<const EndedStep> ended,
                                                       const std::vector<const Device*>& devices)
{
    std::vector<std::pair<Task*, StepsFinished>> batches;
    for (const auto& [task, s] : ended) {
        auto at = std::find_if(batches.begin(), batches.end(),
                               [task = task](const auto& batch) { return batch.first == task; });
        if (at == batches.end()) {
            StepsFinished batch{task->row.id, task->row.run, task->graph, {}, {}};
            batch.rows.reserve(ended.size());
            at = batches.emplace(batches.end(), task, std::move(batch));
        }
        addRow(at->second, *task->run, s, devices);
    }
    return batches;
}

} // namespace xpu
