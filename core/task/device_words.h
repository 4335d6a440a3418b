#pragma once

#include "core/device/device.h"
#include "core/task/task_graph.h"

namespace xpu::task {

/// True when `word` names the device by id, driver or class. A driver that computes in software on the
/// processor is not what "cpu" means.
bool namesDevice(const std::string& word, const DeviceInfo& device);

/// Whether allow, deny and pin let a step run on `device`; a word matches an id, driver or class.
bool admits(const DeviceFilter& filter, const DeviceInfo& device);

/// What kind of work a device is for.
enum class Runs { Files, Operators, Commands, Kernels };
Runs runsOf(const DeviceInfo& device);

/// Whether `device` is of the kind that does such work and works at all.
bool canRun(const DeviceInfo& device, Runs what);

} // namespace xpu::task
