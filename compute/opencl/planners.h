#pragma once

#include "compute/opencl/plan.h"

/// The planners of the operators that have OpenCL kernels, each in its operator's folder.
namespace xpu::opencl {

PlanResult planConcat(const PlanRequest& request);
PlanResult planGemm(const PlanRequest& request);
PlanResult planHistogram(const PlanRequest& request);
PlanResult planMap(const PlanRequest& request);
PlanResult planReduce(const PlanRequest& request);
PlanResult planReshape(const PlanRequest& request);
PlanResult planScan(const PlanRequest& request);
PlanResult planStencil(const PlanRequest& request);
PlanResult planTranspose(const PlanRequest& request);

} // namespace xpu::opencl
