#pragma once

#include "compute/operators/rows/rows.h"

namespace xpu::operators {

/// In double, rounded once. The order of the sums does not depend on the threads.
Result<void> cpuSoftmax(const KernelCall& call, Slices& slices);
Result<void> cpuNormalize(const KernelCall& call, Slices& slices);

/// Scratch memory of both.
Bytes rowScratch(const ReduceExtent& extent);

} // namespace xpu::operators
