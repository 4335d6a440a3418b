#pragma once

#include "compute/vulkan/plan.h"

/// Shaders compiled at build time.
namespace xpu::vulkan::kernels {

Kernel selfTest();
Kernel rateFlops();
Kernel rateBandwidth();

} // namespace xpu::vulkan::kernels
