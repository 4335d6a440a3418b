#include "compute/operators/params.h"
#include "compute/vulkan/element_words.h"
#include "compute/vulkan/fold_plan.h"
#include "compute/vulkan/planners.h"

namespace xpu::vulkan {

PlanResult planReduce(const PlanRequest& request)
{
    const TensorSpec& x = request.inputs[0].spec;
    const TensorSpec& y = request.outputs[0];
    const bool wide = request.traits.float64;
    const auto source = sourceWord(x.dtype, wide);
    if (!source || (y.dtype == DType::F64 && !wide))
        return tl::unexpected("this device cannot reduce " + std::string(nameOf(x.dtype)));
    const auto extent = operators::reduceExtent(x, request.params);
    const std::string fn = operators::text(request.params, "fn").value_or("sum");
    Plan plan;
    if (extent.outer * extent.inner > 0)
        addFold(plan, {input(0), *source, extent, fn, output(0), foldTarget(y.dtype), wide},
                request.traits);
    return plan;
}

} // namespace xpu::vulkan
