#pragma once

namespace xpu::cpu {

/// What this machine's cores reach together, for the roofline.
struct Rates {
    double flops = 0;     ///< f32, from a matrix product
    double bandwidth = 0; ///< bytes/s, reading and writing arrays beyond the caches
};

/// Measures both with `threads` threads in at most 150 ms.
Rates measureRates(int threads);

} // namespace xpu::cpu
