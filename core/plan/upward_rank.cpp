#include "core/plan/graph_view.h"
#include "core/plan/plan.h"

#include <algorithm>
#include <ranges>

namespace xpu {
namespace {

/// Mean copy over the pairs of different devices that can run anything (the paper's mean
/// communication cost): latency and seconds per byte.
struct MeanCopy {
    Seconds latency{0};
    double secondsPerByte = 0;

    Seconds of(double bytes) const
    {
        return bytes > 0 ? latency + Seconds(secondsPerByte * bytes) : Seconds(0);
    }
};

MeanCopy meanCopy(const CostTable& costs, const std::vector<bool>& used)
{
    MeanCopy sum;
    int count = 0;
    for (std::size_t d = 0; d < costs.devices; ++d) {
        if (!used[d])
            continue;
        ++count;
        sum.latency += costs.transferLatency[d];
        sum.secondsPerByte += costs.secondsPerByte[d];
    }
    if (count < 2)
        return {};
    // Each device is in 2 * (count - 1) of the count * (count - 1) ordered pairs.
    return {sum.latency * 2 / count, sum.secondsPerByte * 2 / count};
}

} // namespace

Result<std::vector<Seconds>> upwardRanks(const TaskGraph& graph, const CostTable& costs)
{
    if (auto ok = checkTable(graph, costs); !ok)
        return tl::unexpected(ok.error());
    return upwardRanks(graph, GraphView(graph), costs);
}

Result<std::vector<Seconds>> upwardRanks(const TaskGraph& graph, const GraphView& view,
                                         const CostTable& costs)
{
    std::vector<Seconds> ranks(view.size(), Seconds(0));
    std::vector<bool> used(costs.devices, false);
    for (std::uint32_t s = 0; s < view.size(); ++s) {
        int able = 0;
        for (std::size_t d = 0; d < costs.devices; ++d) {
            if (!canRun(costs, s, d))
                continue;
            ++able;
            used[d] = true;
            ranks[s] += costs.at(s, d);
        }
        if (able == 0)
            return fail(Errc::Unsupported, graph.steps[s].id);
        ranks[s] = ranks[s] / able + costs.filesOf(s).load + costs.filesOf(s).save;
    }

    const MeanCopy copy = meanCopy(costs, used);
    std::vector<Seconds> longest(view.size(),
                                 Seconds(0)); // path to an exit, without the step itself
    for (const std::uint32_t s : std::views::reverse(view.topological())) {
        ranks[s] += longest[s];
        for (const Incoming& edge : view.incoming(s))
            longest[edge.step] = std::max(longest[edge.step], copy.of(edge.bytes) + ranks[s]);
    }
    return ranks;
}

} // namespace xpu
