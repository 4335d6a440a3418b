#pragma once

#include "compute/operators/kernel.h"

#include <cstdint>
#include <vector>

namespace xpu::operators {

/// Weighted sums along one axis: result o = sum over k of weights[offset + k] * x[first + k], where
/// indices outside [0, sourceExtent) are clamped to the edge.
struct AxisTaps {
    struct Row {
        std::int64_t first = 0;
        std::uint32_t count = 0;
        std::uint32_t offset = 0; ///< into weights
    };
    std::uint64_t sourceExtent = 0;
    std::vector<Row> rows; ///< one per result index
    std::vector<float> weights;
};

/// The same odd-sized, centred weights everywhere: a convolution that keeps the extent.
AxisTaps clampedTaps(std::uint64_t extent, std::vector<float> weights);

struct SeparableFilter {
    KernelInput source;
    KernelOutput target;
    AxisTaps columns; ///< across, done first
    AxisTaps rows;    ///< down
};

/// Filters a picture across and then down, through float, rounding integer results half up.
Result<void> filterSeparable(const SeparableFilter& filter, Slices& slices);

} // namespace xpu::operators
