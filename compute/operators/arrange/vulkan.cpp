#include "compute/operators/arrange/gpu_moves.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

namespace xpu::vulkan {

namespace {

PlanResult plan(const std::string& op, const PlanRequest& request)
{
    const auto all = operators::wordMoves(op, request.inputs, request.outputs[0], request.params);
    if (!all)
        return tl::unexpected(all.error());
    Plan plan;
    const std::uint32_t group = request.traits.tuning.lineGroup;
    for (std::size_t i = 0; i < all->size(); ++i) {
        const std::uint64_t count = (*all)[i].count();
        if (count == 0)
            continue;
        plan.dispatches.push_back({kernels::arrange(),
                                   {group, static_cast<std::uint32_t>((*all)[i].axes.size())},
                                   {input(i), output(0)},
                                   pushOf(operators::pushOfMoves((*all)[i], false)),
                                   lineGroups(count, group, request.traits),
                                   8.0 * static_cast<double>(count)});
    }
    return plan;
}

} // namespace

PlanResult planConcat(const PlanRequest& request) { return plan("concat", request); }

PlanResult planReshape(const PlanRequest& request) { return plan("reshape", request); }

PlanResult planTranspose(const PlanRequest& request) { return plan("transpose", request); }

} // namespace xpu::vulkan
