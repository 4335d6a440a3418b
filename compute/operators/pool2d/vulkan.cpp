#include "compute/operators/pool2d/pool2d.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

namespace xpu::vulkan {

namespace {

/// An ivec2 of GLSL: H, then W.
struct alignas(8) Pair {
    std::int32_t high;
    std::int32_t wide;
};

/// pool2d.comp's push constants.
struct Push {
    std::uint32_t count;
    std::int32_t height;
    std::int32_t width;
    std::int32_t madeHeight;
    std::int32_t madeWidth;
    std::int32_t unused = 0; ///< pairs begin at multiples of eight bytes
    Pair window;
    Pair stride;
    Pair dilation;
    Pair before;
    Pair after;
};

} // namespace

PlanResult planPool2d(const PlanRequest& request)
{
    const auto shape = operators::poolShape(request.inputs, request.params);
    if (!shape)
        return tl::unexpected(shape.error().detail);
    const auto& windows = shape->windows;
    const auto visits = static_cast<std::uint64_t>(windows[0].size * windows[1].size);
    if (visits > kMaxTrips)
        return tl::unexpected(std::string("its windows are too large for Vulkan devices"));
    Plan plan;
    const std::uint64_t count = request.outputs[0].shape.elements().value_or(0);
    if (count == 0)
        return plan;
    const auto pair = [&](std::int64_t operators::Window::*what) {
        return Pair{static_cast<std::int32_t>(windows[0].*what),
                    static_cast<std::int32_t>(windows[1].*what)};
    };
    const Push push{.count = static_cast<std::uint32_t>(count),
                    .height = static_cast<std::int32_t>(shape->extent[0]),
                    .width = static_cast<std::int32_t>(shape->extent[1]),
                    .madeHeight = static_cast<std::int32_t>(shape->made[0]),
                    .madeWidth = static_cast<std::int32_t>(shape->made[1]),
                    .window = pair(&operators::Window::size),
                    .stride = pair(&operators::Window::stride),
                    .dilation = pair(&operators::Window::dilation),
                    .before = pair(&operators::Window::before),
                    .after = pair(&operators::Window::after)};
    const std::uint32_t group = request.traits.tuning.lineGroup;
    plan.dispatches.push_back({kernels::pool2d(),
                               {group, shape->mean ? 1U : 0U, shape->countPad ? 1U : 0U},
                               {input(0), output(0)},
                               pushOf(push),
                               lineGroups(count, group, request.traits),
                               4.0 * static_cast<double>(count) * static_cast<double>(visits)});
    return plan;
}

} // namespace xpu::vulkan
