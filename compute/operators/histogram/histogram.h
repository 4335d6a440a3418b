#pragma once

#include "compute/operators/kernel.h"

#include <cstdint>

namespace xpu::operators {

/// histogram x -> y: how many elements of x lie in each of `bins` (256) parts of equal width between
/// `min` and `max`, as u32 [bins]. A value on an inner edge counts to the right, `max` itself to the
/// last bin; values outside and NaN are not counted. Where min or max is not given, integers of 8
/// and 16 bits are counted over their whole range, max being the first value above it; all other
/// types need both.
/// The bin of v is the whole part of (v - min) * (bins / (max - min)), computed in f32 for f16, f32
/// and integers of 8 and 16 bits, else in f64.
BuiltinOperator histogram();

struct HistogramRange {
    std::uint32_t bins = 256;
    double min = 0;
    double max = 0;
    double scale = 0; ///< bins / (max - min)
};

/// The range of a launch, or what is wrong with its parameters.
tl::expected<HistogramRange, InferError> histogramRange(const TensorSpec& x, const Params& params);

} // namespace xpu::operators
