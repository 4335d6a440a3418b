#include "core/engine/command_desk.h"

#include "core/wording/translator.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace xpu {

using wording::filled;
using wording::translated;

namespace {

std::vector<TaskId> idsOf(const std::vector<Task*>& tasks)
{
    std::vector<TaskId> ids;
    for (const Task* task : tasks)
        ids.push_back(task->row.id);
    return ids;
}

/// @param what  a sentence with a hole {task}
tl::unexpected<Error> refuse(const Task& task, wording::Phrase what, Errc code = Errc::Conflict)
{
    return fail(code, filled(what, {{"task", task.row.name}}));
}

bool isActive(const Task& task) { return task.run && task.run->startedAt > 0 && !task.run->ended; }

bool hasFinding(const Task& task, std::string_view code)
{
    return std::any_of(task.diagnostics.begin(), task.diagnostics.end(),
                       [&](const Diagnostic& d) { return d.code == code; });
}

} // namespace

void CommandDesk::handle(Command command, const Origin& origin, CommandReply reply)
{
    if (!reply)
        reply = [](const Result<Applied>&) {};
    if (!state_.journal.trouble().empty()) {
        reply(fail(Errc::Io, state_.journal.trouble()));
        return;
    }
    if (mustWait(command)) {
        waiting_.push_back({std::move(command), origin, std::move(reply)});
        return;
    }
    if (auto* submit = std::get_if<command::Submit>(&command)) {
        submission_.submit(*submit, origin, std::move(reply));
        return;
    }
    Result<Change> change = fail(Errc::Unsupported, "unknown command");
    if (const auto* named = std::get_if<command::Approve>(&command)) {
        const Result<Tasks> tasks = find(named->tasks);
        change =
            tasks ? approve(*tasks, {}, {}, origin) : Result<Change>(tl::unexpected(tasks.error()));
    } else if (const auto* digest = std::get_if<command::ApproveDigest>(&command)) {
        change = approve({}, digest->digest, digest->path, origin);
    } else if (const auto* grant = std::get_if<command::Grant>(&command)) {
        change = apply(*grant, origin);
    } else {
        std::visit(
            [&](const auto& c) {
                if constexpr (requires { this->apply(c); })
                    change = apply(c);
            },
            command);
    }
    answer(std::move(change), std::move(reply));
}

bool CommandDesk::mustWait(const Command& command)
{
    return std::visit(
        [this](const auto& c) {
            if constexpr (requires { c.tasks; })
                return std::any_of(c.tasks.begin(), c.tasks.end(), [this](const TaskId& id) {
                    const Task* task = state_.queue.find(id);
                    return task != nullptr && task->rechecked;
                });
            else
                return false;
        },
        command);
}

void CommandDesk::handleWaiting()
{
    for (Waiting& each : std::exchange(waiting_, {}))
        handle(std::move(each.command), each.origin, std::move(each.reply));
}

void CommandDesk::answer(Result<Change> change, CommandReply reply)
{
    if (!change) {
        reply(tl::unexpected(change.error()));
        return;
    }
    auto done = [this, applied = Applied{idsOf(change->touched), change->inverse},
                 reply = std::move(reply)] {
        state_.dirty = true;
        state_.shownQueuePaused = state_.queuePaused;
        reply(applied);
    };
    state_.dirty = true;
    if (change->touched.empty() && change->records.empty()) {
        done();
        return;
    }
    for (Task* task : change->touched)
        state_.commit(*task);
    state_.journal.add(std::move(change->records), true, std::move(done));
}

Result<CommandDesk::Tasks> CommandDesk::find(const std::vector<TaskId>& ids, bool removedToo)
{
    Tasks tasks;
    for (const TaskId& id : ids) {
        Task* task = state_.queue.find(id);
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

Result<CommandDesk::Change> CommandDesk::apply(const command::Remove& c)
{
    const Result<Tasks> tasks = find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks)
        if (isActive(*task))
            return refuse(*task, XPU_TR("queue", "{task} is running; cancel it first"));
    for (Task* task : *tasks)
        task->row.removed = true;
    state_.queue.reorder();
    return Change{*tasks, command::Restore{idsOf(*tasks)}, {}};
}

Result<CommandDesk::Change> CommandDesk::apply(const command::Restore& c)
{
    const Result<Tasks> tasks = find(c.tasks, true);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks)
        if (!task->row.removed)
            return refuse(*task, XPU_TR("queue", "{task} is in the queue"));
    for (Task* task : *tasks)
        task->row.removed = false;
    state_.queue.reorder();
    return Change{*tasks, command::Remove{idsOf(*tasks)}, {}};
}

Result<CommandDesk::Change> CommandDesk::apply(const command::Move& c)
{
    const Result<Tasks> tasks = find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    Task* before = nullptr;
    if (c.before) {
        before = state_.queue.find(c.before);
        if (before == nullptr || before->row.removed)
            return fail(Errc::NotFound, translated(XPU_TR("queue", "the row to move to is gone")));
        if (std::find(tasks->begin(), tasks->end(), before) != tasks->end())
            return fail(Errc::InvalidInput,
                        translated(XPU_TR("queue", "a row cannot move before itself")));
    }
    // One inverse puts back a block that lay together; rows picked from all over go back one
    // command each, so there it is left out.
    const auto& listed = state_.queue.listed();
    const auto first = std::find(listed.begin(), listed.end(), tasks->front());
    const auto room = static_cast<std::size_t>(listed.end() - first);
    const bool together = room >= tasks->size() && std::equal(tasks->begin(), tasks->end(), first);
    std::optional<Command> inverse;
    if (together)
        inverse = command::Move{c.tasks, room > tasks->size()
                                             ? first[std::ptrdiff_t(tasks->size())]->row.id
                                             : TaskId{}};
    Tasks rest = *tasks;
    for (Task* task : *tasks) {
        task->row.position = state_.queue.keyBefore(before, rest);
        rest.erase(rest.begin());
        state_.queue.reorder();
    }
    runner_.sortRunning();
    return Change{*tasks, inverse, {}};
}

Result<CommandDesk::Change> CommandDesk::apply(const command::Hold& c)
{
    const Result<Tasks> tasks = find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks)
        if (task->row.state != TaskState::Queued)
            return refuse(*task, XPU_TR("queue", "{task}: only queued tasks can be held"));
    for (Task* task : *tasks) {
        task->userHeld = true;
        task->row.state = TaskState::Held;
    }
    return Change{*tasks, command::Release{idsOf(*tasks)}, {}};
}

Result<CommandDesk::Change> CommandDesk::apply(const command::Release& c)
{
    const Result<Tasks> tasks = find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks) {
        if (task->row.state != TaskState::Held)
            return refuse(*task, XPU_TR("queue", "{task}: only held tasks can be released"));
        if (task->needsApproval)
            return refuse(*task, XPU_TR("queue", "{task} waits for approval of its commands"),
                          Errc::Permission);
    }
    for (Task* task : *tasks) {
        task->userHeld = false;
        task->row.state = TaskState::Queued;
    }
    return Change{*tasks, command::Hold{idsOf(*tasks)}, {}};
}

Result<CommandDesk::Change> CommandDesk::pauseQueue(bool pause)
{
    if (state_.queuePaused == pause)
        return fail(Errc::Conflict, translated(pause ? XPU_TR("queue", "the queue is paused")
                                                     : XPU_TR("queue", "the queue is not paused")));
    state_.queuePaused = pause;
    Change change;
    if (pause)
        change.inverse = command::Resume{};
    else
        change.inverse = command::Pause{};
    change.records.emplace_back(history::QueuePaused{pause});
    return change;
}

Result<CommandDesk::Change> CommandDesk::apply(const command::Pause& c)
{
    if (c.tasks.empty())
        return pauseQueue(true);
    const Result<Tasks> tasks = find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks)
        if (task->row.state != TaskState::Running && task->row.state != TaskState::Queued)
            return refuse(*task,
                          XPU_TR("queue", "{task}: only queued and running tasks can be paused"));
    for (Task* task : *tasks)
        task->row.state = TaskState::Paused;
    return Change{*tasks, command::Resume{idsOf(*tasks)}, {}};
}

Result<CommandDesk::Change> CommandDesk::apply(const command::Resume& c)
{
    if (c.tasks.empty())
        return pauseQueue(false);
    const Result<Tasks> tasks = find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    bool undoable = true;
    for (const Task* task : *tasks) {
        if (task->row.state != TaskState::Paused && task->row.state != TaskState::Interrupted)
            return refuse(
                *task, XPU_TR("queue", "{task}: only paused and interrupted tasks can be resumed"));
        if (!task->graph)
            return refuse(*task, XPU_TR("queue", "the steps of {task} were not kept"),
                          Errc::NotFound);
        undoable = undoable && task->row.state == TaskState::Paused;
    }
    for (Task* task : *tasks) {
        task->resting = false;
        if (task->row.state == TaskState::Interrupted)
            runner_.rerunInterrupted(*task);
        task->row.state = isActive(*task) ? TaskState::Running : TaskState::Queued;
    }
    Change change{*tasks, std::nullopt, {}};
    if (undoable)
        change.inverse = command::Pause{idsOf(*tasks)};
    return change;
}

Result<CommandDesk::Change> CommandDesk::apply(const command::Cancel& c)
{
    const Result<Tasks> tasks = find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks)
        if (isFinal(task->row.state) || task->cancelling)
            return refuse(*task, XPU_TR("queue", "{task} has ended already"));
    for (Task* task : *tasks) {
        if (!task->row.run)
            task->row.state = TaskState::Cancelled;
        else if (!task->run && task->graph)
            runner_.prepare(*task);
        if (task->row.run && task->run)
            runner_.cancel(*task);
        else
            task->row.state = TaskState::Cancelled;
        task->touchSteps();
    }
    return Change{*tasks, std::nullopt, {}};
}

Result<CommandDesk::Change> CommandDesk::apply(const command::Clear&)
{
    Tasks tasks;
    for (Task* task : state_.queue.listed())
        if (isFinal(task->row.state) && !isActive(*task) && !task->checking)
            tasks.push_back(task);
    for (Task* task : tasks)
        task->row.removed = true;
    state_.queue.reorder();
    Change change{tasks, std::nullopt, {}};
    if (!tasks.empty())
        change.inverse = command::Restore{idsOf(tasks)};
    return change;
}

Result<CommandDesk::Change> CommandDesk::apply(const command::SetThreadBudget& c)
{
    if (c.threads < 0)
        return fail(Errc::InvalidInput,
                    translated(XPU_TR("queue", "a thread budget cannot be negative")));
    const int before = state_.threadBudget;
    runner_.setThreadBudget(c.threads);
    return Change{{}, command::SetThreadBudget{before}, {}};
}

Result<CommandDesk::Change> CommandDesk::apply(const command::Recheck& c)
{
    const Result<Tasks> tasks = find(c.tasks);
    if (!tasks)
        return tl::unexpected(tasks.error());
    for (const Task* task : *tasks) {
        const TaskState state = task->row.state;
        const bool unstarted = !task->row.run && !task->row.path.empty()
                               && (state == TaskState::Rejected || state == TaskState::Held
                                   || state == TaskState::Queued);
        if (!unstarted)
            return refuse(*task, XPU_TR("queue", "{task} has been started or has ended"));
    }
    for (Task* task : *tasks)
        submission_.reread(*task);
    return Change{*tasks, std::nullopt, {}};
}

Result<CommandDesk::Change> CommandDesk::apply(const command::Grant& c, const Origin& origin)
{
    std::error_code error;
    const auto real = std::filesystem::canonical(c.folder, error);
    if (error || !std::filesystem::is_directory(real, error))
        return fail(Errc::NotFound,
                    filled(XPU_TR("queue", "{folder} is not a folder"), {{"folder", c.folder}}));
    if (std::find(state_.grants.begin(), state_.grants.end(), real.string()) == state_.grants.end())
        state_.grants.push_back(real.string());
    Change change;
    change.records.emplace_back(
        history::GrantRow{real.string(), origin.uid, state_.clock.utcMicros()});
    for (Task* task : state_.queue.listed())
        if (task->row.state == TaskState::Rejected && !task->checking && hasFinding(*task, "E301"))
            submission_.recheck(*task);
    return change;
}

Result<CommandDesk::Change> CommandDesk::approve(const Tasks& tasks, const std::string& digest,
                                                 const std::string& path, const Origin& origin)
{
    std::vector<history::Approval> given;
    for (const Task* task : tasks) {
        if (!task->needsApproval || !task->graph)
            return refuse(*task, XPU_TR("queue", "{task} does not wait for approval"));
        given.push_back(
            {task->graph->approvalDigest, task->row.path, origin.uid, state_.clock.utcMicros()});
    }
    if (tasks.empty() && digest.empty())
        return fail(Errc::InvalidInput, translated(XPU_TR("queue", "no digest to approve")));
    if (tasks.empty())
        given.push_back({digest, path, origin.uid, state_.clock.utcMicros()});
    Change change;
    for (history::Approval& approval : given) {
        state_.approvals.insert(approval.digest);
        change.records.emplace_back(std::move(approval));
    }
    for (Task* task : state_.queue.listed())
        if (task->needsApproval && !task->checking && task->graph
            && state_.approvals.contains(task->graph->approvalDigest))
            submission_.recheck(*task);
    return change;
}

} // namespace xpu
