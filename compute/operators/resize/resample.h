#pragma once

#include "compute/operators/separable.h"

#include <cstdint>

namespace xpu::operators {

/// Taps of `image.resize` along one axis, shared by all its kernels so that they agree.
///
/// The filter: a triangle, widened when shrinking so that every source pixel counts. With
/// s = source / target, u = max(1, s), centre c = (o + 0.5) s, source pixel i weighs
/// max(0, 1 - |i + 0.5 - c| / u), normalised over the pixels inside the picture in double, then
/// rounded to float. Columns first into float, then rows, sums in ascending i in float without
/// contraction; integer results are floor(v + 0.5), clamped.
/// @param source, target  extents >= 1
AxisTaps resampleTaps(std::uint64_t source, std::uint64_t target);

} // namespace xpu::operators
