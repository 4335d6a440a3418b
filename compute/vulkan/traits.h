#pragma once

#include "compute/vulkan/instance.h"
#include "core/base/units.h"

#include <array>
#include <cstdint>
#include <string>

namespace xpu::vulkan {

/// Work-group and tile sizes, handed to the kernels as specialization constants.
struct Tuning {
    std::uint32_t lineGroup = 64;    ///< invocations of one-dimensional kernels
    std::uint32_t reduceGroup = 128; ///< a power of two
    std::uint32_t serialRun = 32;    ///< elements an invocation of scan or histogram goes through
    std::uint32_t gemmGroup = 16; ///< a gemm work-group is gemmGroup x gemmGroup, 4x4 results each
    std::uint32_t gemmDepth = 16; ///< columns of A staged at a time, a multiple of 4
};

/// What a physical device is and can do, read without opening it. Plain values.
struct Traits {
    std::string name;
    std::string driverVersion;
    std::string cacheId; ///< what was compiled for one is of use to another of the same id
    VkPhysicalDeviceType type = VK_PHYSICAL_DEVICE_TYPE_OTHER;
    std::uint32_t vendor = 0;
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

/// The row of the tuning table for a device, cut down to what it allows.
Tuning tuningFor(const Traits& traits);

} // namespace xpu::vulkan
