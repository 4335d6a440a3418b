#pragma once

#include "compute/operators/gemm/gemm.h"

namespace xpu::operators {

/// f32 through oneDNN, f64 through OpenBLAS, in row blocks with the threads in force.
Result<void> cpuGemm(const KernelCall& call, Slices& slices);

} // namespace xpu::operators
