#include "core/engine/run_log.h"
#include "core/engine/runner.h"

#include <algorithm>

namespace xpu {

void Runner::cancel(Task& task)
{
    task.cancelling = true;
    TaskRun& run = *task.run;
    run.planned = true;
    if (run.startedAt == 0) {
        run.startedAt = state_.now;
        run.startedUtcMicros = state_.clock.utcMicros();
    }
    for (std::uint32_t i = 0; i < flights_.size(); ++i)
        if (flights_[i].active && flights_[i].task == &task)
            state_.devices[flights_[i].device.value].device->cancel(
                LaunchId(std::uint64_t{flights_[i].generation} << 32 | i));
    for (DeviceSlot& slot : state_.devices)
        std::erase_if(slot.io, [&](const IoRequest& io) {
            if (io.task != &task || io.kind == IoRequest::Kind::Save)
                return false;
            --run.pendingIo;
            run.buffer(io.buffer).loading = false;
            if (io.kind == IoRequest::Kind::Spill)
                run.buffer(io.buffer).spill.reset();
            return true;
        });
    for (std::uint32_t i = 0; i < run.size(); ++i) {
        const StepIndex s(i);
        if (isFinal(run[s].state) || run[s].phase > StepPhase::Staging)
            continue;
        cancelled(task, s);
    }
    maybeEnd(task);
}

void Runner::stop(Task& task, const std::string& what)
{
    TaskRun& run = *task.run;
    for (std::uint32_t i = 0; i < run.size(); ++i) {
        const StepIndex s(i);
        if (isFinal(run[s].state))
            continue;
        run.details[i].error = StepError{"internal", what, run.step(s).line, run.step(s).column};
        if (run[s].phase > StepPhase::Staging)
            continue;
        settle(task, s, StepState::Failed);
        break;
    }
    task.stopped = true;
    cancel(task);
}

void Runner::rerunInterrupted(Task& task)
{
    for (std::uint32_t i = 0; task.run && i < task.run->size(); ++i)
        if ((*task.run)[StepIndex(i)].state == StepState::Interrupted)
            (*task.run)[StepIndex(i)].state = StepState::Waiting;
    task.touchSteps();
}

void Runner::maybeEnd(Task& task)
{
    if (!task.run || !task.run->planned || task.run->ended)
        return;
    TaskRun& run = *task.run;
    if (run.settled < run.size() || run.inFlight > 0 || run.pendingIo > 0)
        return;
    run.ended = true;
    run.finishedAt = state_.now;
    releaseAll(task);
    std::erase(state_.running, &task);
    flushFinished(true);
    kept_.remember(task);
    task.row.state = task.cancelling && !task.stopped ? TaskState::Cancelled
                     : run.failed > 0 || task.stopped ? TaskState::Failed
                                                      : TaskState::Done;
    task.makespan = Seconds(run.finishedAt - run.startedAt);
    task.energy = Joules(run.energy);
    history::RunFinished row;
    row.run = task.row.run;
    row.state = task.row.state;
    row.utcMicros = state_.clock.utcMicros();
    row.makespanS = task.makespan->count();
    row.energyJ = run.energy;
    row.energyQuality = "modelled";
    logRunEnded(task);
    state_.saveLearned();
    state_.commit(task,
                  [this, &task] {
                      task.touchSteps();
                      state_.dirty = true;
                  },
                  {history::Record(std::move(row))});
}

} // namespace xpu
