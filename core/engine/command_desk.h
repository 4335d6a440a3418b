#pragma once

#include "core/engine/engine_state.h"
#include "core/engine/runner.h"
#include "core/engine/submission.h"

namespace xpu {

/// Applies commands and answers each with the change and its inverse, or with the reason why it
/// does not apply (Errc::Conflict, NotFound, InvalidInput). Engine thread only.
class CommandDesk {
public:
    CommandDesk(EngineState& state, Runner& runner, Submission& submission)
        : state_(state), runner_(runner), submission_(submission)
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
    using Tasks = std::vector<Task*>;
    /// The change is made; what the database must take before the answer.
    struct Change {
        Tasks touched;
        std::optional<Command> inverse;
        std::vector<history::Record> records; ///< besides the rows of `touched`
    };

    Result<Change> apply(const command::Remove& c);
    Result<Change> apply(const command::Restore& c);
    Result<Change> apply(const command::Move& c);
    Result<Change> apply(const command::Hold& c);
    Result<Change> apply(const command::Release& c);
    Result<Change> apply(const command::Pause& c);
    Result<Change> apply(const command::Resume& c);
    Result<Change> apply(const command::Cancel& c);
    Result<Change> apply(const command::Clear& c);
    Result<Change> apply(const command::SetThreadBudget& c);
    Result<Change> apply(const command::Recheck& c);
    Result<Change> apply(const command::Grant& c, const Origin& origin);
    Result<Change> approve(const Tasks& tasks, const std::string& digest, const std::string& path,
                           const Origin& origin);

    Result<Tasks> find(const std::vector<TaskId>& ids, bool removedToo = false);
    Result<Change> pauseQueue(bool pause);
    void answer(Result<Change> change, CommandReply reply);

    EngineState& state_;
    Runner& runner_;
    Submission& submission_;
    std::vector<Waiting> waiting_;
};

} // namespace xpu
