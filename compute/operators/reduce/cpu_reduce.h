#pragma once

#include "compute/operators/reduce/reduce.h"

namespace xpu::operators {

/// Sums in double, in chunks whose order does not depend on the thread budget.
Result<void> cpuReduce(const KernelCall& call, Slices& slices);

/// Scratch memory of cpuReduce.
Bytes reduceScratch(const ReduceExtent& extent);

} // namespace xpu::operators
