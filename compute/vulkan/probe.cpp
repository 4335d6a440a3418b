#include "compute/vulkan/probe.h"

#include "compute/launch/launch_device.h"
#include "compute/vulkan/device_info.h"
#include "core/settings/places.h"

namespace xpu::vulkan {

namespace {

constexpr const char* kThreadName = "xpu vulkan";

std::vector<std::unique_ptr<Device>> unusable(std::string reason)
{
    std::vector<std::unique_ptr<Device>> only;
    only.push_back(std::make_unique<launch::LaunchDevice>(
        nullptr, describeMissing(std::move(reason)), Bytes(), kThreadName));
    return only;
}

} // namespace

std::vector<std::unique_ptr<Device>> probe()
{
    Options options;
    options.cacheFolder = places(processEnvironment()).cache + "/vulkan";
    return probeWith("libvulkan.so.1", options);
}

std::vector<std::unique_ptr<Device>> probeWith(const char* loader, const Options& options)
{
    const auto lookUp = openLoader(loader);
    if (!lookUp)
        return unusable("no Vulkan loader on this machine (" + lookUp.error().context + ")");
    const auto instance = Instance::create(*lookUp);
    if (!instance)
        return unusable("no Vulkan driver on this machine (" + instance.error().context + ")");
    const auto physical = (*instance)->physicalDevices();
    if (!physical)
        return unusable("Vulkan lists no devices (" + physical.error().context + ")");
    if (physical->empty())
        return unusable("no Vulkan device on this machine");
    std::vector<std::unique_ptr<Device>> devices;
    for (std::size_t i = 0; i < physical->size(); ++i) {
        Traits traits = readTraits(**instance, (*physical)[i]);
        traits.float64 = traits.float64 && !options.hideDoubles;
        if (options.tuneAs)
            traits.tuning = tuningFor(traits, *options.tuneAs);
        DeviceInfo info = describe(traits, i);
        devices.push_back(std::make_unique<launch::LaunchDevice>(
            std::make_unique<VulkanDriver>(*instance, (*physical)[i], std::move(traits), options),
            std::move(info), options.memoryLimit, kThreadName));
    }
    return devices;
}

} // namespace xpu::vulkan
