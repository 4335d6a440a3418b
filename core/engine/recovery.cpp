#include "core/engine/recovery.h"

#include <algorithm>
#include <utility>

namespace xpu {

void Recovery::apply(Restart restart)
{
    state_.predictor.replay(restart.experience.all());
    state_.queuePaused = state_.shownQueuePaused = restart.queue.queuePaused;
    state_.approvals.insert(restart.queue.approvals.begin(), restart.queue.approvals.end());
    state_.grants = restart.queue.grants;
    state_.undo.restore(restart.queue.undo);
    for (const history::DeviceSnoozed& rest : restart.queue.snoozed)
        for (DeviceSlot& slot : state_.devices)
            if (slot.device->info().id == rest.device)
                slot.snoozedUntilUtcMicros = rest.untilUtcMicros;
    for (history::TaskRow& row : std::exchange(restart.queue.tasks, {}))
        add(std::move(row), restart.queue);
    for (const history::RunSummary& run : restart.runs)
        if (Task* task = state_.queue.find(run.task)) {
            if (run.makespanS)
                task->makespan = Seconds(*run.makespanS);
            if (run.predictedS)
                task->predicted = Seconds(*run.predictedS);
            if (run.lowerBoundS)
                task->lowerBound = Seconds(*run.lowerBoundS);
            if (run.energyJ)
                task->energy = Joules(*run.energyJ);
        }
    state_.dirty = true;
}

void Recovery::add(history::TaskRow row, const history::Recovered& from)
{
    auto fresh = std::make_unique<Task>();
    fresh->row = std::move(row);
    fresh->shownState = fresh->row.state;
    fresh->shownPosition = fresh->row.position;
    fresh->resting = state_.parts.runs != EngineParts::Runs::Everything;
    for (const history::StepFinished& step : from.finishedSteps)
        if (step.task == fresh->row.id && step.run == fresh->row.run)
            fresh->recoveredFinished.push_back(step);
    for (const history::StepStarted& step : from.startedSteps)
        if (step.task == fresh->row.id && step.run == fresh->row.run)
            fresh->recoveredStarted.push_back(step);
    Task& task = state_.queue.add(std::move(fresh));
    const TaskState before = task.row.state;
    if (before == TaskState::Rejected) {
        submission_.recheck(task, [this, &task] {
            task.row.state = TaskState::Rejected;
            task.graph.reset();
            state_.changed(task);
        });
        return;
    }
    if (isFinal(before))
        return;
    if (task.row.path.empty()) {
        // A graph handed over in memory has no file to build it from again.
        task.row.state = TaskState::Cancelled;
        state_.commit(task);
        return;
    }
    precedence_.watch(task);
    if (before == TaskState::Running)
        task.shownState = TaskState::Queued;
    submission_.recheck(task, [this, &task, before] { resume(task, before); });
}

void Recovery::resume(Task& task, TaskState before)
{
    if (before == TaskState::Held && task.row.state == TaskState::Queued) {
        task.userHeld = true;
        task.row.state = TaskState::Held;
    }
    if (before == TaskState::Paused && task.row.state == TaskState::Queued)
        task.row.state = TaskState::Paused;
    if (task.graph && task.row.run) {
        runner_.prepare(task);
        bool interrupted = before == TaskState::Interrupted;
        for (std::uint32_t i = 0; i < task.run->size(); ++i)
            interrupted = interrupted || (*task.run)[StepIndex(i)].state == StepState::Interrupted;
        if (interrupted && task.row.state != TaskState::Held)
            task.row.state = TaskState::Interrupted;
    }
    state_.commit(task);
}

} // namespace xpu
