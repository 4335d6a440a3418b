#pragma once

#include "core/base/units.h"

#include <vector>

namespace xpu {

struct Task;

/// Tasks in the order in which they get their turn. Those whose deadline is near come first, the
/// nearest deadline before the next; then priority decides. Those of one priority keep the order of the
/// queue; a priority gains a point for every two minutes that the longest waiting of its tasks has
/// waited, so that nobody waits for ever behind a stream of more important work.
/// @param tasks  by position in the queue
std::vector<Task*> inTurn(const std::vector<Task*>& tasks, Seconds now);

} // namespace xpu
