#include "core/engine/commands/apply.h"

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

namespace {

/// The steps of an ended run that are done, as a restart would find them.
std::vector<history::StepFinished> doneSteps(const Task& task)
{
    std::vector<history::StepFinished> done;
    if (!task.steps)
        return task.recoveredFinished;
    for (const StepView& view : *task.steps) {
        if (view.state != StepState::Done)
            continue;
        history::StepFinished& step = done.emplace_back();
        step.task = task.row.id;
        step.run = task.row.run;
        step.step = view.id;
        step.state = view.state;
        step.device = view.device;
        if (view.actual)
            step.actualS = view.actual->count();
        if (view.prepare)
            step.prepareS = view.prepare->count();
        if (view.energy)
            step.energyJ = view.energy->value;
        if (view.bytesIn)
            step.bytesIn = view.bytesIn->count;
        if (view.bytesOut)
            step.bytesOut = view.bytesOut->count;
    }
    return done;
}

history::StepsForgotten openSteps(const Task& task)
{
    history::StepsForgotten open{task.row.id, task.row.run, {}};
    if (task.steps)
        for (std::uint32_t i = 0; i < task.steps->size(); ++i)
            if ((*task.steps)[i].state != StepState::Done)
                open.indexes.push_back(i);
    return open;
}

void runAgain(Task& task)
{
    task.recoveredFinished = doneSteps(task);
    task.recoveredStarted.clear();
    task.run.reset();
    task.makespan.reset();
    task.energy.reset();
    task.cancelling = task.stopped = task.resting = task.userHeld = false;
    task.row.state = task.needsApproval ? TaskState::Held : TaskState::Queued;
    task.touchSteps();
}

} // namespace

Result<Change> apply(const Desk& desk, const command::Retry& c)
{
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks) {
        const TaskState state = task->row.state;
        if (state == TaskState::Interrupted || state == TaskState::Rejected
            || state == TaskState::Done || !isFinal(state))
            return refuse(*task,
                          XPU_TR("queue", "{task}: only failed and cancelled tasks run again"));
        if (task->shownState != state || isActive(*task))
            return refuse(*task, XPU_TR("queue", "{task} is just ending"));
    }
    Change change{*tasks, std::nullopt, {}};
    for (Task* task : *tasks) {
        if (task->row.run)
            change.records.emplace_back(openSteps(*task));
        if (task->graph) {
            runAgain(*task);
            continue;
        }
        // Ended before this process began: its steps are read from the stored text again.
        desk.submission.recheck(*task, [&state = desk.state, task] {
            if (task->graph)
                runAgain(*task);
            state.commit(*task);
        });
    }
    return change;
}

} // namespace xpu::commands
