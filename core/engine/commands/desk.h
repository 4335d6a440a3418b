#pragma once

#include "core/engine/command.h"
#include "core/engine/engine_state.h"
#include "core/engine/runner.h"
#include "core/engine/submission.h"
#include "core/wording/translator.h"

#include <optional>
#include <vector>

namespace xpu::commands {

using Tasks = std::vector<Task*>;

/// A change that is made; what the database must take before the answer.
struct Change {
    Tasks touched;
    std::optional<Command> inverse;
    std::vector<history::Record> records; ///< besides the rows of `touched`
};

/// What a command works on, and who gave it. Lives for one command.
struct Desk {
    EngineState& state;
    Runner& runner;
    Submission& submission;
    const Origin& origin;

    /// The tasks meant, each once. Errc::NotFound, Errc::Conflict while one is being checked,
    /// Errc::InvalidInput for none.
    Result<Tasks> find(const std::vector<TaskId>& ids, bool removedToo = false) const;
};

std::vector<TaskId> idsOf(const Tasks& tasks);
/// Its run has begun and not ended.
bool isActive(const Task& task);
/// A held task may start.
void release(Task& task);
/// @param what  a sentence with a hole {task}
tl::unexpected<Error> refuse(const Task& task, wording::Phrase what, Errc code = Errc::Conflict);

} // namespace xpu::commands
