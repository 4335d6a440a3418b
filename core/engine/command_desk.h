#pragma once

#include "core/engine/alarms.h"
#include "core/engine/commands/desk.h"
#include "core/engine/undo_log.h"

#include <vector>

namespace xpu {

/// Takes commands, lets each make its change (core/engine/commands) and answers once the change is
/// committed. Engine thread only.
class CommandDesk {
public:
    CommandDesk(EngineState& state, Runner& runner, Submission& submission, Alarms& alarms)
        : state_(state), runner_(runner), submission_(submission), alarms_(alarms)
    {}
    void handle(Command command, const Origin& origin, CommandReply reply);
    /// Once in every round: what had to wait and need not any more.
    void handleWaiting();

private:
    /// A command to a task that the start of this process still checks again: its sender sees a task
    /// like any other and must not be refused for having been quick.
    struct Waiting {
        Command command;
        Origin origin;
        CommandReply reply;
    };
    bool mustWait(const Command& command);
    void submit(const command::Submit& submit, const Origin& origin, CommandReply reply);
    Result<commands::Change> change(const Command& command, const Origin& origin);
    void remember(const Command& command, commands::Change& change, const Origin& origin);
    /// Applies the newest entry of the undo log; one that applies no longer is dropped with its reason.
    Result<commands::Change> stepBack(UndoLog::Way way, const Origin& origin);
    void answer(commands::Change change, CommandReply reply);

    EngineState& state_;
    Runner& runner_;
    Submission& submission_;
    Alarms& alarms_;
    std::vector<Waiting> waiting_;
};

} // namespace xpu
