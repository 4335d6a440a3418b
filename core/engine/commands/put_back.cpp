#include "core/engine/commands/put_back.h"

#include "core/engine/commands/apply.h"

#include <algorithm>

namespace xpu::commands {
namespace {

using Row = command::PutBack::Row;

bool canStandStill(TaskState state)
{
    return state == TaskState::Queued || state == TaskState::Held || state == TaskState::Paused
           || state == TaskState::Cancelled;
}

Result<void> mayPutBack(const Task& task, const Row& row)
{
    const bool begun = isActive(task) || task.row.run;
    if (row.state) {
        if (!canStandStill(*row.state))
            return fail(Errc::InvalidInput, std::string(nameOf(*row.state)));
        if (begun || !canStandStill(task.row.state) || !task.graph)
            return refuse(task, XPU_TR("queue", "{task} has moved on since"));
        if (task.needsApproval && *row.state == TaskState::Queued)
            return refuse(task, XPU_TR("queue", "{task} waits for approval of its commands"),
                          Errc::Permission);
    }
    if (!row.state && isFinal(task.row.state) && row.wishes)
        return refuse(task, XPU_TR("queue", "{task} has ended already"));
    if (row.wishes && isActive(task)
        && (row.wishes->pins != task.row.wishes.pins || !row.wishes->choosesLike(task.row.wishes)))
        return refuse(task, XPU_TR("queue", "{task}: its steps have their devices already"));
    return {};
}

/// The place asked for, or directly before whoever took it meanwhile.
std::string freePosition(const Desk& desk, Task& task, const std::string& wanted)
{
    for (const Task* other : desk.state.queue.listed())
        if (other != &task && other->row.position == wanted)
            return desk.state.queue.keyBefore(other, {&task});
    return wanted;
}

void putBack(const Desk& desk, Task& task, const Row& row)
{
    if (row.position) {
        task.row.position = freePosition(desk, task, *row.position);
        desk.state.queue.reorder();
    }
    if (row.wishes && row.wishes->pins != task.row.wishes.pins)
        changePins(desk, task, *row.wishes);
    else if (row.wishes) {
        const bool sameSteps = row.wishes->choosesLike(task.row.wishes);
        task.row.wishes = *row.wishes;
        if (!sameSteps && task.graph)
            desk.submission.lookAgain(task);
    }
    if (row.state) {
        task.userHeld = *row.state == TaskState::Held;
        task.row.state = *row.state;
        task.touchSteps();
    }
}

} // namespace

void changePins(const Desk& desk, Task& task, Wishes wishes)
{
    task.row.wishes = std::move(wishes);
    task.run.reset();
    if (task.row.run) // a run that was interrupted keeps what it has done
        desk.runner.prepare(task);
    task.touchSteps();
}

Result<Change> apply(const Desk& desk, const command::PutBack& c)
{
    std::vector<TaskId> ids;
    for (const Row& row : c.rows)
        ids.push_back(row.task);
    const Result<Tasks> tasks = desk.find(ids);
    if (!tasks)
        return tl::unexpected(tasks.error());
    if (tasks->size() != c.rows.size())
        return fail(Errc::InvalidInput, "rows");
    for (std::size_t i = 0; i < tasks->size(); ++i)
        if (const Result<void> may = mayPutBack(*(*tasks)[i], c.rows[i]); !may)
            return tl::unexpected(may.error());
    command::PutBack before;
    for (std::size_t i = 0; i < tasks->size(); ++i) {
        const history::TaskRow& now = (*tasks)[i]->row;
        Row row{now.id, {}, {}, {}};
        if (c.rows[i].position)
            row.position = now.position;
        if (c.rows[i].wishes)
            row.wishes = now.wishes;
        if (c.rows[i].state)
            row.state = now.state;
        before.rows.push_back(std::move(row));
    }
    for (std::size_t i = 0; i < tasks->size(); ++i)
        putBack(desk, *(*tasks)[i], c.rows[i]);
    desk.runner.sortRunning();
    return Change{*tasks, std::move(before), {}};
}

} // namespace xpu::commands
