#include "core/engine/command_desk.h"

#include "core/engine/command_json.h"
#include "core/engine/commands/apply.h"

#include <algorithm>
#include <utility>

namespace xpu {

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
        this->submit(*submit, origin, std::move(reply));
        return;
    }
    Result<commands::Change> made = fail(Errc::Unsupported, "unknown command");
    if (std::holds_alternative<command::Undo>(command)) {
        made = stepBack(UndoLog::Way::Undo, origin);
    } else if (std::holds_alternative<command::Redo>(command)) {
        made = stepBack(UndoLog::Way::Redo, origin);
    } else {
        made = change(command, origin);
        if (made)
            remember(command, *made, origin);
    }
    if (made)
        answer(std::move(*made), std::move(reply));
    else
        reply(tl::unexpected(made.error()));
}

void CommandDesk::submit(const command::Submit& submit, const Origin& origin, CommandReply reply)
{
    auto remembering = [this, undoable = origin.undoable,
                        reply = std::move(reply)](Result<Applied> applied) {
        if (undoable && applied && applied->inverse) {
            const Task* first = state_.queue.find(applied->tasks.front());
            state_.journal.add({state_.undo.did({"submit", first != nullptr ? first->row.name : "",
                                                 applied->tasks.size()},
                                                *applied->inverse)},
                               false);
        }
        reply(std::move(applied));
    };
    submission_.submit(submit, origin, std::move(remembering));
}

void CommandDesk::remember(const Command& command, commands::Change& change, const Origin& origin)
{
    if (!change.inverse || !origin.undoable)
        return;
    const std::string task = change.touched.empty() ? "" : change.touched.front()->row.name;
    change.records.emplace_back(
        state_.undo.did({nameOf(command), task, change.touched.size()}, *change.inverse));
}

Result<commands::Change> CommandDesk::stepBack(UndoLog::Way way, const Origin& origin)
{
    const history::UndoRow* entry = state_.undo.newest(way);
    if (entry == nullptr)
        return fail(Errc::NotFound,
                    wording::translated(way == UndoLog::Way::Undo
                                            ? XPU_TR("queue", "there is nothing to undo")
                                            : XPU_TR("queue", "there is nothing to do again")));
    const Result<Command> stored = commandFromText(entry->inverse);
    Result<commands::Change> made =
        stored ? change(*stored, origin) : Result<commands::Change>(tl::unexpected(stored.error()));
    if (!made) {
        state_.journal.add({state_.undo.drop(way)}, false);
        state_.dirty = true;
        return made;
    }
    made->records.emplace_back(state_.undo.applied(way, made->inverse));
    return made;
}

bool CommandDesk::mustWait(const Command& command)
{
    const auto rechecked = [this](const TaskId& id) {
        const Task* task = state_.queue.find(id);
        return task != nullptr && task->rechecked;
    };
    const auto newest = [this](UndoLog::Way way) {
        const history::UndoRow* entry = state_.undo.newest(way);
        const auto stored = entry != nullptr ? commandFromText(entry->inverse)
                                             : Result<Command>(fail(Errc::NotFound, ""));
        return stored && mustWait(*stored);
    };
    return std::visit(
        [&](const auto& c) {
            using C = std::decay_t<decltype(c)>;
            if constexpr (std::is_same_v<C, command::Undo>)
                return newest(UndoLog::Way::Undo);
            else if constexpr (std::is_same_v<C, command::Redo>)
                return newest(UndoLog::Way::Redo);
            else if constexpr (std::is_same_v<C, command::PutBack>)
                return std::any_of(c.rows.begin(), c.rows.end(),
                                   [&](const auto& row) { return rechecked(row.task); });
            else if constexpr (requires { c.tasks; })
                return std::any_of(c.tasks.begin(), c.tasks.end(), rechecked);
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

Result<commands::Change> CommandDesk::change(const Command& command, const Origin& origin)
{
    const commands::Desk desk{state_, runner_, submission_, origin};
    return std::visit(
        [&](const auto& c) -> Result<commands::Change> {
            if constexpr (requires { commands::apply(desk, c); })
                return commands::apply(desk, c);
            else
                return fail(Errc::Unsupported, "unknown command");
        },
        command);
}

void CommandDesk::answer(commands::Change change, CommandReply reply)
{
    auto done = [this, applied = Applied{commands::idsOf(change.touched), change.inverse},
                 reply = std::move(reply)] {
        state_.dirty = true;
        state_.shownQueuePaused = state_.queuePaused;
        reply(applied);
    };
    state_.dirty = true;
    alarms_.set();
    if (change.touched.empty() && change.records.empty()) {
        done();
        return;
    }
    for (Task* task : change.touched)
        state_.commit(*task);
    state_.journal.add(std::move(change.records), true, std::move(done));
}

} // namespace xpu
