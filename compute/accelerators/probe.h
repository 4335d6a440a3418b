#pragma once

#include "core/device/device.h"

#include <memory>
#include <string>
#include <vector>

namespace xpu::accelerators {

/// NPUs and FPGAs that the kernel sees, each with the reason why it takes no work: it is reached
/// through a driver of another room (OpenCL) or not at all. "accel:0" first.
std::vector<std::unique_ptr<Device>> probe();

/// The descriptions of the same, from another tree of /sys and another table (tests).
std::vector<DeviceInfo> find(const std::string& sysfs, const std::string& tableFile);

} // namespace xpu::accelerators
