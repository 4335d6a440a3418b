#pragma once

#include "compute/vulkan/instance.h"
#include "compute/vulkan/tuning.h"
#include "core/base/units.h"

#include <array>
#include <cstdint>
#include <string>

namespace xpu::vulkan {

/// What a physical device is and can do, read without opening it. Plain values.
struct Traits {
    std::string name;
    std::string driverVersion;
    std::string cacheId; ///< what was compiled for one is of use to another of the same id
    VkPhysicalDeviceType type = VK_PHYSICAL_DEVICE_TYPE_OTHER;
    std::uint32_t vendor = 0;
    std::uint32_t leastSubgroup = 0; ///< invocations; 0 = the driver does not say
    std::uint32_t processors = 0;    ///< compute units or the like; 0 = the driver does not say
    bool hasCompute = false;
    std::uint32_t queueFamily = 0;
    bool float64 = false;
    Bytes memory;                 ///< of the largest device-local heap
    Bytes maxRange;               ///< one storage buffer binding
    std::uint64_t alignment = 16; ///< of a binding's offset
    std::array<std::uint32_t, 3> maxGroups{65535, 65535, 65535};
    std::uint32_t maxInvocations = 128;
    Bytes maxShared;
    std::uint32_t maxBuffers = 4; ///< storage buffers one kernel may see
    Tuning tuning;

    bool isSoftware() const { return type == VK_PHYSICAL_DEVICE_TYPE_CPU; }
};

/// Reads the traits of `device`; never fails, missing abilities show in the fields.
Traits readTraits(const Instance& instance, VkPhysicalDevice device);

bool hasExtension(const Instance& instance, VkPhysicalDevice device, const char* name);

Architecture architectureOf(const Traits& traits);

/// A row of the tuning table cut down to what the device allows: its own, or that of another
/// architecture.
Tuning tuningFor(const Traits& traits);
Tuning tuningFor(const Traits& traits, Architecture architecture);

/// A tile cut down until a group of it fits the device.
/// @param element  bytes of a matrix element
GemmTile fitted(GemmTile tile, const Traits& traits, std::size_t element);

} // namespace xpu::vulkan
