#include "compute/operators/image_spec.h"
#include "compute/operators/resize/resample.h"
#include "compute/vulkan/planners.h"
#include "compute/vulkan/separable_plan.h"

namespace xpu::vulkan {

PlanResult planResize(const PlanRequest& request)
{
    const auto in = operators::ImageExtent::of(request.inputs[0].spec.shape);
    const auto out = operators::ImageExtent::of(request.outputs[0].shape);
    if (out.samples() == 0)
        return Plan{};
    return planSeparable(request, operators::resampleTaps(in.width, out.width),
                         operators::resampleTaps(in.height, out.height));
}

} // namespace xpu::vulkan
