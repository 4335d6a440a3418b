#pragma once

namespace xpu::vulkan {

/// Under the address sanitizer Vulkan's drivers stay loaded to the end, so that a leak report can
/// name the library a leak comes from; otherwise nothing.
void keepDrivers();

} // namespace xpu::vulkan
