#pragma once

#include "compute/vulkan/plan.h"

#include <cstdint>
#include <vector>

/// The kernels a device is tested and measured with, as dispatches.
namespace xpu::vulkan {

/// See launch::selfTest.
Dispatch testDispatch(const Traits& traits);
/// `items` invocations of `trips` trips of 64 operations each.
Dispatch flopsDispatch(const Traits& traits, std::uint32_t items, std::uint32_t trips);
/// Copies `vectors` times four words.
Dispatch copyDispatch(const Traits& traits, std::uint32_t vectors);
/// One of each, for tools that look at what is shipped.
std::vector<Dispatch> ownDispatches(const Traits& traits);

} // namespace xpu::vulkan
