#include "compute/operators/image_spec.h"
#include "compute/operators/stencil/stencil.h"
#include "compute/vulkan/element_words.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

#include <algorithm>

namespace xpu::vulkan {

namespace {

using operators::ImageExtent;

/// stencil.comp's push constants.
struct Push {
    std::uint32_t count;
    std::int32_t height;
    std::int32_t width;
    std::uint32_t channels;
    std::uint32_t taps;
    std::uint32_t from;
};

/// One step; `dispatch` has all but what tells its parts apart.
void addStep(Plan& plan, const Dispatch& dispatch, Push push, std::uint64_t perItem,
             const Traits& traits)
{
    const std::uint64_t items = (push.count + perItem - 1) / perItem;
    const std::uint64_t visits = perItem * std::max(1U, push.taps);
    const std::uint64_t group = traits.tuning.lineGroup;
    const std::uint64_t part = std::max(group, kMostVisits / visits / group * group);
    for (std::uint64_t from = 0; from < items; from += part) {
        const std::uint64_t count = std::min(part, items - from);
        push.from = static_cast<std::uint32_t>(from);
        plan.dispatches.push_back(dispatch);
        plan.dispatches.back().push = pushOf(push);
        plan.dispatches.back().groups = lineGroups(count, traits.tuning.lineGroup, traits);
        plan.dispatches.back().work = 8.0 * static_cast<double>(count * visits);
    }
}

} // namespace

PlanResult planStencil(const PlanRequest& request)
{
    const TensorSpec& x = request.inputs[0].spec;
    const bool wide = x.dtype == DType::F64;
    if (wide && !request.traits.float64)
        return tl::unexpected(std::string("this device does not compute in f64"));
    const auto stencil = operators::stencilOf(request.params);
    if (!stencil)
        return tl::unexpected(stencil.error().detail);
    const ImageExtent extent = ImageExtent::of(x.shape);
    Plan plan;
    if (extent.samples() == 0)
        return plan;
    const DType between = wide ? DType::F64 : DType::F32;
    for (std::int64_t p = 0; p < std::min<std::int64_t>(2, stencil->steps - 1); ++p)
        plan.temporaries.emplace_back(extent.samples() * sizeOf(between));
    plan.constants.push_back(operators::tapTable(*stencil, wide));
    const Push push{static_cast<std::uint32_t>(extent.samples()),
                    static_cast<std::int32_t>(extent.height),
                    static_cast<std::int32_t>(extent.width),
                    static_cast<std::uint32_t>(extent.channels),
                    static_cast<std::uint32_t>(stencil->taps.size()),
                    0};
    const std::uint32_t group = request.traits.tuning.lineGroup;
    Slot from = input(0);
    DType source = x.dtype;
    for (std::int64_t s = 0; s < stencil->steps; ++s) {
        const bool last = s + 1 == stencil->steps;
        const Slot to = last ? output(0) : temporary(static_cast<std::size_t>(s % 2));
        const DType target = last ? x.dtype : between;
        Dispatch dispatch;
        dispatch.kernel = kernels::stencil(wide);
        dispatch.constants = {group, static_cast<std::uint32_t>(stencil->border),
                              static_cast<std::uint32_t>(sizeOf(target)),
                              *sourceWord(source, wide)};
        dispatch.buffers = {from, to, constant(0)};
        addStep(plan, dispatch, push, wide ? 1 : 4 / sizeOf(target), request.traits);
        from = to;
        source = target;
    }
    return plan;
}

} // namespace xpu::vulkan
