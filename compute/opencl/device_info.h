#pragma once

#include "compute/opencl/device_table.h"
#include "compute/opencl/traits.h"

namespace xpu::opencl {

/// What a device says of itself before it is opened: names, kind, memory, rates and power.
/// @param index  its number, "opencl:<index>"
DeviceInfo describe(const Traits& traits, const DeviceTable& table, std::size_t index);

/// An entry for a machine where OpenCL does not work at all.
DeviceInfo describeMissing(std::string reason);

} // namespace xpu::opencl
