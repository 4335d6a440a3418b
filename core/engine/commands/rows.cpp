#include "core/engine/commands/apply.h"

#include <algorithm>

namespace xpu::commands {

using wording::translated;

Result<Change> apply(const Desk& desk, const command::Remove& c)
{
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks)
        if (isActive(*task))
            return refuse(*task, XPU_TR("queue", "{task} is running; cancel it first"));
    for (Task* task : *tasks)
        task->row.removed = true;
    desk.state.queue.reorder();
    return Change{*tasks, command::Restore{idsOf(*tasks)}, {}};
}

Result<Change> apply(const Desk& desk, const command::Restore& c)
{
    const Result<Tasks> tasks = desk.find(c.tasks, true);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks)
        if (!task->row.removed)
            return refuse(*task, XPU_TR("queue", "{task} is in the queue"));
    for (Task* task : *tasks)
        task->row.removed = false;
    desk.state.queue.reorder();
    return Change{*tasks, command::Remove{idsOf(*tasks)}, {}};
}

Result<Change> apply(const Desk& desk, const command::Move& c)
{
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    Task* before = nullptr;
    if (c.before) {
        before = desk.state.queue.find(c.before);
        if (before == nullptr || before->row.removed)
            return fail(Errc::NotFound, translated(XPU_TR("queue", "the row to move to is gone")));
        if (std::find(tasks->begin(), tasks->end(), before) != tasks->end())
            return fail(Errc::InvalidInput,
                        translated(XPU_TR("queue", "a row cannot move before itself")));
    }
    command::PutBack places;
    for (const Task* task : *tasks)
        places.rows.push_back({task->row.id, task->row.position, {}, {}});
    Tasks rest = *tasks;
    for (Task* task : *tasks) {
        task->row.position = desk.state.queue.keyBefore(before, rest);
        rest.erase(rest.begin());
        desk.state.queue.reorder();
    }
    desk.runner.sortRunning();
    return Change{*tasks, std::move(places), {}};
}

Result<Change> apply(const Desk& desk, const command::Recheck& c)
{
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks) {
        const TaskState state = task->row.state;
        const bool unstarted = !task->row.run && !task->row.path.empty()
                               && (state == TaskState::Rejected || state == TaskState::Held
                                   || state == TaskState::Queued);
        if (!unstarted)
            return refuse(*task, XPU_TR("queue", "{task} has been started or has ended"));
    }
    for (Task* task : *tasks)
        desk.submission.reread(*task);
    return Change{*tasks, std::nullopt, {}};
}

Result<Change> apply(const Desk& desk, const command::Clear&)
{
    Tasks tasks;
    for (Task* task : desk.state.queue.listed())
        if (isFinal(task->row.state) && !isActive(*task) && !task->checking)
            tasks.push_back(task);
    for (Task* task : tasks)
        task->row.removed = true;
    desk.state.queue.reorder();
    Change change{tasks, std::nullopt, {}};
    if (!tasks.empty())
        change.inverse = command::Restore{idsOf(tasks)};
    return change;
}

} // namespace xpu::commands
