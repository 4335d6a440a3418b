#pragma once

#include "compute/vulkan/traits.h"
#include "core/device/device.h"

namespace xpu::vulkan {

/// What a device says of itself before it is opened: names, memory, rates and power by its type.
/// @param index  its number, "vulkan:<index>"
DeviceInfo describe(const Traits& traits, std::size_t index);

/// An entry for a machine where Vulkan does not work at all.
DeviceInfo describeMissing(std::string reason);

} // namespace xpu::vulkan
