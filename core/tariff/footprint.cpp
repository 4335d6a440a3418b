#include "core/tariff/footprint.h"

#include <cmath>

namespace xpu::tariff {
namespace {

constexpr double kJoulesPerKwh = 3.6e6;

void add(std::optional<double>& sum, const std::optional<double>& more)
{
    if (more)
        sum = sum.value_or(0) + *more;
}

} // namespace

Footprint& Footprint::operator+=(const Footprint& other)
{
    add(cost, other.cost);
    add(carbonG, other.carbonG);
    return *this;
}

Footprint footprintOf(const Rates& rates, std::optional<double> energyJ, std::int64_t from,
                      std::int64_t to)
{
    if (!energyJ || !std::isfinite(*energyJ))
        return {};
    const auto of = [&](const std::optional<Tariff>& tariff) {
        return tariff ? std::optional(*energyJ / kJoulesPerKwh * tariff->perKwh.mean(from, to))
                      : std::nullopt;
    };
    return {of(rates.price), of(rates.carbon)};
}

} // namespace xpu::tariff
