#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/task/diagnostic.h"
#include "core/task/task_state.h"
#include "core/task/wishes.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace xpu {

/// Commands are values and ids only; each has a JSON form (command_json.h) of version kCommandVersion.
inline constexpr int kCommandVersion = 1;

/// Who asked; filled by the door the command came through, never by the client's own word.
struct Origin {
    enum class Via : std::uint8_t { Window, CommandLine, Socket, Recovery };
    Via via = Via::Window;
    std::uint32_t uid = 0;
    std::int32_t pid = 0;
    bool undoable = true; ///< false: a program tidies up behind itself, nobody wants that undone
};

namespace command {

/// Adds files to the queue, in the order given.
struct Submit {
    std::vector<std::string> paths;
    int row = -1; ///< first position; -1 appends
    bool held = false;
    std::string outFolder;            ///< `--out DIR`
    std::vector<std::string> devices; ///< `--devices`: only these words; empty = all
    bool again = true;                ///< add even when the same content is queued already
    bool everyStep = false;           ///< also steps whose results stand already
};
struct Remove {
    std::vector<TaskId> tasks;
};
/// Puts a removed task back where it was (inverse of Remove).
struct Restore {
    std::vector<TaskId> tasks;
};
/// Places tasks, in this order, directly before `before` (none = at the end).
struct Move {
    std::vector<TaskId> tasks;
    TaskId before;
};
struct Hold {
    std::vector<TaskId> tasks;
    std::int64_t untilUtcMicros = 0; ///< released by itself then; 0 = only by a person
};
struct Release {
    std::vector<TaskId> tasks;
};
/// Tasks named, or the whole queue when empty. Running launches finish; nothing new starts.
struct Pause {
    std::vector<TaskId> tasks;
};
/// Also runs interrupted steps again.
struct Resume {
    std::vector<TaskId> tasks;
};
/// Also gives interrupted steps up.
struct Cancel {
    std::vector<TaskId> tasks;
};
/// Runs ended tasks again: failed and cancelled ones go on where they stood, done ones begin anew.
struct Retry {
    std::vector<TaskId> tasks;
};
/// To the head of the queue with the highest priority, held or paused no more.
struct StartNow {
    std::vector<TaskId> tasks;
};
/// Instead of the priority in the file.
struct SetPriority {
    std::vector<TaskId> tasks;
    std::optional<int> priority; ///< 0..100; none = the file's again
};
/// Steps run on this device only. For tasks whose run has not begun.
struct Pin {
    std::vector<TaskId> tasks;
    std::string step;   ///< id as written in the file; empty = every step
    std::string device; ///< an id, driver or class; empty = as the file says
};
/// Runs steps also where their results stand already. Tasks that are done begin anew.
struct RunEveryStep {
    std::vector<TaskId> tasks;
    bool every = true;
};
/// Nothing beyond this step and what it needs. Ended tasks run again for what is missing.
struct RunUpTo {
    std::vector<TaskId> tasks;
    std::string step; ///< id as written, or of one run of a sweep; empty = the whole task
};
/// Goes on without a step that failed or has not run: steps `after` it run, steps that read what
/// it would have made run only where that file stands already.
struct SkipStep {
    std::vector<TaskId> tasks;
    std::string step; ///< id, with its run in a sweep
};
/// Puts rows back as they were (inverse of Move, StartNow, SetPriority, Pin, Cancel).
struct PutBack {
    /// Only what is given changes.
    struct Row {
        TaskId task;
        std::optional<std::string> position;
        std::optional<Wishes> wishes;
        std::optional<TaskState> state; ///< queued, held, paused or cancelled
    };
    std::vector<Row> rows;
};
/// Takes the last change of the queue back, whoever made it.
struct Undo {};
/// Does again what was undone last.
struct Redo {};
/// Approves the digest of these tasks' files and checks them again.
struct Approve {
    std::vector<TaskId> tasks;
};
/// Reads the files of these tasks again and checks what they say now; for rows that have not started.
struct Recheck {
    std::vector<TaskId> tasks;
};
/// Takes finished, rejected and cancelled tasks off the list.
struct Clear {};
/// Approves one digest / grants one folder without a task in the queue.
struct ApproveDigest {
    std::string digest;
    std::string path;
};
struct Grant {
    std::string folder;
};
/// Takes a grant back; what runs already goes on.
struct Revoke {
    std::string folder;
};
struct SetThreadBudget {
    int threads = 0;
}; ///< 0 = all
/// Nothing new starts on the device for a while.
struct Snooze {
    std::string device;              ///< id
    std::int64_t untilUtcMicros = 0; ///< 0 = it may work again
};
/// Operators that were not measured on a device yet are, as soon as nothing runs; without it that
/// waits for a quiet while.
struct Measure {};

} // namespace command

using Command =
    std::variant<command::Submit, command::Remove, command::Restore, command::Move, command::Hold,
                 command::Release, command::Pause, command::Resume, command::Cancel,
                 command::Approve, command::Clear, command::ApproveDigest, command::Grant,
                 command::SetThreadBudget, command::Recheck, command::Retry, command::StartNow,
                 command::SetPriority, command::Pin, command::PutBack, command::Undo, command::Redo,
                 command::Snooze, command::RunEveryStep, command::RunUpTo, command::SkipStep,
                 command::Revoke, command::Measure>;

/// What a command did, after it was committed.
struct Applied {
    std::vector<TaskId> tasks;      ///< touched; for Submit in the order of the paths
    std::optional<Command> inverse; ///< undoes it; empty when it cannot be undone
};

using CommandReply = std::function<void(Result<Applied>)>;

} // namespace xpu
