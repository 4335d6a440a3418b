#include "core/plan/graph_view.h"

#include "core/base/invariant.h"

#include <algorithm>
#include <cmath>

namespace xpu {
namespace {

double bytesOf(const std::optional<TensorSpec>& spec)
{
    return spec ? static_cast<double>(spec->bytes().count) : 0;
}

/// The input's own spec, else what its maker says.
double bytesOf(const TaskGraph& graph, const InputPort& input, const StepPort& from)
{
    if (input.spec)
        return bytesOf(input.spec);
    const auto& outputs = graph.steps[from.step.value].outputs;
    return from.output < outputs.size() ? bytesOf(outputs[from.output].spec) : 0;
}

} // namespace

GraphView::GraphView(const TaskGraph& graph) : graph_(graph), fileBytes_(graph.steps.size(), 0)
{
    XPU_INVARIANT(graph.successorBegin.size() == graph.steps.size() + 1
                      || (graph.steps.empty() && graph.successors.empty()),
                  "the graph's edge index does not fit its steps");
    transposeEdges();
    sizeEdges();
    sortTopologically();
}

std::span<const Incoming> GraphView::incoming(std::uint32_t step) const
{
    return std::span(incoming_).subspan(incomingBegin_[step],
                                        incomingBegin_[step + 1] - incomingBegin_[step]);
}

std::span<const StepIndex> GraphView::successors(std::uint32_t step) const
{
    const std::uint32_t begin = graph_.successorBegin[step];
    return std::span(graph_.successors).subspan(begin, graph_.successorBegin[step + 1] - begin);
}

/// Counting sort by target; walking the sources in order leaves each target's list sorted.
void GraphView::transposeEdges()
{
    incomingBegin_.assign(size() + std::size_t{1}, 0);
    for (const StepIndex to : graph_.successors) {
        XPU_INVARIANT(to.value < size(), "an edge leads out of the graph");
        ++incomingBegin_[to.value + 1];
    }
    for (std::uint32_t s = 0; s < size(); ++s)
        incomingBegin_[s + 1] += incomingBegin_[s];
    incoming_.resize(graph_.successors.size());
    std::vector<std::uint32_t> next(incomingBegin_.begin(), incomingBegin_.end());
    for (std::uint32_t from = 0; from < size(); ++from)
        for (const StepIndex to : successors(from))
            incoming_[next[to.value]++].step = from;
}

void GraphView::sizeEdges()
{
    for (std::uint32_t s = 0; s < size(); ++s) {
        const auto begin = incoming_.begin() + incomingBegin_[s];
        const auto end = incoming_.begin() + incomingBegin_[s + 1];
        for (const InputPort& input : graph_.steps[s].inputs) {
            const auto* from = std::get_if<StepPort>(&input.source);
            if (from == nullptr) {
                fileBytes_[s] += bytesOf(input.spec);
                continue;
            }
            const auto edge = std::lower_bound(
                begin, end, from->step.value,
                [](const Incoming& e, std::uint32_t step) { return e.step < step; });
            XPU_INVARIANT(edge != end && edge->step == from->step.value,
                          "an input has no edge in the graph");
            edge->bytes += bytesOf(graph_, input, *from);
        }
    }
}

/// Kahn's algorithm; the output list is its own queue.
void GraphView::sortTopologically()
{
    std::vector<std::uint32_t> open(size());
    position_.resize(size());
    topological_.reserve(size());
    for (std::uint32_t s = 0; s < size(); ++s) {
        open[s] = incomingBegin_[s + 1] - incomingBegin_[s];
        if (open[s] == 0)
            topological_.push_back(s);
    }
    for (std::uint32_t i = 0; i < topological_.size(); ++i) {
        position_[topological_[i]] = i;
        for (const StepIndex to : successors(topological_[i]))
            if (--open[to.value] == 0)
                topological_.push_back(to.value);
    }
    XPU_INVARIANT(topological_.size() == size(), "the graph has a cycle");
}

Seconds CopyCost::upload(std::size_t device, double bytes) const
{
    if (bytes <= 0)
        return Seconds(0);
    return costs_.transferLatency[device] + Seconds(costs_.secondsPerByte[device] * bytes);
}

Seconds CopyCost::between(std::size_t from, std::size_t to, double bytes) const
{
    return from == to ? Seconds(0) : upload(from, bytes) + upload(to, bytes);
}

bool isTime(Seconds t) { return std::isfinite(t.count()) && t.count() >= 0; }

bool canRun(const CostTable& costs, std::uint32_t step, std::size_t device)
{
    return costs.slots[device] > 0 && isTime(costs.at(step, device));
}

Result<void> checkTable(const TaskGraph& graph, const CostTable& costs)
{
    const auto inside = [&](std::uint32_t row) { return row < costs.rows(); };
    if (costs.rowOf.size() != graph.steps.size()
        || !std::all_of(costs.rowOf.begin(), costs.rowOf.end(), inside))
        return fail(Errc::InvalidInput, "cost table: rows");
    if (costs.secondsPerByte.size() != costs.devices
        || costs.transferLatency.size() != costs.devices || costs.slots.size() != costs.devices)
        return fail(Errc::InvalidInput, "cost table: devices");
    if (costs.files.empty())
        return {};
    const bool wellTimed =
        std::all_of(costs.files.begin(), costs.files.end(), [](const FileTimes& times) {
            return isTime(times.load) && isTime(times.save);
        });
    const std::size_t device = costs.fileDevice.value;
    if (costs.files.size() != graph.steps.size() || !wellTimed || device >= costs.devices
        || costs.slots[device] < 1)
        return fail(Errc::InvalidInput, "cost table: files");
    return {};
}

} // namespace xpu
