#include "compute/opencl/api.h"

#include <dlfcn.h>

namespace xpu::opencl {

#define XPU_CL_LOOK_UP(name)                                                                       \
    api.name = reinterpret_cast<decltype(api.name)>(dlsym(handle, #name));                         \
    if (api.name == nullptr)                                                                       \
        return fail(Errc::Unsupported, std::string(library) + ": " #name);

// One line per function of the list, by macro.
// NOLINTNEXTLINE(readability-function-size)
Result<Api> openLoader(const char* library)
{
    void* handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr)
        return fail(Errc::NotFound, library);
    Api api;
    XPU_CL_FUNCTIONS(XPU_CL_LOOK_UP)
    return api;
}

#undef XPU_CL_LOOK_UP

std::string nameOf(cl_int code)
{
    switch (code) {
    case CL_DEVICE_NOT_FOUND:
        return "CL_DEVICE_NOT_FOUND";
    case CL_DEVICE_NOT_AVAILABLE:
        return "CL_DEVICE_NOT_AVAILABLE";
    case CL_COMPILER_NOT_AVAILABLE:
        return "CL_COMPILER_NOT_AVAILABLE";
    case CL_MEM_OBJECT_ALLOCATION_FAILURE:
        return "CL_MEM_OBJECT_ALLOCATION_FAILURE";
    case CL_OUT_OF_RESOURCES:
        return "CL_OUT_OF_RESOURCES";
    case CL_OUT_OF_HOST_MEMORY:
        return "CL_OUT_OF_HOST_MEMORY";
    case CL_BUILD_PROGRAM_FAILURE:
        return "CL_BUILD_PROGRAM_FAILURE";
    case CL_INVALID_BINARY:
        return "CL_INVALID_BINARY";
    case CL_INVALID_KERNEL_NAME:
        return "CL_INVALID_KERNEL_NAME";
    case CL_INVALID_COMMAND_QUEUE:
        return "CL_INVALID_COMMAND_QUEUE";
    case CL_INVALID_WORK_GROUP_SIZE:
        return "CL_INVALID_WORK_GROUP_SIZE";
    case -1001: // of the loader, from cl_khr_icd
        return "CL_PLATFORM_NOT_FOUND_KHR";
    default:
        return "OpenCL error " + std::to_string(code);
    }
}

tl::unexpected<Error> failure(cl_int code, const char* what)
{
    Errc errc = Errc::DeviceFailed;
    // After a lost context drivers call the queue invalid, which it never is by itself here.
    if (code == CL_DEVICE_NOT_AVAILABLE || code == CL_INVALID_COMMAND_QUEUE)
        errc = Errc::DeviceLost;
    else if (code == CL_MEM_OBJECT_ALLOCATION_FAILURE || code == CL_OUT_OF_HOST_MEMORY)
        errc = Errc::OutOfMemory;
    return fail(errc, std::string(what) + ": " + nameOf(code));
}

} // namespace xpu::opencl
