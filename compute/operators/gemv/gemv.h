#pragma once

#include "compute/operators/kernel.h"

#include <cstdint>

namespace xpu::operators {

/// gemv a, x -> y: y = alpha op(a) x, op transposing when trans_a. a [M, K] ([K, M] with trans_a),
/// x [K], y [M]. Takes every dtype but c64 (the CPU converts f16 and integers, Vulkan takes f32 and
/// f64 alone); computes and returns f32, f64 when any input is f64.
BuiltinOperator gemv();

struct GemvShape {
    std::uint64_t m = 0; ///< elements of y
    std::uint64_t k = 0; ///< elements of x
    bool transA = false;
    double alpha = 1;
};
GemvShape gemvShape(const TensorSpec& a, const Params& params);

/// Scratch of the CPU kernel in elements of y: partial sums over pieces of k.
std::uint64_t gemvPartials(const GemvShape& shape);

} // namespace xpu::operators
