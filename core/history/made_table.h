#pragma once

#include "core/history/record.h"
#include "core/history/sqlite.h"

#include <span>
#include <string>
#include <unordered_map>

namespace xpu::history {

/// By path.
using MadeFiles = std::unordered_map<std::string, MadeFile>;

/// Writes which files steps made, the newest maker of each.
class MadeTable {
public:
    static Result<MadeTable> prepare(Database& db);

    Result<void> put(const FilesMade& made);

private:
    Statement file_;
};

/// Of these paths the ones that a step made.
Result<MadeFiles> readMade(Database& db, std::span<const std::string> paths);

} // namespace xpu::history
