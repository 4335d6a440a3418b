#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/units.h"
#include "core/task/task_graph.h"

#include <limits>
#include <vector>

namespace xpu {

inline constexpr Seconds kImpossible{std::numeric_limits<double>::infinity()};

/// Run time of every step on every device, steps x devices row-major; kImpossible = excluded.
struct CostTable {
    std::size_t devices = 0;
    std::vector<Seconds> run;
    /// Per device: seconds of a copy host -> device per byte, and its latency. 0 for devices that
    /// share host memory.
    std::vector<double> secondsPerByte;
    std::vector<Seconds> transferLatency;
    /// Launches the device can work on side by side (cpu: 1 here; sandbox: free CPU threads).
    std::vector<int> slots;

    Seconds at(StepIndex s, DeviceIndex d) const { return run[s.value * devices + d.value]; }
};

struct Placement {
    DeviceIndex device;
    Seconds start{0};
    Seconds finish{0};
};

/// Where and when every step runs, and how far from the best this can be.
struct Plan {
    std::vector<Placement> placements; ///< by step
    std::vector<StepIndex> order;      ///< by start, ties by rank
    Seconds makespan{0};
    Seconds lowerBound{0};
    const char* binding =
        ""; ///< the bound that is largest: "critical path", "area", "head-tail area"
};

/// Upward rank of every step: mean cost over the devices that can run it + costliest path to an exit.
/// Source: Topcuoglu, Hariri, Wu, IEEE TPDS 13(3), 2002, section 4.
/// Errc::Unsupported names a step that no device can run.
Result<std::vector<Seconds>> upwardRanks(const TaskGraph& graph, const CostTable& costs);

/// HEFT: steps by falling rank, each inserted where it finishes first.
/// @param ready  time from which each device is free, by device
Result<Plan> planTask(const TaskGraph& graph, const CostTable& costs,
                      const std::vector<Seconds>& ready);

/// No schedule can be shorter: max of critical path, area and head-tail area.
Seconds lowerBound(const TaskGraph& graph, const CostTable& costs, const char** binding = nullptr);

/// Independent check of a plan: every step placed once on a device that can run it, after its
/// inputs and their copies, no device slot used twice at a time. Errc::Internal names the step.
Result<void> checkPlan(const TaskGraph& graph, const CostTable& costs, const Plan& plan);

} // namespace xpu
