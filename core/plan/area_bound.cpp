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

Cheapest cheapestOf(const CostTable& costs, const DevicePrices& prices, std::size_t row)
{
    Cheapest best;
    for (std::size_t d = 0; d < costs.devices; ++d) {
        // Infinity times a price of 0 is no number and loses the comparison like infinity does.
        const double price = costs.run[row * costs.devices + d].count() * prices[d];
        if (price >= 0 && price < best.price && costs.slots[d] > 0)
            best = {price, d};
    }
    return best;
}

/// How many steps share each row of the table: alike steps are priced once.
struct RowCount {
    std::size_t row = 0;
    double steps = 0;
};

std::vector<RowCount> countRows(const CostTable& costs, std::span<const std::uint32_t> steps)
{
    std::vector<double> counts(costs.rows(), 0);
    for (const std::uint32_t s : steps)
        ++counts[costs.rowOf[s]];
    std::vector<RowCount> used;
    for (std::size_t row = 0; row < counts.size(); ++row)
        if (counts[row] > 0)
            used.push_back({row, counts[row]});
    return used;
}

/// Devices that can run one of the steps share the machine's second equally at first.
std::vector<double> firstShares(const CostTable& costs, const std::vector<RowCount>& rows)
{
    std::vector<double> shares(costs.devices, 0);
    for (const RowCount& r : rows)
        for (std::size_t d = 0; d < costs.devices; ++d)
            if (costs.slots[d] > 0 && isTime(costs.run[r.row * costs.devices + d]))
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
    return cheapestOf(costs, prices, costs.rowOf[step]).price;
}

DevicePrices bestPrices(const CostTable& costs, std::span<const std::uint32_t> steps)
{
    const std::vector<RowCount> rows = countRows(costs, steps);
    std::vector<double> shares = firstShares(costs, rows);
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
        for (const RowCount& r : rows) {
            const Cheapest c = cheapestOf(costs, prices, r.row);
            total += c.price * r.steps;
            load[c.device] += costs.run[r.row * costs.devices + c.device].count() * r.steps;
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
