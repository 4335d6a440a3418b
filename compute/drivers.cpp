#include "compute/drivers.h"

#include "compute/accelerators/probe.h"
#include "compute/cpu/probe.h"
#include "compute/host/probe.h"
#include "compute/opencl/probe.h"
#include "compute/vulkan/probe.h"

#include <iterator>
#include <utility>

namespace xpu {

void registerDrivers(DriverList& drivers)
{
    drivers.add("host", host::probe);
    drivers.add("cpu", cpu::probe);
    drivers.add("vulkan", vulkan::probe);
    drivers.add("opencl", opencl::probe);
    drivers.add("accel", accelerators::probe);
}

std::vector<std::unique_ptr<Device>> probeDevices()
{
    DriverList drivers;
    registerDrivers(drivers);
    std::vector<std::unique_ptr<Device>> devices;
    for (const DriverList::Driver& driver : drivers.all()) {
        auto found = driver.probe();
        devices.insert(devices.end(), std::make_move_iterator(found.begin()),
                       std::make_move_iterator(found.end()));
    }
    return devices;
}

} // namespace xpu
