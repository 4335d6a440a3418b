#include "core/engine/runner.h"
#include "core/incremental/cache_check.h"
#include "core/wording/translator.h"

// Steps of a run that has just begun and that are not to run: beyond the step people asked for, left
// out by them, or with results that stand already. The planner never sees their time.

namespace xpu {
namespace {

bool reads(TaskRun& run, StepIndex reader, StepIndex from)
{
    for (const std::uint32_t b : run.inputs(reader))
        if (b != TaskRun::kNoBuffer && run.buffer(b).producer == from && !run.buffer(b).file)
            return true;
    return false;
}

} // namespace

void Runner::leaveOut(Task& task)
{
    TaskRun& run = *task.run;
    const std::vector<bool> wanted = stepsUpTo(run.graph(), task.row.wishes.upTo);
    for (std::uint32_t i = 0; i < run.size(); ++i)
        if (!wanted.empty() && !wanted[i] && run[StepIndex(i)].state == StepState::Waiting)
            passOver(task, StepIndex(i), translated(XPU_TR("waiting", "not asked for")));
    for (std::uint32_t i = 0; i < run.size(); ++i)
        if (task.row.wishes.skips.contains(run.step(StepIndex(i)).id)
            && run[StepIndex(i)].state == StepState::Waiting)
            goOnWithout(task, StepIndex(i));
    for (std::uint32_t i = 0; i < task.cache.size(); ++i)
        if (task.cache[i].state == CacheState::Clean
            && run[StepIndex(i)].state == StepState::Waiting)
            takeAsDone(task, StepIndex(i));
}

/// The step does not run, and neither does what waits for it.
void Runner::passOver(Task& task, StepIndex s, std::string why)
{
    (*task.run).details[s.value].blockedBy = std::move(why);
    settle(task, s, StepState::Skipped);
    releaseInputs(task, s);
}

/// Its file, if it has one, is as good as the step's own work; who would read what is not there
/// is left out, too.
void Runner::goOnWithout(Task& task, StepIndex s)
{
    TaskRun& run = *task.run;
    offerFiles(run, s);
    passOver(task, s, translated(XPU_TR("waiting", "skipped as you asked")));
    for (const StepIndex next : run.successors(s)) {
        if (run[next].state != StepState::Waiting)
            continue;
        if (!reads(run, next, s)) {
            --run[next].waiting;
            continue;
        }
        passOver(task, next,
                 filled(XPU_TR("waiting", "nothing to read: {step} was skipped"),
                        {{"step", run.step(s).id}}));
        skipSuccessors(task, next);
    }
}

void Runner::takeAsDone(Task& task, StepIndex s)
{
    TaskRun& run = *task.run;
    settle(task, s, StepState::Done);
    releaseInputs(task, s);
    offerFiles(run, s);
    for (const StepIndex next : run.successors(s))
        --run[next].waiting;
}

/// What the step's files hold can be read from them.
void Runner::offerFiles(TaskRun& run, StepIndex s) const
{
    const auto outputs = run.outputs(s);
    for (std::size_t o = 0; o < outputs.size(); ++o) {
        const std::optional<FileSource>& file = run.step(s).outputs[o].file;
        if (file && outputs[o] != TaskRun::kNoBuffer && state_.seams.files
            && state_.seams.files->stamp(file->path))
            run.buffer(outputs[o]).file = &*file;
    }
}

} // namespace xpu
