#include "core/engine/commands/apply.h"
#include "core/engine/commands/run_again.h"
#include "core/incremental/cache_check.h"

#include <algorithm>

namespace xpu::commands {

using wording::filled;

namespace {

/// Which steps run is settled when a run begins; one that has ended can begin again.
Result<void> mayChoose(const Task& task)
{
    if (task.row.state == TaskState::Interrupted || task.row.state == TaskState::Rejected)
        return refuse(task, XPU_TR("queue", "{task} is neither waiting nor running"));
    if (isActive(task) || (isFinal(task.row.state) && task.shownState != task.row.state))
        return refuse(task, XPU_TR("queue", "{task} runs; its steps are chosen when it begins"));
    if (!task.graph)
        return refuse(task, XPU_TR("queue", "the steps of {task} were not kept"), Errc::NotFound);
    return {};
}

Result<void> mustHave(const Task& task, const std::string& step, bool oneRun)
{
    const auto& steps = task.graph->steps;
    const bool known = std::any_of(steps.begin(), steps.end(), [&](const Step& s) {
        return s.id == step || (!oneRun && isMeantBy(s, step));
    });
    if (known)
        return {};
    return fail(Errc::NotFound, filled(XPU_TR("queue", "{task} has no step {step}"),
                                       {{"task", task.row.name}, {"step", step}}));
}

/// Tasks that wait take the wishes and can have the old ones back; ended ones begin again.
Change choose(const Desk& desk, const Tasks& tasks, const std::function<void(Wishes&)>& wish,
              From from)
{
    Change change{tasks, std::nullopt, {}};
    command::PutBack before;
    for (Task* task : tasks) {
        before.rows.push_back({task->row.id, {}, task->row.wishes, {}});
        const bool ended = isFinal(task->row.state);
        wish(task->row.wishes);
        if (ended) {
            beginAgain(*task, from, change.records);
            continue;
        }
        task->touchSteps();
        desk.submission.lookAgain(*task);
    }
    const bool waiting = std::none_of(tasks.begin(), tasks.end(), [](const Task* task) {
        return task->row.run || isFinal(task->shownState);
    });
    if (waiting)
        change.inverse = std::move(before);
    return change;
}

} // namespace

Result<Change> apply(const Desk& desk, const command::RunEveryStep& c)
{
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks)
        if (const Result<void> may = mayChoose(*task); !may)
            return tl::unexpected(may.error());
    return choose(
        desk, *tasks, [&](Wishes& wishes) { wishes.everyStep = c.every; }, From::Start);
}

Result<Change> apply(const Desk& desk, const command::RunUpTo& c)
{
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks) {
        Result<void> may = mayChoose(*task);
        if (may && !c.step.empty())
            may = mustHave(*task, c.step, false);
        if (!may)
            return tl::unexpected(may.error());
    }
    return choose(
        desk, *tasks, [&](Wishes& wishes) { wishes.upTo = c.step; }, From::WhereItStood);
}

Result<Change> apply(const Desk& desk, const command::SkipStep& c)
{
    const Result<Tasks> tasks = desk.find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks) {
        Result<void> may = mayChoose(*task);
        if (may)
            may = mustHave(*task, c.step, true);
        if (!may)
            return tl::unexpected(may.error());
    }
    return choose(
        desk, *tasks, [&](Wishes& wishes) { wishes.skips.insert(c.step); }, From::WhereItStood);
}

} // namespace xpu::commands
