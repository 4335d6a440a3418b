#pragma once

#include "core/plan/plan.h"

#include <cstdint>
#include <span>
#include <vector>

namespace xpu {

/// A price per second of each device, such that one second of the whole machine costs 1. Under any
/// such prices the cheapest way to do a set of steps costs no more than the time the machine needs
/// for it: weak duality of the linear program that spreads the steps over the devices.
using DevicePrices = std::vector<double>;

/// Seconds of machine time a step takes at least under the prices.
double cheapest(const CostTable& costs, const DevicePrices& prices, std::uint32_t step);

/// Prices under which `steps` cost almost the most: entropic mirror ascent (multiplicative
/// weights) on the concave dual. Every iterate is a valid bound, so stopping early is safe.
/// Source: Beck and Teboulle, Operations Research Letters 31, 2003.
DevicePrices bestPrices(const CostTable& costs, std::span<const std::uint32_t> steps);

} // namespace xpu
