#pragma once

#include "compute/operators/kernel.h"

#include <cstdint>

namespace xpu::operators {

/// image.median x -> y: the middle one of the (2 radius + 1)^2 samples around each sample of a
/// picture, channel by channel; coordinates outside are clamped to the edge. Exact, so that all
/// kernels give the same bits. Floats are ordered as IEEE totalOrder does: -0 before 0, NaN of
/// positive sign last.
BuiltinOperator median();

inline constexpr std::int64_t kMaxMedianRadius = 32;

} // namespace xpu::operators
