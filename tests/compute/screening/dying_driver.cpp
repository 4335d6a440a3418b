// What a Vulkan or an OpenCL loader asks a driver first; this one has no answer.
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace {

[[noreturn]] void die()
{
#ifdef SILENT
    for (;;)
        pause();
#else
    std::abort();
#endif
}

} // namespace

extern "C" {
__attribute__((visibility("default"))) void* vk_icdGetInstanceProcAddr(void*, const char*)
{
    die();
}
__attribute__((visibility("default"))) int vk_icdNegotiateLoaderICDInterfaceVersion(unsigned*)
{
    die();
}
__attribute__((visibility("default"))) void* clGetExtensionFunctionAddress(const char*) { die(); }
__attribute__((visibility("default"))) int clIcdGetPlatformIDsKHR(unsigned, void*, unsigned*)
{
    die();
}
}
