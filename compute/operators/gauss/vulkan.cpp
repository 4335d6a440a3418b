#include "compute/operators/gauss/weights.h"
#include "compute/operators/image_spec.h"
#include "compute/operators/params.h"
#include "compute/vulkan/planners.h"
#include "compute/vulkan/separable_plan.h"

namespace xpu::vulkan {

PlanResult planGauss(const PlanRequest& request)
{
    const auto extent = operators::ImageExtent::of(request.inputs[0].spec.shape);
    const auto weights =
        operators::gaussWeights(operators::number(request.params, "sigma").value_or(1));
    return planSeparable(request, operators::clampedTaps(extent.width, weights),
                         operators::clampedTaps(extent.height, weights));
}

} // namespace xpu::vulkan
