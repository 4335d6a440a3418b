#pragma once

#include "compute/operators/kernel.h"

namespace xpu::operators {

/// concat, reshape and transpose.
Result<void> cpuArrange(const std::string& op, const KernelCall& call, Slices& slices);

} // namespace xpu::operators
