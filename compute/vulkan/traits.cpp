#include "compute/vulkan/traits.h"

#include <algorithm>
#include <bit>
#include <vector>

namespace xpu::vulkan {

namespace {

constexpr std::uint32_t kVendorAmd = 0x1002;
constexpr std::uint32_t kVendorNvidia = 0x10DE;
constexpr std::uint32_t kVendorIntel = 0x8086;

std::string versionText(const VkPhysicalDeviceProperties& p,
                        const VkPhysicalDeviceDriverProperties& driver)
{
    if (driver.driverInfo[0] != '\0')
        return driver.driverInfo;
    return std::to_string(VK_API_VERSION_MAJOR(p.driverVersion)) + "."
           + std::to_string(VK_API_VERSION_MINOR(p.driverVersion)) + "."
           + std::to_string(VK_API_VERSION_PATCH(p.driverVersion));
}

/// Vendor, device and what the driver says of its own compiler.
std::string cacheIdOf(const VkPhysicalDeviceProperties& p)
{
    std::string id = std::to_string(p.vendorID) + "-" + std::to_string(p.deviceID) + "-"
                     + std::to_string(p.driverVersion) + "-";
    for (const std::uint8_t byte : p.pipelineCacheUUID)
        id += std::to_string(byte) + ".";
    return id;
}

void readProperties(const Instance& instance, VkPhysicalDevice device, Traits& traits)
{
    auto driver = structure<VkPhysicalDeviceDriverProperties>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES);
    auto all =
        structure<VkPhysicalDeviceProperties2>(VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2);
    all.pNext = &driver;
    instance.api().vkGetPhysicalDeviceProperties2(device, &all);
    const VkPhysicalDeviceProperties& p = all.properties;
    traits.name = p.deviceName;
    traits.driverVersion = versionText(p, driver);
    traits.cacheId = cacheIdOf(p);
    traits.type = p.deviceType;
    traits.vendor = p.vendorID;
    // Bound ranges are rounded up to 16 bytes.
    traits.maxRange = Bytes(std::uint64_t{p.limits.maxStorageBufferRange} / 16 * 16);
    traits.alignment = std::max<std::uint64_t>(16, p.limits.minStorageBufferOffsetAlignment);
    std::copy_n(p.limits.maxComputeWorkGroupCount, 3, traits.maxGroups.begin());
    traits.maxInvocations = p.limits.maxComputeWorkGroupInvocations;
    traits.maxShared = Bytes(p.limits.maxComputeSharedMemorySize);
    traits.maxBuffers = p.limits.maxPerStageDescriptorStorageBuffers;
}

void readQueues(const Instance& instance, VkPhysicalDevice device, Traits& traits)
{
    std::uint32_t count = 0;
    instance.api().vkGetPhysicalDeviceQueueFamilyProperties(device, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    instance.api().vkGetPhysicalDeviceQueueFamilyProperties(device, &count, families.data());
    const auto computes = [](const VkQueueFamilyProperties& f) {
        return f.queueCount > 0 && (f.queueFlags & VK_QUEUE_COMPUTE_BIT) != 0;
    };
    // A family without graphics leaves the desktop's own queue alone.
    auto found = std::find_if(families.begin(), families.end(), [&](const auto& f) {
        return computes(f) && (f.queueFlags & VK_QUEUE_GRAPHICS_BIT) == 0;
    });
    if (found == families.end())
        found = std::find_if(families.begin(), families.end(), computes);
    traits.hasCompute = found != families.end();
    traits.queueFamily = static_cast<std::uint32_t>(found - families.begin());
}

Bytes largestLocalHeap(const VkPhysicalDeviceMemoryProperties& memory)
{
    Bytes largest;
    for (std::uint32_t i = 0; i < memory.memoryHeapCount; ++i)
        if ((memory.memoryHeaps[i].flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) != 0)
            largest = std::max(largest, Bytes(memory.memoryHeaps[i].size));
    return largest;
}

Tuning rowFor(const Traits& traits)
{
    // lineGroup, reduceGroup, serialRun, gemmGroup, gemmDepth
    if (traits.isSoftware())
        return {64, 64, 256, 8, 16}; // barriers cost a pass over the group there: small groups
    switch (traits.vendor) {
    case kVendorAmd:
        return {256, 256, 32, 16, 16};
    case kVendorNvidia:
        return {128, 256, 32, 16, 16};
    case kVendorIntel:
        return {64, 128, 32, 8, 16}; // 16 x 16 groups with 4 x 4 results spill registers
    default:
        return {};
    }
}

} // namespace

Tuning tuningFor(const Traits& traits)
{
    Tuning row = rowFor(traits);
    row.lineGroup = std::min(row.lineGroup, traits.maxInvocations);
    row.reduceGroup = std::bit_floor(std::min(row.reduceGroup, traits.maxInvocations));
    while (row.gemmGroup * row.gemmGroup > traits.maxInvocations)
        row.gemmGroup /= 2;
    return row;
}

Traits readTraits(const Instance& instance, VkPhysicalDevice device)
{
    Traits traits;
    readProperties(instance, device, traits);
    readQueues(instance, device, traits);
    VkPhysicalDeviceFeatures features{};
    instance.api().vkGetPhysicalDeviceFeatures(device, &features);
    traits.float64 = features.shaderFloat64 == VK_TRUE;
    VkPhysicalDeviceMemoryProperties memory{};
    instance.api().vkGetPhysicalDeviceMemoryProperties(device, &memory);
    traits.memory = largestLocalHeap(memory);
    traits.tuning = tuningFor(traits);
    return traits;
}

} // namespace xpu::vulkan
