#pragma once

#include "core/history/record.h"
#include "core/history/sqlite.h"

#include <string>
#include <unordered_set>

namespace xpu::history {

/// Writes what the queue is besides its runs: rows, what people allowed, what was paused or put to
/// rest, and what can be undone.
class QueueTable {
public:
    static Result<QueueTable> prepare(Database& db);

    Result<void> put(const TaskRow& row);
    Result<void> put(const Approval& row);
    Result<void> put(const GrantRow& row);
    Result<void> put(const GrantRevoked& row);
    Result<void> put(const QueuePaused& row);
    Result<void> put(const UndoChanged& row);
    Result<void> put(const DeviceSnoozed& row);

private:
    Result<void> putSource(const std::string& key, const std::string& text);

    Statement task_, source_, approval_, grant_, revoke_, flag_, undoDrop_, undoAdd_, snooze_,
        wake_;
    std::unordered_set<std::string> sources_; ///< keys that are stored already
};

} // namespace xpu::history
