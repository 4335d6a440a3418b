#include "core/engine/commands/apply.h"

namespace xpu::commands {

using wording::translated;

namespace {

Result<Change> pauseQueue(const Desk& desk, bool pause)
{
    if (desk.state.queuePaused == pause)
        return fail(Errc::Conflict, translated(pause ? XPU_TR("queue", "the queue is paused")
                                                     : XPU_TR("queue", "the queue is not paused")));
    desk.state.queuePaused = pause;
    Change change;
    if (pause)
        change.inverse = command::Resume{};
    else
        change.inverse = command::Pause{};
    change.records.emplace_back(history::QueuePaused{pause});
    return change;
}

} // namespace

Result<Change> apply(const Desk& desk, const command::Hold& c)
{
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    if (c.untilUtcMicros != 0 && c.untilUtcMicros <= desk.state.clock.utcMicros())
        return fail(Errc::InvalidInput, translated(XPU_TR("queue", "that time has passed")));
    for (const Task* task : *tasks) {
        const bool later = task->row.state == TaskState::Held && c.untilUtcMicros != 0;
        if (task->row.state != TaskState::Queued && !later)
            return refuse(*task, XPU_TR("queue", "{task}: only queued tasks can be held"));
    }
    command::PutBack before;
    for (Task* task : *tasks) {
        before.rows.push_back({task->row.id, {}, task->row.wishes, task->row.state});
        task->userHeld = true;
        task->row.state = TaskState::Held;
        task->row.wishes.holdUntilUtcMicros = c.untilUtcMicros;
    }
    if (c.untilUtcMicros != 0)
        return Change{*tasks, std::move(before), {}};
    return Change{*tasks, command::Release{idsOf(*tasks)}, {}};
}

Result<Change> apply(const Desk& desk, const command::Release& c)
{
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    bool timed = false;
    for (const Task* task : *tasks) {
        if (task->row.state != TaskState::Held)
            return refuse(*task, XPU_TR("queue", "{task}: only held tasks can be released"));
        if (task->needsApproval)
            return refuse(*task, XPU_TR("queue", "{task} waits for approval of its commands"),
                          Errc::Permission);
        timed = timed || task->row.wishes.holdUntilUtcMicros != 0;
    }
    command::PutBack before;
    for (Task* task : *tasks) {
        before.rows.push_back({task->row.id, {}, task->row.wishes, task->row.state});
        release(*task);
    }
    if (timed)
        return Change{*tasks, std::move(before), {}};
    return Change{*tasks, command::Hold{idsOf(*tasks)}, {}};
}

Result<Change> apply(const Desk& desk, const command::Pause& c)
{
    if (c.tasks.empty())
        return pauseQueue(desk, true);
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks)
        if (task->row.state != TaskState::Running && task->row.state != TaskState::Queued)
            return refuse(*task,
                          XPU_TR("queue", "{task}: only queued and running tasks can be paused"));
    for (Task* task : *tasks)
        task->row.state = TaskState::Paused;
    return Change{*tasks, command::Resume{idsOf(*tasks)}, {}};
}

Result<Change> apply(const Desk& desk, const command::Resume& c)
{
    if (c.tasks.empty())
        return pauseQueue(desk, false);
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    bool undoable = true;
    for (const Task* task : *tasks) {
        if (task->row.state != TaskState::Paused && task->row.state != TaskState::Interrupted)
            return refuse(
                *task, XPU_TR("queue", "{task}: only paused and interrupted tasks can be resumed"));
        if (!task->graph)
            return refuse(*task, XPU_TR("queue", "the steps of {task} were not kept"),
                          Errc::NotFound);
        undoable = undoable && task->row.state == TaskState::Paused;
    }
    for (Task* task : *tasks) {
        task->resting = false;
        if (task->row.state == TaskState::Interrupted)
            desk.runner.rerunInterrupted(*task);
        task->row.state = isActive(*task) ? TaskState::Running : TaskState::Queued;
    }
    Change change{*tasks, std::nullopt, {}};
    if (undoable)
        change.inverse = command::Pause{idsOf(*tasks)};
    return change;
}

} // namespace xpu::commands
