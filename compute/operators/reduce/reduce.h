#pragma once

#include "compute/operators/kernel.h"

#include <cstdint>

namespace xpu::operators {

/// reduce x -> y: fn = sum | mean | min | max | prod over all elements (y is a scalar) or over one
/// axis, which y then lacks; a negative axis counts from the last. y is f32 for f16, f32 and
/// integers of 8 and 16 bits, else f64. A NaN makes its result NaN. Sum and product of nothing are
/// 0 and 1; mean, min and max of nothing are refused.
BuiltinOperator reduce();

/// x seen as [outer, length, inner], reduced over `length`.
struct ReduceExtent {
    std::uint64_t outer = 1;
    std::uint64_t length = 1;
    std::uint64_t inner = 1;
};
ReduceExtent reduceExtent(const TensorSpec& x, const Params& params);

} // namespace xpu::operators
