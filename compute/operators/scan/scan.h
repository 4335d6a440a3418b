#pragma once

#include "compute/operators/kernel.h"

namespace xpu::operators {

/// scan x -> y: running sum | prod | min | max over all elements in row-major order, each element
/// itself included: y[i] = fn(x[0], ..., x[i]). y has x's shape and the dtype `reduce` returns: f32
/// for f16, f32 and integers of 8 and 16 bits, else f64. Joins are made in double (on devices
/// without it in pairs of floats) and rounded once. From a NaN on every result is NaN.
BuiltinOperator scan();

} // namespace xpu::operators
