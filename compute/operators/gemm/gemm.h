#pragma once

#include "compute/operators/kernel.h"

#include <cstdint>

namespace xpu::operators {

/// gemm a, b[, c0] -> c: c = alpha op(a) op(b) + beta c0, op transposing when trans_a, trans_b.
/// Computes and returns f32, f64 when any input is f64. Without c0 beta must be 0; with beta = 0
/// c0 is not read.
BuiltinOperator gemm();

/// c is [m, n], the inner extent k.
struct GemmShape {
    std::uint64_t m = 0;
    std::uint64_t n = 0;
    std::uint64_t k = 0;
    bool transA = false;
    bool transB = false;
    double alpha = 1;
    double beta = 0;
};
GemmShape gemmShape(const TensorSpec& a, const TensorSpec& b, const Params& params);

} // namespace xpu::operators
