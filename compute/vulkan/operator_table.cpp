#include "compute/vulkan/plan.h"

#include <algorithm>
#include <iterator>

namespace xpu::vulkan {

Planner plannerFor(std::string_view) { return nullptr; }

} // namespace xpu::vulkan
