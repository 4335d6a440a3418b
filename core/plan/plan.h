#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/units.h"
#include "core/task/task_graph.h"

#include <limits>
#include <vector>

namespace xpu {

inline constexpr Seconds kImpossible{std::numeric_limits<double>::infinity()};

/// What a step does to files beside its own run, whatever device runs it.
struct FileTimes {
    Seconds load{0}; ///< before it can start
    Seconds save{0}; ///< before it counts as done
};

/// Run time of every step on every device; kImpossible = excluded. Alike steps share a row.
struct CostTable {
    std::size_t devices = 0;
    std::vector<Seconds> run;         ///< rows x devices, row-major
    std::vector<std::uint32_t> rowOf; ///< by step
    /// Per device: seconds of a copy host -> device per byte, and its latency. 0 for devices that
    /// share host memory.
    std::vector<double> secondsPerByte;
    std::vector<Seconds> transferLatency;
    /// Launches the device can work on side by side (cpu: 1 here; sandbox: free CPU threads).
    std::vector<int> slots;
    std::vector<FileTimes> files; ///< by step; empty = no step has any
    DeviceIndex fileDevice;       ///< which reads and writes them

    FileTimes filesOf(std::uint32_t step) const
    {
        return step < files.size() ? files[step] : FileTimes{};
    }
    Seconds at(std::uint32_t step, std::size_t device) const
    {
        return run[rowOf[step] * devices + device];
    }
    std::size_t rows() const { return devices == 0 ? 0 : run.size() / devices; }
};

struct Placement {
    DeviceIndex device;
    Seconds start{0};
    Seconds finish{0};
    Seconds done{0}; ///< its files are written and its successors can start; mostly `finish`
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

class GraphView;

/// Upward rank of every step: mean cost over the devices that can run it, with its files, + costliest
/// path to an exit.
/// Source: Topcuoglu, Hariri, Wu, IEEE TPDS 13(3), 2002, section 4.
/// Errc::Unsupported names a step that no device can run.
Result<std::vector<Seconds>> upwardRanks(const TaskGraph& graph, const CostTable& costs);
Result<std::vector<Seconds>> upwardRanks(const TaskGraph& graph, const GraphView& view,
                                         const CostTable& costs);

/// HEFT: steps by falling rank, each inserted where it finishes first.
/// @param ready  time from which each device is free, by device
Result<Plan> planTask(const TaskGraph& graph, const CostTable& costs,
                      const std::vector<Seconds>& ready);

/// No schedule can be shorter: max of critical path, area and head-tail area.
Seconds lowerBound(const TaskGraph& graph, const CostTable& costs, const char** binding = nullptr);
Seconds lowerBound(const GraphView& view, const CostTable& costs, const char** binding);

/// Independent check of a plan: every step placed once on a device that can run it, after its
/// inputs and their copies, no device slot used twice at a time. Errc::Internal names the step.
Result<void> checkPlan(const TaskGraph& graph, const CostTable& costs, const Plan& plan);

} // namespace xpu
