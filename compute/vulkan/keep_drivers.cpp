#include "compute/vulkan/keep_drivers.h"

#ifdef __SANITIZE_ADDRESS__
#include <dlfcn.h>
#include <link.h>

#include <string_view>

namespace xpu::vulkan {

void keepDrivers()
{
    const auto keep = [](dl_phdr_info* library, std::size_t, void*) {
        if (std::string_view(library->dlpi_name).find("libvulkan_") != std::string_view::npos)
            dlopen(library->dlpi_name, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
        return 0;
    };
    dl_iterate_phdr(keep, nullptr);
}

} // namespace xpu::vulkan
#else
void xpu::vulkan::keepDrivers() {}
#endif
