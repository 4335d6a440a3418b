#pragma once

#include "core/device/operator_info.h"
#include "core/memory/host_block.h"

#include <memory>
#include <vector>

namespace xpu {

/// Inputs for a probe, filled with plain numbers; empty when the memory is not there.
std::vector<std::shared_ptr<const HostBlock>> probeData(const std::vector<PortSpec>& ports);

} // namespace xpu
