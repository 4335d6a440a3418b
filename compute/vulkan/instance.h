#pragma once

#include "compute/vulkan/api.h"

#include <memory>
#include <vector>

namespace xpu::vulkan {

/// One VkInstance, shared by all devices of the program. Immutable once made.
class Instance {
public:
    /// Errc::NotFound without a loader, Unsupported when the loader finds no driver.
    static Result<std::shared_ptr<const Instance>> create(PFN_vkGetInstanceProcAddr lookUp);
    ~Instance();
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;

    const InstanceApi& api() const { return api_; }
    /// In the loader's order, which numbers the devices.
    Result<std::vector<VkPhysicalDevice>> physicalDevices() const;

private:
    Instance(VkInstance handle, const InstanceApi& api) : handle_(handle), api_(api) {}

    VkInstance handle_;
    InstanceApi api_;
};

} // namespace xpu::vulkan
