#pragma once

#include "compute/vulkan/plan.h"

/// Shaders compiled at build time.
namespace xpu::vulkan::kernels {

Kernel selfTest();
Kernel rateFlops();
Kernel rateBandwidth();

/// @param wide  computes in double; the device must have float64
Kernel gemm(bool wide);
Kernel gemmJoin(bool wide);
Kernel gemv(bool wide);
Kernel histogram(bool wide);
Kernel reduce(bool wide);
Kernel rows(bool wide);
Kernel scan(bool wide);
Kernel arrange();
Kernel stencil(bool wide);
Kernel sortDigits();
Kernel sortKeys();
Kernel sortOffsets();
Kernel conv2d();
Kernel fft();
Kernel fftMove();
Kernel median();
Kernel pool2d();
/// @param stage  1 to 6, see nlmeans.comp
Kernel nlmeans(std::uint32_t stage);
/// @param source, target  bytes of an element: 1 and 2 for u8 and u16, 4 for f32; one of them is 4
Kernel separable(std::size_t source, std::size_t target);

} // namespace xpu::vulkan::kernels
