#pragma once

#include "compute/opencl/plan.h"

/// The planners of the operators that have OpenCL kernels, each in its operator's folder.
namespace xpu::opencl {

PlanResult planMap(const PlanRequest& request);

} // namespace xpu::opencl
