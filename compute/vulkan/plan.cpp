#include "compute/vulkan/plan.h"

#include <algorithm>

namespace xpu::vulkan {

std::size_t inputIndex(const PlanRequest& request, std::string_view name)
{
    const auto found = std::find_if(request.inputs.begin(), request.inputs.end(),
                                    [&](const PortSpec& p) { return p.name == name; });
    return found == request.inputs.end() ? kNoInput
                                         : static_cast<std::size_t>(found - request.inputs.begin());
}

std::array<std::uint32_t, 3> lineGroups(std::uint64_t items, std::uint32_t size,
                                        const Traits& traits)
{
    const std::uint64_t groups = std::max<std::uint64_t>(1, (items + size - 1) / size);
    const std::uint64_t x = std::min<std::uint64_t>(groups, traits.maxGroups[0]);
    return {static_cast<std::uint32_t>(x), static_cast<std::uint32_t>((groups + x - 1) / x), 1};
}

} // namespace xpu::vulkan
