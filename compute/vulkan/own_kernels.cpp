#include "compute/vulkan/own_kernels.h"

#include "compute/launch/self_test.h"
#include "compute/vulkan/embedded_kernels.h"

namespace xpu::vulkan {

Dispatch testDispatch(const Traits& traits)
{
    const struct {
        std::uint32_t count = launch::kSelfTestCount;
        std::uint32_t salt = launch::kSelfTestSalt;
    } push;
    const std::uint32_t group = traits.tuning.lineGroup;
    return {kernels::selfTest(),
            {group},
            {input(0), output(0)},
            pushOf(push),
            lineGroups(push.count, group, traits),
            static_cast<double>(push.count)};
}

Dispatch flopsDispatch(const Traits& traits, std::uint32_t items, std::uint32_t trips)
{
    const std::uint32_t group = traits.tuning.lineGroup;
    return {kernels::rateFlops(),
            {group},
            {output(0)},
            pushOf(trips),
            lineGroups(items, group, traits),
            0};
}

Dispatch copyDispatch(const Traits& traits, std::uint32_t vectors)
{
    const std::uint32_t group = traits.tuning.lineGroup;
    return {kernels::rateBandwidth(),           {group}, {input(0), output(0)}, pushOf(vectors),
            lineGroups(vectors, group, traits), 0};
}

std::vector<Dispatch> ownDispatches(const Traits& traits)
{
    return {testDispatch(traits), flopsDispatch(traits, 1, 1), copyDispatch(traits, 1)};
}

} // namespace xpu::vulkan
