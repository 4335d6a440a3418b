#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/units.h"
#include "core/plan/plan.h"
#include "core/task/task_graph.h"

#include <cstdint>
#include <span>
#include <vector>

namespace xpu {

/// An edge as seen from the step it leads to.
struct Incoming {
    std::uint32_t step = 0; ///< the predecessor
    double bytes = 0;       ///< 0 for `after` and where the size is not known yet
};

/// The graph as the planner walks it: predecessors with the bytes they hand over, and an order in
/// which every step comes after its inputs. O(steps + edges).
class GraphView {
public:
    explicit GraphView(const TaskGraph& graph);

    std::span<const Incoming> incoming(std::uint32_t step) const;
    std::span<const StepIndex> successors(std::uint32_t step) const;
    /// Bytes a step reads from files, which reach a device through the host.
    double fileBytes(std::uint32_t step) const { return fileBytes_[step]; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(fileBytes_.size()); }
    const std::vector<std::uint32_t>& topological() const { return topological_; }
    /// Index of a step in topological().
    std::uint32_t position(std::uint32_t step) const { return position_[step]; }

private:
    void transposeEdges();
    void sizeEdges();
    void sortTopologically();

    const TaskGraph& graph_;
    std::vector<std::uint32_t> incomingBegin_;
    std::vector<Incoming> incoming_; ///< by step, then by predecessor
    std::vector<double> fileBytes_;
    std::vector<std::uint32_t> topological_;
    std::vector<std::uint32_t> position_;
};

/// Copy times between devices. A value goes device -> host -> device; a leg is free for a device
/// that shares host memory.
class CopyCost {
public:
    explicit CopyCost(const CostTable& costs) : costs_(costs) {}

    Seconds upload(std::size_t device, double bytes) const;
    Seconds between(std::size_t from, std::size_t to, double bytes) const;

private:
    const CostTable& costs_;
};

/// Neither negative, infinite nor no number.
bool isTime(Seconds t);
/// A device column can run a step when its cost is a finite time and it has a slot.
bool canRun(const CostTable& costs, std::uint32_t step, std::size_t device);
/// Errc::InvalidInput when the table's parts do not fit the graph or each other.
Result<void> checkTable(const TaskGraph& graph, const CostTable& costs);

} // namespace xpu
