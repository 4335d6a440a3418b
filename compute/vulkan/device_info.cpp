#include "compute/vulkan/device_info.h"

#include <algorithm>
#include <cstdlib>
#include <thread>

namespace xpu::vulkan {

namespace {

/// Roofline and power of a device type, until a probe or a sensor knows better.
struct TypeModel {
    double flops;
    double bandwidth;
    double idleWatts;
    double maxWatts;
};

TypeModel modelOf(const Traits& traits)
{
    const auto cores = static_cast<double>(std::max(1U, std::thread::hardware_concurrency()));
    switch (traits.type) {
    case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU:
        return {8e12, 300e9, 15, 200};
    case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU:
        return {1e12, 40e9, 2, 25};
    case VK_PHYSICAL_DEVICE_TYPE_CPU:
        return {4e9 * cores, 5e9, 5, 5 + 10 * cores};
    default:
        return {1e12, 40e9, 5, 75};
    }
}

std::vector<std::string> abilitiesOf(const Traits& traits)
{
    std::vector<std::string> all;
    if (traits.float64)
        all.emplace_back("64-bit floats");
    all.push_back("work groups of " + std::to_string(traits.maxInvocations));
    constexpr std::uint64_t kKibi = 1024;
    all.push_back(std::to_string(traits.maxShared.count / kKibi) + " KiB shared memory");
    all.push_back(std::to_string(traits.maxRange.count / kKibi / kKibi) + " MiB a buffer");
    return all;
}

/// What lavapipe computes with; 0 in its variable is the thread of the queue alone.
int softwareThreads()
{
    const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    const char* wished = std::getenv("LP_NUM_THREADS");
    return wished == nullptr ? cores : std::clamp(std::atoi(wished), 1, cores);
}

} // namespace

DeviceInfo describe(const Traits& traits, std::size_t index)
{
    const TypeModel model = modelOf(traits);
    DeviceInfo info;
    info.id = "vulkan:" + std::to_string(index);
    info.driver = "vulkan";
    info.kind = DeviceClass::Gpu;
    info.friendlyName = traits.name;
    info.label = traits.isSoftware() ? "software" : "";
    info.usesCpuThreads = traits.isSoftware();
    info.threads = traits.isSoftware() ? softwareThreads() : 1;
    info.driverVersion = traits.driverVersion;
    // A tenth stays for the desktop, the driver and other programs.
    info.memory = Bytes(traits.memory.count / 10 * 9);
    info.sharesHostMemory = false;
    info.inOrder = true;
    info.peakFlops = model.flops;
    info.peakBandwidth = model.bandwidth;
    info.idlePower = Watts(model.idleWatts);
    info.maxPower = Watts(model.maxWatts);
    info.abilities = abilitiesOf(traits);
    if (!traits.hasCompute)
        info.unusableReason = "this device runs no compute shaders";
    return info;
}

DeviceInfo describeMissing(std::string reason)
{
    DeviceInfo info;
    info.id = "vulkan:0";
    info.driver = "vulkan";
    info.kind = DeviceClass::Gpu;
    info.friendlyName = "Vulkan";
    info.sharesHostMemory = false;
    info.inOrder = true;
    info.unusableReason = std::move(reason);
    return info;
}

} // namespace xpu::vulkan
