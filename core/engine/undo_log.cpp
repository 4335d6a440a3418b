#include "core/engine/undo_log.h"

#include "core/engine/command_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace xpu {
namespace {

constexpr std::size_t kKept = 200;

} // namespace

void UndoLog::restore(const std::vector<history::UndoRow>& rows)
{
    for (const history::UndoRow& row : rows) {
        stackOf(row.redo ? Way::Redo : Way::Undo).push_back(row);
        next_ = std::max(next_, row.seq + 1);
    }
}

history::UndoChanged UndoLog::did(const Deed& deed, const Command& inverse)
{
    history::UndoChanged change;
    for (const history::UndoRow& row : redo_)
        change.dropped.push_back(row.seq);
    redo_.clear();
    if (undo_.size() >= kKept) {
        change.dropped.push_back(undo_.front().seq);
        undo_.erase(undo_.begin());
    }
    change.added = history::UndoRow{next_++,   false,      std::string(deed.name),
                                    deed.task, deed.tasks, commandJson(inverse).dump()};
    undo_.push_back(*change.added);
    return change;
}

const history::UndoRow* UndoLog::newest(Way way) const
{
    const auto& stack = way == Way::Undo ? undo_ : redo_;
    return stack.empty() ? nullptr : &stack.back();
}

history::UndoChanged UndoLog::applied(Way way, const std::optional<Command>& back)
{
    history::UndoRow entry = stackOf(way).back();
    history::UndoChanged change = drop(way);
    if (!back)
        return change;
    const Way other = way == Way::Undo ? Way::Redo : Way::Undo;
    entry.seq = next_++;
    entry.redo = other == Way::Redo;
    entry.inverse = commandJson(*back).dump();
    stackOf(other).push_back(entry);
    change.added = std::move(entry);
    return change;
}

history::UndoChanged UndoLog::drop(Way way)
{
    auto& stack = stackOf(way);
    history::UndoChanged change;
    change.dropped.push_back(stack.back().seq);
    stack.pop_back();
    return change;
}

} // namespace xpu
