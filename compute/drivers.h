#pragma once

#include "core/device/device.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace xpu {

/// The device drivers of this build, in the order in which their devices are listed.
class DriverList {
public:
    /// Finds a driver's devices; unusable ones come back with DeviceInfo::unusableReason set.
    using Probe = std::function<std::vector<std::unique_ptr<Device>>()>;

    struct Driver {
        std::string name;
        Probe probe;
    };

    void add(std::string name, Probe probe)
    {
        drivers_.push_back({std::move(name), std::move(probe)});
    }
    const std::vector<Driver>& all() const { return drivers_; }

private:
    std::vector<Driver> drivers_;
};

/// One line per driver. No static-initialiser registration: the linker drops it from static
/// libraries.
void registerDrivers(DriverList& drivers);

/// The devices of all registered drivers, probed one driver after another.
std::vector<std::unique_ptr<Device>> probeDevices();

} // namespace xpu
