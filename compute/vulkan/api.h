#pragma once

#include "core/base/result.h"

#ifndef VK_NO_PROTOTYPES
#define VK_NO_PROTOTYPES
#endif
#include <vulkan/vulkan.h>

namespace xpu::vulkan {

// One list per table: the member, its type and its look-up come from the same name.
#define XPU_VK_INSTANCE_FUNCTIONS(X)                                                               \
    X(vkDestroyInstance)                                                                           \
    X(vkEnumeratePhysicalDevices)                                                                  \
    X(vkEnumerateDeviceExtensionProperties)                                                        \
    X(vkGetPhysicalDeviceProperties2)                                                              \
    X(vkGetPhysicalDeviceFeatures)                                                                 \
    X(vkGetPhysicalDeviceMemoryProperties)                                                         \
    X(vkGetPhysicalDeviceQueueFamilyProperties)                                                    \
    X(vkCreateDevice)                                                                              \
    X(vkGetDeviceProcAddr)

#define XPU_VK_DEVICE_FUNCTIONS(X)                                                                 \
    X(vkDestroyDevice)                                                                             \
    X(vkDeviceWaitIdle)                                                                            \
    X(vkGetDeviceQueue)                                                                            \
    X(vkAllocateMemory)                                                                            \
    X(vkFreeMemory)                                                                                \
    X(vkMapMemory)                                                                                 \
    X(vkCreateBuffer)                                                                              \
    X(vkDestroyBuffer)                                                                             \
    X(vkGetBufferMemoryRequirements)                                                               \
    X(vkBindBufferMemory)                                                                          \
    X(vkCreateShaderModule)                                                                        \
    X(vkDestroyShaderModule)                                                                       \
    X(vkCreatePipelineCache)                                                                       \
    X(vkGetPipelineCacheData)                                                                      \
    X(vkDestroyPipelineCache)                                                                      \
    X(vkCreatePipelineLayout)                                                                      \
    X(vkDestroyPipelineLayout)                                                                     \
    X(vkCreateComputePipelines)                                                                    \
    X(vkDestroyPipeline)                                                                           \
    X(vkCreateDescriptorSetLayout)                                                                 \
    X(vkDestroyDescriptorSetLayout)                                                                \
    X(vkCreateDescriptorPool)                                                                      \
    X(vkDestroyDescriptorPool)                                                                     \
    X(vkResetDescriptorPool)                                                                       \
    X(vkAllocateDescriptorSets)                                                                    \
    X(vkUpdateDescriptorSets)                                                                      \
    X(vkCreateCommandPool)                                                                         \
    X(vkDestroyCommandPool)                                                                        \
    X(vkResetCommandPool)                                                                          \
    X(vkAllocateCommandBuffers)                                                                    \
    X(vkBeginCommandBuffer)                                                                        \
    X(vkEndCommandBuffer)                                                                          \
    X(vkCmdBindPipeline)                                                                           \
    X(vkCmdBindDescriptorSets)                                                                     \
    X(vkCmdPushConstants)                                                                          \
    X(vkCmdDispatch)                                                                               \
    X(vkCmdCopyBuffer)                                                                             \
    X(vkCmdPipelineBarrier)                                                                        \
    X(vkCreateFence)                                                                               \
    X(vkDestroyFence)                                                                              \
    X(vkResetFences)                                                                               \
    X(vkGetFenceStatus)                                                                            \
    X(vkWaitForFences)                                                                             \
    X(vkQueueSubmit)

#define XPU_VK_MEMBER(name) PFN_##name name = nullptr;

/// Functions of one VkInstance, looked up once.
struct InstanceApi {
    XPU_VK_INSTANCE_FUNCTIONS(XPU_VK_MEMBER)
};

/// Functions of one VkDevice, without the loader's dispatch in between. A plain table, so that a
/// test can put a failing driver behind one entry.
struct DeviceApi {
    XPU_VK_DEVICE_FUNCTIONS(XPU_VK_MEMBER)
};

#undef XPU_VK_MEMBER

/// The system's loader, opened at run time: a machine without it starts the program all the same.
/// It stays open until the process ends, because drivers leave exit handlers behind.
/// Errc::NotFound names the library that is missing.
Result<PFN_vkGetInstanceProcAddr> openLoader(const char* library = "libvulkan.so.1");

/// Errc::Unsupported names the first function the driver lacks.
Result<InstanceApi> loadInstanceApi(PFN_vkGetInstanceProcAddr lookUp, VkInstance instance);
Result<DeviceApi> loadDeviceApi(PFN_vkGetDeviceProcAddr lookUp, VkDevice device);

/// "VK_ERROR_DEVICE_LOST", ...; the number for codes without a name here.
std::string nameOf(VkResult result);

/// An ordinary failure from a Vulkan return code; `what` says which call.
tl::unexpected<Error> failure(VkResult result, const char* what);

/// A Vulkan structure with its sType set and everything else zero.
template <class T>
T structure(VkStructureType type)
{
    T value{};
    value.sType = type;
    return value;
}

} // namespace xpu::vulkan
