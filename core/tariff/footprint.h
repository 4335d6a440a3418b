#pragma once

#include "core/tariff/read_tariff.h"

namespace xpu::tariff {

/// The files in force.
struct Rates {
    std::optional<Tariff> price, carbon;
};

/// What energy costs and emits; nothing where the energy or the rate is not known. As sure as the
/// energy it is made of.
struct Footprint {
    std::optional<double> cost;
    std::optional<double> carbonG;

    Footprint& operator+=(const Footprint& other);
};

/// Of energy used evenly over a span of time.
Footprint footprintOf(const Rates& rates, std::optional<double> energyJ, std::int64_t fromUtcMicros,
                      std::int64_t toUtcMicros);

} // namespace xpu::tariff
