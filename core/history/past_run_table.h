#pragma once

#include "core/history/record.h"
#include "core/history/sqlite.h"
#include "core/history/store.h"
#include "core/history/words.h"

#include <array>
#include <cstdint>
#include <map>

namespace xpu::history {

/// Rows of all lines together that are kept; older ones go when the next program starts to write.
inline constexpr std::int64_t kSamplesOfAll = 16384;

/// Writes what launches taught: the last kSamplesKept runs of every line, and probes.
class PastRunTable {
public:
    static Result<PastRunTable> prepare(Database& db);

    Result<void> put(Words& words, const RunsLearned& learned);
    Result<void> put(Words& words, const PastProbe& probe);

private:
    using Line = std::array<std::int64_t, 3>; ///< words of device, operation, dtype

    Result<void> put(Words& words, const PastRun& run);
    Result<Line> lineOf(Words& words, const PastRun& run);
    Result<void> loadLines(Database& db);

    Statement sample_, probe_;
    std::map<Line, std::int64_t> lastSlot_;
    std::int64_t last_ = 0; ///< number of the newest row
};

/// Everything learned, oldest first.
Result<Experience> readExperience(Database& db, const Words& words);

} // namespace xpu::history
