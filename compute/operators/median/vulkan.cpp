#include "compute/operators/image_spec.h"
#include "compute/operators/params.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

#include <algorithm>

namespace xpu::vulkan {

PlanResult planMedian(const PlanRequest& request)
{
    const TensorSpec& x = request.inputs[0].spec;
    const auto extent = operators::ImageExtent::of(x.shape);
    Plan plan;
    if (extent.samples() == 0)
        return plan;
    const auto bytes = static_cast<std::uint32_t>(sizeOf(x.dtype));
    const std::uint64_t perWord = 4 / bytes;
    const auto radius = static_cast<std::int32_t>(*operators::integer(request.params, "radius"));
    const auto side = static_cast<std::uint64_t>(2 * radius + 1);
    const std::uint64_t trips = perWord * side * (side + 1); // of one pass over the window
    const std::uint64_t most = kMaxTrips / (trips + perWord);
    const std::uint32_t group = request.traits.tuning.lineGroup;
    for (std::uint32_t bits = 8 * bytes; bits > 0;) {
        const auto passes = static_cast<std::uint32_t>(std::min<std::uint64_t>(bits / 2, most));
        const struct {
            std::uint32_t count;
            std::int32_t height;
            std::int32_t width;
            std::uint32_t channels;
            std::int32_t radius;
            std::uint32_t bits;
            std::uint32_t passes;
        } push{static_cast<std::uint32_t>(extent.samples()),
               static_cast<std::int32_t>(extent.height),
               static_cast<std::int32_t>(extent.width),
               static_cast<std::uint32_t>(extent.channels),
               radius,
               bits,
               passes};
        plan.dispatches.push_back(
            {kernels::median(),
             {group, bytes},
             {input(0), output(0)},
             pushOf(push),
             lineGroups((extent.samples() + perWord - 1) / perWord, group, request.traits),
             8.0 * static_cast<double>(extent.samples() * side * side * passes)});
        bits -= 2 * passes;
    }
    return plan;
}

} // namespace xpu::vulkan
