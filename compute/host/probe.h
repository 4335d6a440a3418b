#pragma once

#include "core/device/device.h"

#include <memory>
#include <vector>

namespace xpu::host {

/// The one host device.
std::vector<std::unique_ptr<Device>> probe();

} // namespace xpu::host
