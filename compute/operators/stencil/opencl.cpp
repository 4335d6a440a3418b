#include "compute/opencl/embedded_kernels.h"
#include "compute/opencl/planners.h"
#include "compute/operators/image_spec.h"
#include "compute/operators/stencil/stencil.h"

#include <algorithm>

namespace xpu::opencl {

namespace {

using operators::ImageExtent;

/// Elements one launch may visit, all work-items together.
constexpr std::uint64_t kMostVisits = std::uint64_t{1} << 26;

struct Push {
    std::uint32_t count;
    std::int32_t height;
    std::int32_t width;
    std::uint32_t channels;
    std::uint32_t taps;
    std::uint32_t from;
};

std::string stepText(const operators::Stencil& stencil, DType source, DType target, bool wide)
{
    const std::uint64_t levels = target == DType::U8 ? 255 : target == DType::U16 ? 65535 : 0;
    return elementText(source, wide) + defined("Y", elementWord(target, true))
           + defined("BORDER", static_cast<std::uint64_t>(stencil.border))
           + defined("LEVELS", levels)
           + defined("WEIGHT(t)", wide ? "as_double(t.zw)" : "as_float(t.z)")
           + std::string(kernels::stencil());
}

/// One step, cut into launches that neither the desktop nor a cancel waits long for.
void addStep(Plan& plan, const Dispatch& dispatch, Push push, std::uint32_t group)
{
    const std::uint64_t visits = std::max(1U, push.taps);
    const std::uint64_t part = std::max<std::uint64_t>(group, kMostVisits / visits / group * group);
    for (std::uint64_t from = 0; from < push.count; from += part) {
        const std::uint64_t count = std::min<std::uint64_t>(part, push.count - from);
        push.from = static_cast<std::uint32_t>(from);
        plan.dispatches.push_back(dispatch);
        plan.dispatches.back().push = pushOf(push);
        plan.dispatches.back().work = 8.0 * static_cast<double>(count * visits);
        spreadOver(plan.dispatches.back(), count, group);
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
    Slot from = input(0);
    DType source = x.dtype;
    for (std::int64_t s = 0; s < stencil->steps; ++s) {
        const bool last = s + 1 == stencil->steps;
        const Slot to = last ? output(0) : temporary(static_cast<std::size_t>(s % 2));
        const DType target = last ? x.dtype : between;
        Dispatch dispatch;
        dispatch.kernel = {
            "stencil", {}, {}, withPrelude(stepText(*stencil, source, target, wide)), {}};
        dispatch.buffers = {from, to, constant(0)};
        addStep(plan, dispatch, push, request.traits.tuning.lineGroup);
        from = to;
        source = target;
    }
    return plan;
}

} // namespace xpu::opencl
