#include "compute/drivers.h"

#include "compute/accelerators/probe.h"
#include "compute/cpu/probe.h"
#include "compute/host/probe.h"
#include "compute/launch/launch_device.h"
#include "compute/opencl/device_info.h"
#include "compute/opencl/probe.h"
#include "compute/sandbox/sandbox_options.h"
#include "compute/screening/screening.h"
#include "compute/vulkan/device_info.h"
#include "compute/vulkan/probe.h"

#include <filesystem>
#include <iterator>
#include <utility>

namespace xpu {

namespace {

/// Stands in the list for what was left out.
std::unique_ptr<Device> entryFor(const screening::BrokenDriver& broken)
{
    std::string reason = "loading its driver " + broken.file + " ends the program that does it ("
                         + broken.reason + "); it is left out until it is replaced";
    DeviceInfo info = broken.which == screening::Interface::Vulkan
                          ? vulkan::describeMissing(std::move(reason))
                          : opencl::describeMissing(std::move(reason));
    const std::string stem = std::filesystem::path(broken.file).stem().string();
    info.id = info.driver + ":" + stem;
    info.friendlyName = stem;
    return std::make_unique<launch::LaunchDevice>(nullptr, std::move(info), Bytes(), "xpu broken");
}

/// Before any driver is loaded: one that crashes would take this process along.
std::vector<std::unique_ptr<Device>> leaveOutBrokenDrivers()
{
    const Environment environment = processEnvironment();
    screening::Options options;
    options.worker = sandbox::findWorker({});
    options.cacheFolder = places(environment).cache + "/drivers";
    std::vector<std::unique_ptr<Device>> entries;
    for (const auto which : {screening::Interface::Vulkan, screening::Interface::Opencl}) {
        const auto broken = brokenDrivers(which, environment, options);
        leaveOut(which, broken, environment, options);
        for (const screening::BrokenDriver& one : broken)
            entries.push_back(entryFor(one));
    }
    return entries;
}

void append(std::vector<std::unique_ptr<Device>>& devices,
            std::vector<std::unique_ptr<Device>> found)
{
    devices.insert(devices.end(), std::make_move_iterator(found.begin()),
                   std::make_move_iterator(found.end()));
}

} // namespace

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
    auto broken = leaveOutBrokenDrivers();
    DriverList drivers;
    registerDrivers(drivers);
    std::vector<std::unique_ptr<Device>> devices;
    for (const DriverList::Driver& driver : drivers.all())
        append(devices, driver.probe());
    append(devices, std::move(broken));
    return devices;
}

} // namespace xpu
