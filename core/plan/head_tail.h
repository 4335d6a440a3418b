#pragma once

#include "core/plan/graph_view.h"
#include "core/plan/plan.h"

#include <vector>

namespace xpu {

/// Longest chains before and after every step, each step at its fastest and copies free: times
/// that no schedule can undercut. Seconds.
struct HeadsAndTails {
    std::vector<double> head; ///< before the step starts
    std::vector<double> tail; ///< after the step ends
    double critical = 0;      ///< longest chain of all; infinite if a step has no device
};
HeadsAndTails headsAndTails(const GraphView& view, const CostTable& costs);

/// The steps with head >= `head` and tail >= `tail` can only run between those times, so the
/// machine needs head + their machine time + tail.
struct Window {
    double head = 0;
    double tail = 0;
    double bound = 0;
};

/// The window with the largest bound, over all pairs of a head and a tail, in O(n log n).
/// @param machineTime  by step: seconds of the whole machine it takes at least
Window widestWindow(const HeadsAndTails& paths, const std::vector<double>& machineTime);

} // namespace xpu
