#pragma once

#include "core/device/device.h"

#include <memory>
#include <vector>

namespace xpu::cpu {

/// The one CPU device, its peak rates measured (about 130 ms).
std::vector<std::unique_ptr<Device>> probe();

/// What this machine's CPU is, without measuring: peak rates stay 0.
DeviceInfo describe();

} // namespace xpu::cpu
