#include "core/plan/area_bound.h"
#include "core/plan/graph_view.h"
#include "core/plan/head_tail.h"
#include "core/plan/plan.h"

#include <algorithm>
#include <numeric>

namespace xpu {
namespace {

/// Larger only if it is so by more than rounding.
bool exceeds(double a, double b) { return a > b * (1 + 1e-9); }

double priceOf(const CostTable& costs, const DevicePrices& prices,
               std::span<const std::uint32_t> steps)
{
    double sum = 0;
    for (const std::uint32_t s : steps)
        sum += cheapest(costs, prices, s);
    return sum;
}

std::vector<double> pricesOfSteps(const CostTable& costs, const DevicePrices& prices,
                                  std::uint32_t count)
{
    std::vector<double> out(count);
    for (std::uint32_t s = 0; s < count; ++s)
        out[s] = cheapest(costs, prices, s);
    return out;
}

std::vector<std::uint32_t> within(const HeadsAndTails& paths, const Window& window)
{
    std::vector<std::uint32_t> steps;
    for (std::uint32_t s = 0; s < paths.head.size(); ++s)
        if (paths.head[s] >= window.head && paths.tail[s] >= window.tail)
            steps.push_back(s);
    return steps;
}

/// Prices fitted to the window that binds may make another one bind: twice round is enough.
double headTailArea(const CostTable& costs, const HeadsAndTails& paths, DevicePrices prices)
{
    constexpr int kRefinements = 2;
    const auto count = static_cast<std::uint32_t>(paths.head.size());
    double best = 0;
    for (int i = 0; i <= kRefinements; ++i) {
        const Window window = widestWindow(paths, pricesOfSteps(costs, prices, count));
        if (!exceeds(window.bound, best))
            break;
        best = window.bound;
        if (i < kRefinements)
            prices = bestPrices(costs, within(paths, window));
    }
    return best;
}

} // namespace

Seconds lowerBound(const TaskGraph& graph, const CostTable& costs, const char** binding)
{
    return checkTable(graph, costs) ? lowerBound(GraphView(graph), costs, binding) : kImpossible;
}

Seconds lowerBound(const GraphView& view, const CostTable& costs, const char** binding)
{
    const char* name = "";
    double bound = 0;
    const auto consider = [&](double value, const char* what) {
        if (exceeds(value, bound)) {
            bound = value;
            name = what;
        }
    };
    if (view.size() > 0) {
        const HeadsAndTails paths = headsAndTails(view, costs);
        consider(paths.critical, "critical path");
        if (bound < kImpossible.count()) {
            std::vector<std::uint32_t> all(view.size());
            std::iota(all.begin(), all.end(), 0U);
            const DevicePrices prices = bestPrices(costs, all);
            consider(priceOf(costs, prices, all), "area");
            consider(headTailArea(costs, paths, prices), "head-tail area");
        }
    }
    if (binding != nullptr)
        *binding = name;
    return Seconds(bound);
}

} // namespace xpu
