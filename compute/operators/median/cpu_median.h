#pragma once

#include "compute/operators/kernel.h"

namespace xpu::operators {

/// Small windows are selected from by exchanges, many samples at once; in large ones a histogram
/// slides along.
Result<void> cpuMedian(const KernelCall& call, Slices& slices);

/// Scratch memory of one thread.
Bytes medianScratch();

} // namespace xpu::operators
