#include "core/engine/commands/apply.h"
#include "core/engine/commands/run_again.h"

#include <algorithm>

namespace xpu::commands {

Result<Change> apply(const Desk& desk, const command::Cancel& c)
{
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks)
        if (isFinal(task->row.state) || task->cancelling)
            return refuse(*task, XPU_TR("queue", "{task} has ended already"));
    const bool begun = std::any_of(tasks->begin(), tasks->end(),
                                   [](const Task* task) { return bool(task->row.run); });
    command::PutBack before;
    for (Task* task : *tasks) {
        before.rows.push_back({task->row.id, {}, {}, task->row.state});
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
    Change change{*tasks, std::nullopt, {}};
    if (!begun) // work that was done cannot be called back
        change.inverse = std::move(before);
    return change;
}

Result<Change> apply(const Desk& desk, const command::Retry& c)
{
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks) {
        const TaskState state = task->row.state;
        if (state == TaskState::Interrupted || state == TaskState::Rejected || !isFinal(state))
            return refuse(*task, XPU_TR("queue", "{task}: only ended tasks run again"));
        if (task->shownState != state || isActive(*task))
            return refuse(*task, XPU_TR("queue", "{task} is just ending"));
    }
    Change change{*tasks, std::nullopt, {}};
    for (Task* task : *tasks) {
        const From from = task->row.state == TaskState::Done ? From::Start : From::WhereItStood;
        if (task->graph) {
            beginAgain(*task, from, change.records);
            continue;
        }
        // Ended before this process began: its steps are read from the stored text again.
        desk.submission.recheck(*task, [&state = desk.state, task, from] {
            std::vector<history::Record> records;
            if (task->graph)
                beginAgain(*task, from, records);
            state.commit(*task, {}, std::move(records));
        });
    }
    return change;
}

} // namespace xpu::commands
