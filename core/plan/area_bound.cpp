#include "core/plan/area_bound.h"

#include "core/plan/graph_view.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace xpu {
namespace {

constexpr int kRounds = 40;

struct Cheapest {
    double price = std::numeric_limits<double>::infinity();
    std::size_t device = 0;
};

Cheapest cheapestOf(const CostTable& costs, const DevicePrices& prices, std::uint32_t step)
{
    Cheapest best;
    const std::size_t row = step * costs.devices;
    for (std::size_t d = 0; d < costs.devices; ++d) {
        // Infinity times a price of 0 is no number and loses the comparison like infinity does.
        const double price = costs.run[row + d].count() * prices[d];
        if (price >= 0 && price < best.price && costs.slots[d] > 0)
            best = {price, d};
    }
    return best;
}

/// Devices that can run one of the steps share the machine's second equally at first.
std::vector<double> firstShares(const CostTable& costs, std::span<const std::uint32_t> steps)
{
    std::vector<double> shares(costs.devices, 0);
    for (const std::uint32_t s : steps)
        for (std::size_t d = 0; d < costs.devices; ++d)
            if (shares[d] == 0 && canRun(costs, s, d))
                shares[d] = 1;
    return shares;
}

void normalise(std::vector<double>& shares)
{
    double sum = 0;
    for (const double s : shares)
        sum += s;
    for (double& s : shares)
        s = sum > 0 ? s / sum : 0;
}

} // namespace

double cheapest(const CostTable& costs, const DevicePrices& prices, std::uint32_t step)
{
    return cheapestOf(costs, prices, step).price;
}

DevicePrices bestPrices(const CostTable& costs, std::span<const std::uint32_t> steps)
{
    std::vector<double> shares = firstShares(costs, steps);
    DevicePrices best(costs.devices, 0);
    double bestTotal = -1;
    std::vector<double> load(costs.devices);
    for (int round = 0; round < kRounds; ++round) {
        normalise(shares);
        DevicePrices prices(costs.devices, 0);
        for (std::size_t d = 0; d < costs.devices; ++d)
            prices[d] = costs.slots[d] > 0 ? shares[d] / costs.slots[d] : 0;

        double total = 0;
        std::fill(load.begin(), load.end(), 0);
        for (const std::uint32_t s : steps) {
            const Cheapest c = cheapestOf(costs, prices, s);
            total += c.price;
            load[c.device] += costs.run[s * costs.devices + c.device].count();
        }
        if (total > bestTotal) {
            bestTotal = total;
            best = prices;
        }
        double heaviest = 0;
        for (std::size_t d = 0; d < costs.devices; ++d) {
            load[d] /= std::max(1, costs.slots[d]);
            heaviest = std::max(heaviest, load[d]);
        }
        if (heaviest <= 0)
            break;
        const double pace = 1.0 / std::sqrt(1.0 + round);
        for (std::size_t d = 0; d < costs.devices; ++d)
            shares[d] *= std::exp(pace * load[d] / heaviest);
    }
    return best;
}

} // namespace xpu
