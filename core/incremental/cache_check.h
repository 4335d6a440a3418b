#pragma once

#include "core/history/made_table.h"
#include "core/incremental/recipe.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace xpu {

/// Whether a step's results stand already.
enum class CacheState : std::uint8_t {
    Clean,   ///< they stand, or nothing that runs needs them
    Missing, ///< not made yet, or gone
    Stale,   ///< made from something else
    Always,  ///< nothing keeps its results: it runs every time
};
std::string_view nameOf(CacheState state); ///< "clean", "missing", ...

struct StepCache {
    CacheState state = CacheState::Missing;
    std::string reason; ///< a sentence for people; empty for clean steps
    bool operator==(const StepCache&) const = default;
};

/// Files that the task's steps write and that later runs could do without writing again; empty when
/// there is nothing to check.
std::vector<std::string> filesKept(const TaskGraph& graph);

/// Steps needed for the one called `id` (as written, or of one run of a sweep), itself included;
/// empty = all, also when there is no such step.
std::vector<bool> stepsUpTo(const TaskGraph& graph, const std::string& id);

struct CacheQuestion {
    const TaskGraph& graph;
    const RecipeBook& book; ///< may be empty when none of the files was made before
    const history::MadeFiles& made;
    FileFacts& files;
    const std::vector<bool>& wanted; ///< by step: others are left out; empty = all are wanted
    bool everyStep = false;          ///< asked to run whatever stands
};

/// The cache state of every step; Clean for those left out.
std::vector<StepCache> checkCache(const CacheQuestion& question);

} // namespace xpu
