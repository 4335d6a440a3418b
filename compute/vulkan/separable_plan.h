#pragma once

#include "compute/operators/separable.h"
#include "compute/vulkan/plan.h"

namespace xpu::vulkan {

/// Across and then down through a float picture, as operators::filterSeparable does it.
/// @param columns, rows  taps across and down; both have as many rows as the result has pixels
PlanResult planSeparable(const PlanRequest& request, const operators::AxisTaps& columns,
                         const operators::AxisTaps& rows);

} // namespace xpu::vulkan
