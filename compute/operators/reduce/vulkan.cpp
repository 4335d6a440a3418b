#include "compute/operators/params.h"
#include "compute/operators/reduce/reduce.h"
#include "compute/vulkan/element_words.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

#include <algorithm>

namespace xpu::vulkan {

namespace {

/// Results one pass leaves of `length` elements: few enough to end soon, enough to keep the device
/// busy, and no invocation loops longer than allowed.
std::uint64_t piecesFor(std::uint64_t length, std::uint64_t columns)
{
    constexpr std::uint64_t kBusy = 4096;
    constexpr std::uint64_t kShort = 256;
    const std::uint64_t trips = columns >= kBusy ? kMaxTrips : kShort;
    return std::max<std::uint64_t>(1, (length + trips - 1) / trips);
}

} // namespace

PlanResult planReduce(const PlanRequest& request)
{
    const TensorSpec& x = request.inputs[0].spec;
    const TensorSpec& y = request.outputs[0];
    const bool wide = request.traits.float64;
    auto source = sourceWord(x.dtype, wide);
    if (!source || (y.dtype == DType::F64 && !wide))
        return tl::unexpected("this device cannot reduce " + std::string(nameOf(x.dtype)));
    const auto extent = operators::reduceExtent(x, request.params);
    const std::string fn = operators::text(request.params, "fn").value_or("sum");
    const std::uint64_t columns = extent.outer * extent.inner;
    Plan plan;
    if (columns == 0)
        return plan;
    Slot from = input(0);
    std::uint64_t length = extent.length;
    for (bool last = false; !last;) {
        const std::uint64_t pieces = piecesFor(length, columns);
        const std::uint64_t count = columns * pieces;
        last = pieces == 1;
        if (!last)
            plan.temporaries.emplace_back(count * 8);
        const Slot to = last ? output(0) : temporary(plan.temporaries.size() - 1);
        const struct {
            std::uint32_t count;
            std::uint32_t length;
            std::uint32_t pieces;
            std::uint32_t inner;
            float scale;
        } push{static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(length),
               static_cast<std::uint32_t>(pieces), static_cast<std::uint32_t>(extent.inner),
               fn == "mean" ? static_cast<float>(extent.length) : 1.0F};
        const std::uint32_t target = last ? foldTarget(y.dtype) : kPartialTarget;
        const std::uint32_t group = request.traits.tuning.lineGroup;
        plan.dispatches.push_back({kernels::reduce(wide),
                                   {group, foldWord(fn), target, *source},
                                   {from, to},
                                   pushOf(push),
                                   lineGroups(count, group, request.traits),
                                   4.0 * static_cast<double>(columns * length)});
        from = to;
        length = pieces;
        source = kPartialWord;
    }
    return plan;
}

} // namespace xpu::vulkan
