#pragma once

#include "core/device/device.h"

#include <string>

namespace xpu {

/// What measured times hold for: the same device with the same driver. Another card, driver or
/// number of threads under the same id gives another text.
std::string fingerprintOf(const DeviceInfo& device);

} // namespace xpu
