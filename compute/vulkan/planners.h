#pragma once

#include "compute/vulkan/plan.h"

/// The planners of the operators that have Vulkan kernels, each in its operator's folder.
namespace xpu::vulkan {

PlanResult planConcat(const PlanRequest& request);
PlanResult planConv2d(const PlanRequest& request);
PlanResult planFft(const PlanRequest& request);
PlanResult planGauss(const PlanRequest& request);
PlanResult planGemm(const PlanRequest& request);
PlanResult planGemv(const PlanRequest& request);
PlanResult planHistogram(const PlanRequest& request);
PlanResult planMap(const PlanRequest& request);
PlanResult planMedian(const PlanRequest& request);
PlanResult planNlmeans(const PlanRequest& request);
PlanResult planNormalize(const PlanRequest& request);
PlanResult planPool2d(const PlanRequest& request);
PlanResult planReduce(const PlanRequest& request);
PlanResult planReshape(const PlanRequest& request);
PlanResult planResize(const PlanRequest& request);
PlanResult planScan(const PlanRequest& request);
PlanResult planSoftmax(const PlanRequest& request);
PlanResult planSort(const PlanRequest& request);
PlanResult planStencil(const PlanRequest& request);
PlanResult planTranspose(const PlanRequest& request);

} // namespace xpu::vulkan
