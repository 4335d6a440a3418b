#pragma once

#include "compute/operators/kernel.h"

namespace xpu::operators {

/// Step by step over blocks of rows; a step reads rows extended by what stands outside.
Result<void> cpuStencil(const KernelCall& call, Slices& slices);

} // namespace xpu::operators
