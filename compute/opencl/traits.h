#pragma once

#include "compute/opencl/api.h"
#include "core/base/units.h"

#include <cstdint>
#include <string>
#include <vector>

namespace xpu::opencl {

/// Work-group and tile sizes, handed to the kernels as macros.
struct Tuning {
    std::uint32_t lineGroup = 64;   ///< work-items of one-dimensional kernels
    std::uint32_t serialRun = 32;   ///< elements a work-item of scan or histogram goes through
    std::uint32_t serialGroup = 64; ///< work-items of kernels that go through long runs each
    bool readsOn = false;           ///< a work-item reads neighbouring elements one after the other
    std::uint32_t gemmRows = 4;     ///< results of one gemm work-item: rows x vectors x width
    std::uint32_t gemmVectors = 1;
    std::uint32_t gemmWidth = 4; ///< floats a vector holds: 4, 8 or 16
};

/// What a device is and can do, read without opening it. Plain values.
struct Traits {
    std::string name;
    std::string vendor;
    std::string platform;
    std::string driverVersion;
    std::string cacheId; ///< what was compiled for one is of use to another of the same id
    cl_device_type type = 0;
    bool available = false;
    bool hasCompiler = false;
    bool unifiedMemory = false;
    bool float64 = false;
    bool exactDivision = false; ///< can be asked for correctly rounded division and root
    Bytes memory;
    Bytes maxRange;                ///< one buffer
    std::uint64_t alignment = 128; ///< of a sub-buffer's offset
    std::uint32_t maxGroup = 1;
    Bytes maxShared;
    Tuning tuning;

    bool isSoftware() const { return (type & CL_DEVICE_TYPE_CPU) != 0; }
};

/// A device and the platform it belongs to.
struct Found {
    cl_platform_id platform = nullptr;
    cl_device_id device = nullptr;
};

/// All devices of all platforms, in the loader's order. A platform without devices counts as none.
/// Errc::Unsupported when there is no platform.
Result<std::vector<Found>> findDevices(const Api& api);

/// Reads the traits of a device; never fails, missing abilities show in the fields.
Traits readTraits(const Api& api, const Found& found);

} // namespace xpu::opencl
