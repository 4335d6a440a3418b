#include "compute/operators/resize/resample.h"

#include <algorithm>
#include <cmath>

namespace xpu::operators {
namespace {

/// Appends the normalised weights of one result pixel.
AxisTaps::Row appendTaps(std::uint64_t source, double scale, std::uint64_t o,
                         std::vector<float>& weights)
{
    const double reach = std::max(1.0, scale);
    const double centre = (static_cast<double>(o) + 0.5) * scale;
    const auto last = static_cast<std::int64_t>(source) - 1;
    const auto from = std::clamp<std::int64_t>(
        static_cast<std::int64_t>(std::floor(centre - reach - 0.5)) + 1, 0, last);
    const auto to = std::clamp<std::int64_t>(
        static_cast<std::int64_t>(std::ceil(centre + reach - 0.5)) - 1, from, last);
    std::vector<double> exact;
    double sum = 0;
    for (std::int64_t i = from; i <= to; ++i) {
        const double distance = std::abs(static_cast<double>(i) + 0.5 - centre);
        exact.push_back(std::max(0.0, 1 - distance / reach));
        sum += exact.back();
    }
    const AxisTaps::Row row{.first = from,
                            .count = static_cast<std::uint32_t>(exact.size()),
                            .offset = static_cast<std::uint32_t>(weights.size())};
    for (const double w : exact)
        weights.push_back(static_cast<float>(w / sum));
    return row;
}

} // namespace

AxisTaps resampleTaps(std::uint64_t source, std::uint64_t target)
{
    AxisTaps taps;
    taps.sourceExtent = source;
    taps.rows.reserve(target);
    const double scale = static_cast<double>(source) / static_cast<double>(target);
    for (std::uint64_t o = 0; o < target; ++o)
        taps.rows.push_back(appendTaps(source, scale, o, taps.weights));
    return taps;
}

} // namespace xpu::operators
