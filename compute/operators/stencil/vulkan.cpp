#include "compute/operators/image_spec.h"
#include "compute/operators/stencil/stencil.h"
#include "compute/vulkan/element_words.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

#include <algorithm>
#include <bit>

namespace xpu::vulkan {

namespace {

using operators::ImageExtent;
using operators::Stencil;

std::vector<std::byte> tapTable(const Stencil& stencil, bool wide)
{
    std::vector<std::uint32_t> words;
    for (const operators::StencilTap& tap : stencil.taps) {
        const auto bits = std::bit_cast<std::uint64_t>(tap.weight);
        words.push_back(static_cast<std::uint32_t>(tap.down));
        words.push_back(static_cast<std::uint32_t>(tap.across));
        words.push_back(wide ? static_cast<std::uint32_t>(bits)
                             : std::bit_cast<std::uint32_t>(static_cast<float>(tap.weight)));
        words.push_back(wide ? static_cast<std::uint32_t>(bits >> 32) : 0);
    }
    words.resize(std::max<std::size_t>(4, words.size())); // all weights 0: a table still
    return bytesOf(std::span<const std::uint32_t>(words));
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
    plan.constants.push_back(tapTable(*stencil, wide));
    const struct {
        std::uint32_t count;
        std::int32_t height;
        std::int32_t width;
        std::uint32_t channels;
        std::uint32_t taps;
    } push{static_cast<std::uint32_t>(extent.samples()), static_cast<std::int32_t>(extent.height),
           static_cast<std::int32_t>(extent.width), static_cast<std::uint32_t>(extent.channels),
           static_cast<std::uint32_t>(stencil->taps.size())};
    const std::uint32_t group = request.traits.tuning.lineGroup;
    Slot from = input(0);
    DType source = x.dtype;
    for (std::int64_t s = 0; s < stencil->steps; ++s) {
        const bool last = s + 1 == stencil->steps;
        const Slot to = last ? output(0) : temporary(static_cast<std::size_t>(s % 2));
        const DType target = last ? x.dtype : between;
        const std::uint64_t perWord = wide ? 1 : 4 / sizeOf(target);
        plan.dispatches.push_back(
            {kernels::stencil(wide),
             {group, static_cast<std::uint32_t>(stencil->border),
              static_cast<std::uint32_t>(sizeOf(target)), *sourceWord(source, wide)},
             {from, to, constant(0)},
             pushOf(push),
             lineGroups((extent.samples() + perWord - 1) / perWord, group, request.traits),
             8.0 * static_cast<double>(extent.samples() * stencil->taps.size())});
        from = to;
        source = target;
    }
    return plan;
}

} // namespace xpu::vulkan
