#include "compute/operators/image_spec.h"
#include "compute/operators/params.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

#include <algorithm>

namespace xpu::vulkan {

namespace {

/// median.comp's push constants.
struct Push {
    std::uint32_t count = 0;
    std::int32_t height = 0;
    std::int32_t width = 0;
    std::uint32_t channels = 0;
    std::int32_t radius = 0;
    std::uint32_t bits = 0;
    std::uint32_t passes = 0;
    std::uint32_t from = 0;
};

/// Dispatches that find `passes` times two bits of all samples.
void addPasses(Plan& plan, Push push, std::uint32_t bytes, const Traits& traits)
{
    const std::uint64_t perWord = 4 / bytes;
    const std::uint64_t words = (push.count + perWord - 1) / perWord;
    const auto side = 2 * static_cast<std::uint64_t>(push.radius) + 1;
    const std::uint64_t visits = perWord * side * side * push.passes; // of one word
    const std::uint64_t group = traits.tuning.lineGroup;
    const std::uint64_t part = std::max(group, kMostVisits / visits / group * group);
    for (std::uint64_t from = 0; from < words; from += part) {
        const std::uint64_t count = std::min(part, words - from);
        push.from = static_cast<std::uint32_t>(from);
        plan.dispatches.push_back({kernels::median(),
                                   {traits.tuning.lineGroup, bytes},
                                   {input(0), output(0)},
                                   pushOf(push),
                                   lineGroups(count, traits.tuning.lineGroup, traits),
                                   8.0 * static_cast<double>(count * visits)});
    }
}

} // namespace

PlanResult planMedian(const PlanRequest& request)
{
    const TensorSpec& x = request.inputs[0].spec;
    const auto extent = operators::ImageExtent::of(x.shape);
    Plan plan;
    if (extent.samples() == 0)
        return plan;
    const auto bytes = static_cast<std::uint32_t>(sizeOf(x.dtype));
    Push push;
    push.count = static_cast<std::uint32_t>(extent.samples());
    push.height = static_cast<std::int32_t>(extent.height);
    push.width = static_cast<std::int32_t>(extent.width);
    push.channels = static_cast<std::uint32_t>(extent.channels);
    push.radius = static_cast<std::int32_t>(*operators::integer(request.params, "radius"));
    const std::uint64_t perWord = 4 / bytes;
    const auto side = 2 * static_cast<std::uint64_t>(push.radius) + 1;
    const std::uint64_t trips = perWord * side * (side + 1); // of one pass over the window
    const std::uint64_t most = kMaxTrips / (trips + perWord);
    for (push.bits = 8 * bytes; push.bits > 0; push.bits -= 2 * push.passes) {
        push.passes = static_cast<std::uint32_t>(std::min<std::uint64_t>(push.bits / 2, most));
        addPasses(plan, push, bytes, request.traits);
    }
    return plan;
}

} // namespace xpu::vulkan
