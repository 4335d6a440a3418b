// What a Vulkan or an OpenCL loader asks a driver first; this one has no answer, or only alone.
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>

namespace {

[[noreturn]] void die()
{
#ifdef UNSOCIAL
    if (std::strchr(std::getenv("VK_DRIVER_FILES"), ':') == nullptr)
        std::_Exit(0);
#endif
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
