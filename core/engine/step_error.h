#pragma once

#include "core/device/device.h"
#include "core/engine/snapshot.h"
#include "core/task/task_graph.h"

namespace xpu {

/// What a launch that failed says of its step.
StepError stepErrorOf(const LaunchError& error, const Step& step);

} // namespace xpu
