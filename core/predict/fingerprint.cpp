#include "core/predict/fingerprint.h"

namespace xpu {

std::string fingerprintOf(const DeviceInfo& device)
{
    return device.id + " | " + device.friendlyName + " | " + device.driver + " "
           + device.driverVersion + " | " + std::to_string(device.threads);
}

} // namespace xpu
