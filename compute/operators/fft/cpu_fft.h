#pragma once

#include "compute/operators/kernel.h"

namespace xpu::operators {

/// See fft.h; by FFTW. A transform that takes all threads runs to its end: cancelling takes effect
/// between transforms.
Result<void> cpuFft(const KernelCall& call, Slices& slices);

} // namespace xpu::operators
