#pragma once

#include "compute/operators/kernel.h"

namespace xpu::operators {

/// See pool2d.h; every thread takes rows of results.
Result<void> cpuPool2d(const KernelCall& call, Slices& slices);

} // namespace xpu::operators
