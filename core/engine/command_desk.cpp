#include "core/engine/command_desk.h"

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
        submission_.submit(*submit, origin, std::move(reply));
        return;
    }
    Result<commands::Change> made = change(command, origin);
    if (made)
        answer(std::move(*made), std::move(reply));
    else
        reply(tl::unexpected(made.error()));
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
    if (change.touched.empty() && change.records.empty()) {
        done();
        return;
    }
    for (Task* task : change.touched)
        state_.commit(*task);
    state_.journal.add(std::move(change.records), true, std::move(done));
}

} // namespace xpu
