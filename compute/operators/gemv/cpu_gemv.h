#pragma once

#include "compute/operators/gemv/gemv.h"

namespace xpu::operators {

/// Through OpenBLAS, block by block: which blocks there are does not depend on the threads, so that
/// neither do the bits.
Result<void> cpuGemv(const KernelCall& call, Slices& slices);

} // namespace xpu::operators
