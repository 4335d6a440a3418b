#pragma once

#include "core/history/made_table.h"
#include "core/history/sqlite.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace xpu::history {

/// What one small transaction took away.
struct Tidied {
    std::size_t rows = 0;
    bool more = false; ///< another call will find more
};

/// Runs of tasks on the list, whatever their age: running, waiting, or shown as they ended.
Result<std::set<RunId>> listedRuns(Database& db);

// Each of these is one transaction of at most some thousand rows, so that whoever has a commit to
// make waits for milliseconds. The caller goes on while `more` is said.

/// Forgets the oldest run that started before `beforeUtcMicros` and is not of a listed task: its
/// steps first, the run itself with the last of them.
Result<Tidied> forgetRun(Database& db, std::int64_t beforeUtcMicros);
/// Merges roll-ups of one sensor that are older and finer into intervals of `seconds`.
Result<Tidied> foldOneSensor(Database& db, std::int64_t beforeUtcMicros, std::int32_t seconds);
Result<Tidied> dropTelemetry(Database& db, std::int64_t beforeUtcMicros);
/// Files that steps made, by path, the first `limit` behind `path`.
Result<std::vector<MadeFile>> madeAfter(Database& db, const std::string& path, std::size_t limit);
/// Forgets them, except those that were made anew meanwhile.
Result<void> forgetMade(Database& db, const std::vector<MadeFile>& files);

} // namespace xpu::history
