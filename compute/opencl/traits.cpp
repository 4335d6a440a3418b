#include "compute/opencl/traits.h"

#include <algorithm>
#include <type_traits>

namespace xpu::opencl {

namespace {

constexpr std::uint32_t kVendorIntel = 0x8086;

/// Values and texts of a device; zero or empty where the driver does not answer.
class Reader {
public:
    Reader(const Api& api, const Found& found) : api_(api), found_(found) {}

    template <class T>
    T value(cl_device_info what) const
    {
        static_assert(std::is_trivially_copyable_v<T>);
        T value{};
        if (api_.clGetDeviceInfo(found_.device, what, sizeof(T), &value, nullptr) != CL_SUCCESS)
            return T{};
        return value;
    }
    std::string text(cl_device_info what) const
    {
        return read([&](std::size_t size, void* to, std::size_t* needed) {
            return api_.clGetDeviceInfo(found_.device, what, size, to, needed);
        });
    }
    std::string platformText(cl_platform_info what) const
    {
        return read([&](std::size_t size, void* to, std::size_t* needed) {
            return api_.clGetPlatformInfo(found_.platform, what, size, to, needed);
        });
    }

private:
    template <class Ask>
    static std::string read(Ask ask)
    {
        std::size_t size = 0;
        if (ask(0, nullptr, &size) != CL_SUCCESS || size == 0)
            return {};
        std::string text(size, '\0');
        if (ask(size, text.data(), nullptr) != CL_SUCCESS)
            return {};
        text.erase(std::min(text.find('\0'), text.size()));
        return text;
    }

    const Api& api_;
    const Found& found_;
};

/// @param lanes  floats a vector register holds, as the driver says
Tuning rowFor(const Traits& traits, std::uint32_t vendor, std::uint32_t lanes)
{
    // lineGroup, serialRun, serialGroup, readsOn, gemmRows, gemmVectors, gemmWidth
    if (traits.isSoftware()) { // a group is a loop there: long ones, or one long item
        if (lanes >= 16)
            return {1024, 16384, 1, true, 12, 2, 16}; // 32 registers
        return {1024, 16384, 1, true, 6, 2, lanes >= 8 ? 8U : 4U};
    }
    if (vendor == kVendorIntel)
        return {64, 32, 64, false, 4, 1, 4};
    return {128, 32, 64, false, 8, 1, 4};
}

} // namespace

Result<std::vector<Found>> findDevices(const Api& api)
{
    cl_uint count = 0;
    cl_int listed = api.clGetPlatformIDs(0, nullptr, &count);
    std::vector<cl_platform_id> platforms(listed == CL_SUCCESS ? count : 0);
    if (!platforms.empty())
        listed = api.clGetPlatformIDs(count, platforms.data(), nullptr);
    if (listed != CL_SUCCESS)
        return fail(Errc::Unsupported, "clGetPlatformIDs: " + nameOf(listed));
    std::vector<Found> found;
    for (cl_platform_id platform : platforms) {
        cl_uint devices = 0;
        if (api.clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 0, nullptr, &devices) != CL_SUCCESS)
            continue; // CL_DEVICE_NOT_FOUND, most of all
        std::vector<cl_device_id> ids(devices);
        if (devices == 0
            || api.clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, devices, ids.data(), nullptr)
                   != CL_SUCCESS)
            continue;
        for (cl_device_id id : ids)
            found.push_back({platform, id});
    }
    return found;
}

Traits readTraits(const Api& api, const Found& found)
{
    const Reader reader(api, found);
    Traits traits;
    traits.name = reader.text(CL_DEVICE_NAME);
    traits.vendor = reader.text(CL_DEVICE_VENDOR);
    traits.platform = reader.platformText(CL_PLATFORM_NAME);
    traits.driverVersion = traits.platform + " " + reader.text(CL_DRIVER_VERSION);
    traits.cacheId = traits.name + "|" + traits.vendor + "|" + traits.driverVersion + "|"
                     + reader.text(CL_DEVICE_VERSION);
    traits.type = reader.value<cl_device_type>(CL_DEVICE_TYPE);
    traits.available = reader.value<cl_bool>(CL_DEVICE_AVAILABLE) == CL_TRUE;
    traits.hasCompiler = reader.value<cl_bool>(CL_DEVICE_COMPILER_AVAILABLE) == CL_TRUE;
    traits.unifiedMemory = reader.value<cl_bool>(CL_DEVICE_HOST_UNIFIED_MEMORY) == CL_TRUE;
    traits.float64 = reader.value<cl_device_fp_config>(CL_DEVICE_DOUBLE_FP_CONFIG) != 0;
    traits.exactDivision = (reader.value<cl_device_fp_config>(CL_DEVICE_SINGLE_FP_CONFIG)
                            & CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT)
                           != 0;
    traits.memory = Bytes(reader.value<cl_ulong>(CL_DEVICE_GLOBAL_MEM_SIZE));
    // Kernels go through vectors of four words.
    traits.maxRange = Bytes(reader.value<cl_ulong>(CL_DEVICE_MAX_MEM_ALLOC_SIZE) / 16 * 16);
    traits.alignment =
        std::max<std::uint64_t>(16, reader.value<cl_uint>(CL_DEVICE_MEM_BASE_ADDR_ALIGN) / 8);
    traits.maxGroup = static_cast<std::uint32_t>(std::clamp<std::size_t>(
        reader.value<std::size_t>(CL_DEVICE_MAX_WORK_GROUP_SIZE), 1, 1U << 16));
    traits.maxShared = Bytes(reader.value<cl_ulong>(CL_DEVICE_LOCAL_MEM_SIZE));
    traits.tuning = rowFor(traits, reader.value<cl_uint>(CL_DEVICE_VENDOR_ID),
                           reader.value<cl_uint>(CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT));
    traits.tuning.lineGroup = std::min(traits.tuning.lineGroup, traits.maxGroup);
    return traits;
}

} // namespace xpu::opencl
