#pragma once

#include "compute/operators/kernel.h"
#include "compute/operators/reduce/reduce.h"

namespace xpu::operators {

/// softmax x -> y: e^x over the sum of e^x along `axis` (default: the last; negative axes count from
/// the last), computed from x minus its largest so that nothing overflows. y has x's shape. Takes
/// f16, f32 and f64; returns f32, f64 for f64. A NaN or +infinity makes its row NaN, -infinity alone
/// becomes 0; results under the normal range of their dtype may be 0.
BuiltinOperator softmax();

/// normalize x -> y: (x - mean) / sqrt(variance + eps) along `axis` (default: the last), where the
/// variance is the mean of (x - mean)^2 and eps > 0 (default 1e-5). Shapes and dtypes as in softmax.
BuiltinOperator normalize();

/// x as [outer, length, inner] with `length` the axis of a launch.
ReduceExtent rowExtent(const TensorSpec& x, const Params& params);
double epsilonOf(const Params& params);

} // namespace xpu::operators
