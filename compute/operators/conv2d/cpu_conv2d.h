#pragma once

#include "compute/operators/kernel.h"

namespace xpu::operators {

/// See conv2d.h; by oneDNN, some images at a time.
Result<void> cpuConv2d(const KernelCall& call, Slices& slices);

} // namespace xpu::operators
