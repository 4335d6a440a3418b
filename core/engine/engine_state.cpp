#include "core/engine/engine_state.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace xpu {
namespace {

std::vector<DeviceInfo> infosOf(const EngineParts& parts)
{
    std::vector<DeviceInfo> infos;
    for (const auto& device : parts.devices)
        infos.push_back(device->info());
    return infos;
}

} // namespace

EngineState::EngineState(EngineParts p, EngineSeams s)
    : parts(std::move(p)),
      seams(std::move(s)),
      clock(*parts.clock),
      journal(clock, seams.append, seams.post),
      predictor(infosOf(parts))
{
    const std::uint32_t hostMemory = ledger.addMemory(Bytes{});
    threadsTotal = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    for (const auto& device : parts.devices) {
        const DeviceInfo& info = device->info();
        DeviceSlot slot;
        slot.device = device.get();
        slot.host = info.driver == "host";
        slot.sandbox = info.driver == "sandbox";
        slot.countsThreads = info.kind == DeviceClass::Cpu && info.sharesHostMemory && !slot.sandbox
                             && !slot.host && !runsKernels(info);
        if (slot.countsThreads)
            threadsTotal = std::max(1, info.threads);
        slot.memory = info.sharesHostMemory ? hostMemory : ledger.addMemory(info.memory);
        if (info.sharesHostMemory && info.memory.count != 0 && !runsKernels(info)) {
            ledger.raiseLimit(hostMemory, info.memory);
        }
        deviceList_.push_back(slot.device);
        devices.push_back(std::move(slot));
    }
    threadBudget = threadsTotal;
}

std::vector<DeviceInfo> EngineState::deviceInfos() const { return infosOf(parts); }

DeviceIndex EngineState::deviceByDriver(std::string_view driver) const
{
    for (std::size_t d = 0; d < devices.size(); ++d)
        if (devices[d].device->info().driver == driver)
            return DeviceIndex(static_cast<std::uint16_t>(d));
    return {};
}

void EngineState::commit(Task& task, std::function<void()> then,
                         std::vector<history::Record> before)
{
    before.emplace_back(task.row);
    const auto show = [this, &task, state = task.row.state, position = task.row.position,
                       removed = task.row.removed, then = std::move(then)] {
        task.shownState = state;
        task.shownPosition = position;
        task.listed = !removed;
        changed(task);
        if (then)
            then();
    };
    journal.add(std::move(before), true, show);
}

void EngineState::watchDeadline(Task& task)
{
    if (!task.graph || !task.graph->deadlineUtcMicros)
        return;
    if (std::find(deadlined.begin(), deadlined.end(), &task) == deadlined.end())
        deadlined.push_back(&task);
    deadlinesChanged = true;
}

void EngineState::saveLearned()
{
    if (predictor.hasFresh())
        journal.add({history::Record(history::RunsLearned{predictor.takeFresh()})}, false);
}

} // namespace xpu
