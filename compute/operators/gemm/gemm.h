#pragma once

#include "compute/operators/kernel.h"

#include <cstdint>

namespace xpu::operators {

/// gemm a, b[, c0] -> c: c = alpha op(a) op(b) + beta c0, op transposing when trans_a, trans_b.
/// a [M, K], b [K, N], c0 and c [M, N]; or a batch: a [B, M, K], b [B, K, N] or one [K, N] for all,
/// c0 [B, M, N] or one [M, N] for all, c [B, M, N]; op transposes the last two axes.
/// Takes every dtype but c64 (the CPU converts f16 and integers, Vulkan takes f32 and f64 alone);
/// computes and returns f32, f64 when any input is f64. Without c0 beta must be 0; with beta = 0 c0
/// is not read.
BuiltinOperator gemm();

/// c is `batch` times [m, n], the inner extent k.
struct GemmShape {
    std::uint64_t batch = 1;
    std::uint64_t m = 0;
    std::uint64_t n = 0;
    std::uint64_t k = 0;
    bool transA = false;
    bool transB = false;
    double alpha = 1;
    double beta = 0;
    bool sharedB = false; ///< one b for the whole batch
};
GemmShape gemmShape(const TensorSpec& a, const TensorSpec& b, const Params& params);

} // namespace xpu::operators
