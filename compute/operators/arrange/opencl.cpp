#include "compute/opencl/embedded_kernels.h"
#include "compute/opencl/planners.h"
#include "compute/operators/arrange/gpu_moves.h"

namespace xpu::opencl {

namespace {

PlanResult plan(const std::string& op, const PlanRequest& request)
{
    const auto all = operators::wordMoves(op, request.inputs, request.outputs[0], request.params);
    if (!all)
        return tl::unexpected(all.error());
    Plan plan;
    for (std::size_t i = 0; i < all->size(); ++i) {
        const std::uint64_t count = (*all)[i].count();
        if (count == 0)
            continue;
        Dispatch one;
        one.kernel = {"arrange", {}, {}, withPrelude(kernels::arrange()), {}};
        one.constants = {static_cast<std::uint32_t>((*all)[i].axes.size())};
        one.buffers = {input(i), output(0)};
        one.push = pushOf(operators::pushOfMoves((*all)[i], true));
        spreadOver(one, count, request.traits.tuning.lineGroup);
        one.work = 8.0 * static_cast<double>(count);
        plan.dispatches.push_back(std::move(one));
    }
    return plan;
}

} // namespace

PlanResult planConcat(const PlanRequest& request) { return plan("concat", request); }

PlanResult planReshape(const PlanRequest& request) { return plan("reshape", request); }

PlanResult planTranspose(const PlanRequest& request) { return plan("transpose", request); }

} // namespace xpu::opencl
