#include "compute/vulkan/instance.h"

#include "compute/vulkan/keep_drivers.h"

namespace xpu::vulkan {

Result<std::shared_ptr<const Instance>> Instance::create(PFN_vkGetInstanceProcAddr lookUp)
{
    const auto vkCreateInstance =
        reinterpret_cast<PFN_vkCreateInstance>(lookUp(nullptr, "vkCreateInstance"));
    if (vkCreateInstance == nullptr)
        return fail(Errc::Unsupported, "vkCreateInstance");
    auto application = structure<VkApplicationInfo>(VK_STRUCTURE_TYPE_APPLICATION_INFO);
    application.pApplicationName = "XPU Optimizer";
    application.apiVersion = VK_API_VERSION_1_1;
    auto info = structure<VkInstanceCreateInfo>(VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO);
    info.pApplicationInfo = &application;
    VkInstance handle = nullptr;
    if (const VkResult made = vkCreateInstance(&info, nullptr, &handle); made != VK_SUCCESS)
        return fail(Errc::Unsupported, nameOf(made));
    keepDrivers();
    const auto api = loadInstanceApi(lookUp, handle);
    if (!api)
        return tl::unexpected(api.error());
    return std::shared_ptr<const Instance>(new Instance(handle, *api));
}

Instance::~Instance() { api_.vkDestroyInstance(handle_, nullptr); }

Result<std::vector<VkPhysicalDevice>> Instance::physicalDevices() const
{
    std::uint32_t count = 0;
    VkResult listed = api_.vkEnumeratePhysicalDevices(handle_, &count, nullptr);
    std::vector<VkPhysicalDevice> devices(count);
    if (listed == VK_SUCCESS)
        listed = api_.vkEnumeratePhysicalDevices(handle_, &count, devices.data());
    if (listed != VK_SUCCESS && listed != VK_INCOMPLETE)
        return failure(listed, "vkEnumeratePhysicalDevices");
    devices.resize(count);
    return devices;
}

} // namespace xpu::vulkan
