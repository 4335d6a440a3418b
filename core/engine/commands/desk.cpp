#include "core/engine/commands/desk.h"

#include <algorithm>

namespace xpu::commands {

using wording::filled;
using wording::translated;

std::vector<TaskId> idsOf(const Tasks& tasks)
{
    std::vector<TaskId> ids;
    ids.reserve(tasks.size());
    for (const Task* task : tasks)
        ids.push_back(task->row.id);
    return ids;
}

bool isActive(const Task& task) { return task.run && task.run->startedAt > 0 && !task.run->ended; }

void release(Task& task)
{
    task.userHeld = false;
    task.row.wishes.holdUntilUtcMicros = 0;
    task.row.state = task.needsApproval ? TaskState::Held : TaskState::Queued;
}

tl::unexpected<Error> refuse(const Task& task, wording::Phrase what, Errc code)
{
    return fail(code, filled(what, {{"task", task.row.name}}));
}

Result<Tasks> Desk::find(const std::vector<TaskId>& ids, bool removedToo) const
{
    Tasks tasks;
    for (const TaskId& id : ids) {
        Task* task = state.queue.find(id);
        if (task == nullptr || (task->row.removed && !removedToo))
            return fail(Errc::NotFound,
                        filled(XPU_TR("queue", "no task {id} in the queue"), {{"id", id.text()}}));
        if (task->checking)
            return refuse(*task, XPU_TR("queue", "{task} is still being checked"));
        if (std::find(tasks.begin(), tasks.end(), task) == tasks.end())
            tasks.push_back(task);
    }
    if (tasks.empty())
        return fail(Errc::InvalidInput, translated(XPU_TR("queue", "no tasks named")));
    return tasks;
}

} // namespace xpu::commands
