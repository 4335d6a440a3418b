#pragma once

#include "compute/operators/kernel.h"

namespace xpu::operators {

/// Each part of the data is counted by itself; 8 and 16 bit integers by level first.
Result<void> cpuHistogram(const KernelCall& call, Slices& slices);

} // namespace xpu::operators
