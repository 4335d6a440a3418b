#include "core/engine/commands/apply.h"
#include "core/engine/commands/put_back.h"
#include "core/engine/step_costs.h"
#include "core/task/device_words.h"

#include <algorithm>

namespace xpu::commands {

using wording::filled;
using wording::translated;

namespace {

constexpr int kHighestPriority = 100;

bool knowsDevice(const EngineState& state, const std::string& word)
{
    return std::any_of(state.devices.begin(), state.devices.end(), [&](const DeviceSlot& slot) {
        return !slot.host && task::namesDevice(word, slot.device->info());
    });
}

/// Why a pinned step could not run at all; empty when every step still has a device.
std::string stuckStep(const Desk& desk, const Task& task, const Wishes& wishes)
{
    const StepCosts costs(*task.graph, *desk.state.parts.catalog, desk.state.deviceList(),
                          {task.row.devices, wishes.pins}, desk.state.predictor);
    for (std::uint32_t g = 0; g < costs.groupCount(); ++g) {
        const StepGroup& group = costs.group(g);
        if (group.possible())
            continue;
        const Step& step = task.graph->steps[group.first.value];
        const std::string pin = pinOf(step, wishes.pins);
        for (std::size_t d = 0; d < group.devices.size(); ++d)
            if (task::namesDevice(pin, desk.state.devices[d].device->info()))
                return step.id + ": " + group.devices[d].excluded;
        return step.id;
    }
    return {};
}

Result<void> mayPin(const Task& task, const command::Pin& c)
{
    if (isActive(task) || isFinal(task.row.state))
        return refuse(task, XPU_TR("queue", "{task}: its steps have their devices already"));
    if (!task.graph)
        return refuse(task, XPU_TR("queue", "the steps of {task} were not kept"), Errc::NotFound);
    const auto& steps = task.graph->steps;
    const bool known = c.step.empty()
                       || std::any_of(steps.begin(), steps.end(),
                                      [&](const Step& s) { return isMeantBy(s, c.step); });
    if (!known)
        return fail(Errc::NotFound, filled(XPU_TR("queue", "{task} has no step {step}"),
                                           {{"task", task.row.name}, {"step", c.step}}));
    return {};
}

Wishes withPin(Wishes wishes, const command::Pin& c)
{
    if (c.device.empty())
        wishes.pins.erase(c.step);
    else
        wishes.pins.insert_or_assign(c.step, c.device);
    return wishes;
}

} // namespace

Result<Change> apply(const Desk& desk, const command::SetPriority& c)
{
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    if (c.priority && (*c.priority < 0 || *c.priority > kHighestPriority))
        return fail(Errc::InvalidInput,
                    translated(XPU_TR("queue", "a priority is a number from 0 to 100")));
    for (const Task* task : *tasks)
        if (isFinal(task->row.state))
            return refuse(*task, XPU_TR("queue", "{task} has ended already"));
    command::PutBack before;
    for (Task* task : *tasks) {
        before.rows.push_back({task->row.id, {}, task->row.wishes, {}});
        task->row.wishes.priority = c.priority;
    }
    desk.runner.sortRunning();
    return Change{*tasks, std::move(before), {}};
}

Result<Change> apply(const Desk& desk, const command::Pin& c)
{
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    if (!c.device.empty() && !knowsDevice(desk.state, c.device))
        return fail(Errc::NotFound,
                    filled(XPU_TR("queue", "no device {device}"), {{"device", c.device}}));
    for (const Task* task : *tasks) {
        if (const Result<void> may = mayPin(*task, c); !may)
            return tl::unexpected(may.error());
        if (const std::string stuck = stuckStep(desk, *task, withPin(task->row.wishes, c));
            !stuck.empty() && !c.device.empty())
            return fail(Errc::Conflict, stuck);
    }
    command::PutBack before;
    for (Task* task : *tasks) {
        before.rows.push_back({task->row.id, {}, task->row.wishes, {}});
        changePins(desk, *task, withPin(task->row.wishes, c));
    }
    return Change{*tasks, std::move(before), {}};
}

Result<Change> apply(const Desk& desk, const command::StartNow& c)
{
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks) {
        if (isFinal(task->row.state) || task->row.state == TaskState::Interrupted)
            return refuse(*task, XPU_TR("queue", "{task} is neither waiting nor running"));
        if (task->needsApproval)
            return refuse(*task, XPU_TR("queue", "{task} waits for approval of its commands"),
                          Errc::Permission);
    }
    const auto& listed = desk.state.queue.listed();
    const auto first = std::find_if(listed.begin(), listed.end(), [&](const Task* task) {
        return std::find(tasks->begin(), tasks->end(), task) == tasks->end();
    });
    const Task* const head = first == listed.end() ? nullptr : *first;
    command::PutBack before;
    Tasks rest = *tasks;
    for (Task* task : *tasks) {
        command::PutBack::Row row{task->row.id, task->row.position, task->row.wishes, {}};
        if (!isActive(*task))
            row.state = task->row.state;
        before.rows.push_back(std::move(row));
        task->row.wishes.priority = kHighestPriority;
        task->row.wishes.holdUntilUtcMicros = 0;
        task->row.wishes.after.clear();
        task->userHeld = task->resting = false;
        task->row.state = isActive(*task) ? TaskState::Running : TaskState::Queued;
        task->row.position = desk.state.queue.keyBefore(head, rest);
        rest.erase(rest.begin());
        desk.state.queue.reorder();
    }
    desk.runner.sortRunning();
    return Change{*tasks, std::move(before), {}};
}

} // namespace xpu::commands
