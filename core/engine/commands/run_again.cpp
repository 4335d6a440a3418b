#include "core/engine/commands/run_again.h"

namespace xpu::commands {
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

} // namespace

void beginAgain(Task& task, From from, std::vector<history::Record>& records)
{
    if (from == From::Start) {
        task.row.run = {};
        task.recoveredFinished.clear();
    } else {
        if (task.row.run)
            records.emplace_back(openSteps(task));
        task.recoveredFinished = doneSteps(task);
    }
    task.recoveredStarted.clear();
    task.run.reset();
    task.makespan.reset();
    task.energy.reset();
    task.cancelling = task.stopped = task.resting = task.userHeld = false;
    task.row.state = task.needsApproval ? TaskState::Held : TaskState::Queued;
    task.touchSteps();
}

} // namespace xpu::commands
