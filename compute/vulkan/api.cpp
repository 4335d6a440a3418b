#include "compute/vulkan/api.h"

#include <dlfcn.h>

namespace xpu::vulkan {

namespace {

template <class Function, class LookUp, class Handle>
bool find(Function& function, LookUp lookUp, Handle handle, const char* name)
{
    function = reinterpret_cast<Function>(lookUp(handle, name));
    return function != nullptr;
}

} // namespace

Result<PFN_vkGetInstanceProcAddr> openLoader(const char* library)
{
    void* handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr)
        return fail(Errc::NotFound, library);
    auto* symbol = dlsym(handle, "vkGetInstanceProcAddr");
    if (symbol == nullptr)
        return fail(Errc::Unsupported, std::string(library) + ": vkGetInstanceProcAddr");
    return reinterpret_cast<PFN_vkGetInstanceProcAddr>(symbol);
}

#define XPU_VK_LOOK_UP(name)                                                                       \
    if (!find(api.name, lookUp, handle, #name))                                                    \
        return fail(Errc::Unsupported, #name);

Result<InstanceApi> loadInstanceApi(PFN_vkGetInstanceProcAddr lookUp, VkInstance handle)
{
    InstanceApi api;
    XPU_VK_INSTANCE_FUNCTIONS(XPU_VK_LOOK_UP)
    return api;
}

// One line per function of the list, by macro.
// NOLINTNEXTLINE(readability-function-size)
Result<DeviceApi> loadDeviceApi(PFN_vkGetDeviceProcAddr lookUp, VkDevice handle)
{
    DeviceApi api;
    XPU_VK_DEVICE_FUNCTIONS(XPU_VK_LOOK_UP)
    return api;
}

#undef XPU_VK_LOOK_UP

std::string nameOf(VkResult result)
{
    switch (result) {
    case VK_SUCCESS:
        return "VK_SUCCESS";
    case VK_TIMEOUT:
        return "VK_TIMEOUT";
    case VK_ERROR_OUT_OF_HOST_MEMORY:
        return "VK_ERROR_OUT_OF_HOST_MEMORY";
    case VK_ERROR_OUT_OF_DEVICE_MEMORY:
        return "VK_ERROR_OUT_OF_DEVICE_MEMORY";
    case VK_ERROR_INITIALIZATION_FAILED:
        return "VK_ERROR_INITIALIZATION_FAILED";
    case VK_ERROR_DEVICE_LOST:
        return "VK_ERROR_DEVICE_LOST";
    case VK_ERROR_MEMORY_MAP_FAILED:
        return "VK_ERROR_MEMORY_MAP_FAILED";
    case VK_ERROR_LAYER_NOT_PRESENT:
        return "VK_ERROR_LAYER_NOT_PRESENT";
    case VK_ERROR_EXTENSION_NOT_PRESENT:
        return "VK_ERROR_EXTENSION_NOT_PRESENT";
    case VK_ERROR_FEATURE_NOT_PRESENT:
        return "VK_ERROR_FEATURE_NOT_PRESENT";
    case VK_ERROR_INCOMPATIBLE_DRIVER:
        return "VK_ERROR_INCOMPATIBLE_DRIVER";
    case VK_ERROR_TOO_MANY_OBJECTS:
        return "VK_ERROR_TOO_MANY_OBJECTS";
    default:
        return "VkResult " + std::to_string(static_cast<int>(result));
    }
}

tl::unexpected<Error> failure(VkResult result, const char* what)
{
    Errc code = Errc::DeviceFailed;
    if (result == VK_ERROR_DEVICE_LOST)
        code = Errc::DeviceLost;
    else if (result == VK_ERROR_OUT_OF_DEVICE_MEMORY || result == VK_ERROR_OUT_OF_HOST_MEMORY)
        code = Errc::OutOfMemory;
    return fail(code, std::string(what) + ": " + nameOf(result));
}

} // namespace xpu::vulkan
