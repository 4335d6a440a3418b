#include "compute/vulkan/plan.h"

#include <algorithm>

namespace xpu::vulkan {

std::size_t inputIndex(const PlanRequest& request, std::string_view name)
{
    return launch::inputIndex(request.inputs, name);
}

std::array<std::uint32_t, 3> lineGroups(std::uint64_t items, std::uint32_t size,
                                        const Traits& traits)
{
    const std::uint64_t groups = std::max<std::uint64_t>(1, (items + size - 1) / size);
    const std::uint64_t x = std::min<std::uint64_t>(groups, traits.maxGroups[0]);
    return {static_cast<std::uint32_t>(x), static_cast<std::uint32_t>((groups + x - 1) / x), 1};
}

} // namespace xpu::vulkan
