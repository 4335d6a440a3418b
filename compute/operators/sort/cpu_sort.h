#pragma once

#include "compute/operators/kernel.h"

namespace xpu::operators {

/// See sort.h. Threads granted later are used from the next row or pass on.
Result<void> cpuSort(const KernelCall& call, Slices& slices);

} // namespace xpu::operators
