#pragma once

#include "core/engine/command.h"
#include "core/history/record.h"

#include <optional>
#include <string_view>
#include <vector>

namespace xpu {

/// What can be undone, newest last: one stack for the window, the command line and whoever else
/// changes the queue, kept across restarts. It holds entries; the desk applies their commands.
class UndoLog {
public:
    enum class Way : std::uint8_t { Undo, Redo };
    /// What was done: the command's name and what it was done to.
    struct Deed {
        std::string_view name;
        std::string task; ///< name of the first task; empty when it was about none
        std::size_t tasks = 0;
    };

    void restore(const std::vector<history::UndoRow>& rows);
    /// A change somebody made. What was undone before cannot be done again.
    history::UndoChanged did(const Deed& deed, const Command& inverse);
    /// The newest entry; null when there is none.
    const history::UndoRow* newest(Way way) const;
    /// The newest entry was applied; `back` takes that back in turn.
    history::UndoChanged applied(Way way, const std::optional<Command>& back);
    /// The newest entry applies no longer.
    history::UndoChanged drop(Way way);

private:
    std::vector<history::UndoRow>& stackOf(Way way) { return way == Way::Undo ? undo_ : redo_; }

    std::vector<history::UndoRow> undo_, redo_;
    std::int64_t next_ = 1;
};

} // namespace xpu
