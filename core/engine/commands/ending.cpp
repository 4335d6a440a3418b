#include "core/engine/commands/apply.h"

namespace xpu::commands {

Result<Change> apply(const Desk& desk, const command::Cancel& c)
{
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks)
        if (isFinal(task->row.state) || task->cancelling)
            return refuse(*task, XPU_TR("queue", "{task} has ended already"));
    for (Task* task : *tasks) {
        if (!task->row.run)
            task->row.state = TaskState::Cancelled;
        else if (!task->run && task->graph)
            desk.runner.prepare(*task);
        if (task->row.run && task->run)
            desk.runner.cancel(*task);
        else
            task->row.state = TaskState::Cancelled;
        task->touchSteps();
    }
    return Change{*tasks, std::nullopt, {}};
}

} // namespace xpu::commands
