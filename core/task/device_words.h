#pragma once

#include "core/device/device.h"
#include "core/task/task_graph.h"

namespace xpu::task {

/// Whether allow, deny and pin let a step run on `device`; a word matches an id, driver or class.
bool admits(const DeviceFilter& filter, const DeviceInfo& device);

/// Whether `device` is of the kind that runs commands (or else operators) and works at all.
bool canRun(const DeviceInfo& device, bool command);

} // namespace xpu::task
