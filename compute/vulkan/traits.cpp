#include "compute/vulkan/traits.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
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

/// Asks for one more structure of properties, where the device has the extension it belongs to.
template <class T>
std::optional<T> propertiesOf(const Instance& instance, VkPhysicalDevice device,
                              const char* extension, VkStructureType type)
{
    if (!hasExtension(instance, device, extension))
        return std::nullopt;
    auto more = structure<T>(type);
    auto all =
        structure<VkPhysicalDeviceProperties2>(VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2);
    all.pNext = &more;
    instance.api().vkGetPhysicalDeviceProperties2(device, &all);
    return more;
}

void readProcessors(const Instance& instance, VkPhysicalDevice device, Traits& traits)
{
    if (const auto sizes = propertiesOf<VkPhysicalDeviceSubgroupSizeControlProperties>(
            instance, device, VK_EXT_SUBGROUP_SIZE_CONTROL_EXTENSION_NAME,
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_PROPERTIES))
        traits.leastSubgroup = sizes->minSubgroupSize;
    if (const auto amd = propertiesOf<VkPhysicalDeviceShaderCorePropertiesAMD>(
            instance, device, VK_AMD_SHADER_CORE_PROPERTIES_EXTENSION_NAME,
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_CORE_PROPERTIES_AMD))
        traits.processors = amd->shaderEngineCount * amd->shaderArraysPerEngineCount
                            * amd->computeUnitsPerShaderArray;
    if (const auto nvidia = propertiesOf<VkPhysicalDeviceShaderSMBuiltinsPropertiesNV>(
            instance, device, VK_NV_SHADER_SM_BUILTINS_EXTENSION_NAME,
            VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_SM_BUILTINS_PROPERTIES_NV))
        traits.processors = nvidia->shaderSMCount;
}

} // namespace

bool hasExtension(const Instance& instance, VkPhysicalDevice device, const char* name)
{
    std::uint32_t count = 0;
    const auto list = instance.api().vkEnumerateDeviceExtensionProperties;
    list(device, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> all(count);
    list(device, nullptr, &count, all.data());
    all.resize(count);
    return std::any_of(all.begin(), all.end(), [&](const VkExtensionProperties& one) {
        return std::strcmp(one.extensionName, name) == 0;
    });
}

Architecture architectureOf(const Traits& traits)
{
    if (traits.isSoftware())
        return Architecture::Software;
    switch (traits.vendor) {
    case kVendorAmd: // GCN knows subgroups of 64 only
        return traits.leastSubgroup == 32 ? Architecture::AmdRdna : Architecture::AmdGcn;
    case kVendorNvidia:
        return Architecture::Nvidia;
    case kVendorIntel:
        return Architecture::Intel;
    default:
        return Architecture::Other;
    }
}

Tuning tuningFor(const Traits& traits) { return tuningFor(traits, architectureOf(traits)); }

Tuning tuningFor(const Traits& traits, Architecture architecture)
{
    Tuning row = rowOf(architecture);
    row.lineGroup = std::min(row.lineGroup, traits.maxInvocations);
    row.reduceGroup = std::bit_floor(std::min(row.reduceGroup, traits.maxInvocations));
    for (GemmTile& tile : row.gemm)
        tile = fitted(tile, traits, sizeof(float));
    row.gemmWide = fitted(row.gemmWide, traits, sizeof(double));
    if (traits.processors > 0)
        row.gemmGroups = traits.processors;
    return row;
}

GemmTile fitted(GemmTile tile, const Traits& traits, std::size_t element)
{
    while (tile.groupX * tile.groupY > traits.maxInvocations)
        (tile.groupX > tile.groupY ? tile.groupX : tile.groupY) /= 2;
    while (tile.depth > 4 && tile.shared(element) > traits.maxShared.count)
        tile.depth /= 2;
    while (tile.groupX * tile.groupY > 1 && tile.shared(element) > traits.maxShared.count)
        (tile.groupX > tile.groupY ? tile.groupX : tile.groupY) /= 2;
    tile.unroll = std::min(tile.unroll, tile.depth);
    return tile;
}

Traits readTraits(const Instance& instance, VkPhysicalDevice device)
{
    Traits traits;
    readProperties(instance, device, traits);
    readProcessors(instance, device, traits);
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
