#include "compute/kernels/shared_memory.h"

#include <bit>
#include <cstring>

namespace xpu::kernels {

using vulkan::bufferOf;
using vulkan::structure;

Result<std::unique_ptr<SharedMemory>> SharedMemory::open(const vulkan::Instance& instance,
                                                         VkPhysicalDevice device,
                                                         const vulkan::Gpu& gpu,
                                                         std::span<std::byte> memory)
{
    std::unique_ptr<SharedMemory> made(new SharedMemory(gpu, memory));
    if (made->import(instance, device))
        return made;
    made.reset(new SharedMemory(gpu, memory)); // lets half an import go
    auto chunk = gpu.chunkSource(vulkan::Gpu::MemoryUse::Staging).allocate(Bytes(memory.size()));
    if (!chunk)
        return tl::unexpected(chunk.error());
    made->staged_ = *chunk;
    made->buffer_ = bufferOf(*chunk);
    return made;
}

SharedMemory::~SharedMemory()
{
    if (staged_) {
        gpu_.chunkSource(vulkan::Gpu::MemoryUse::Staging).free(*staged_);
        return;
    }
    gpu_.api().vkDestroyBuffer(gpu_.handle(), buffer_, nullptr);
    gpu_.api().vkFreeMemory(gpu_.handle(), memory_, nullptr);
}

Result<void> SharedMemory::import(const vulkan::Instance& instance, VkPhysicalDevice device)
{
    const auto properties = reinterpret_cast<PFN_vkGetMemoryHostPointerPropertiesEXT>(
        instance.api().vkGetDeviceProcAddr(gpu_.handle(), "vkGetMemoryHostPointerPropertiesEXT"));
    if (properties == nullptr)
        return fail(Errc::Unsupported, VK_EXT_EXTERNAL_MEMORY_HOST_EXTENSION_NAME);
    auto limits = structure<VkPhysicalDeviceExternalMemoryHostPropertiesEXT>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_EXTERNAL_MEMORY_HOST_PROPERTIES_EXT);
    auto all =
        structure<VkPhysicalDeviceProperties2>(VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2);
    all.pNext = &limits;
    instance.api().vkGetPhysicalDeviceProperties2(device, &all);
    const std::uint64_t unit = limits.minImportedHostPointerAlignment;
    if (unit == 0 || std::bit_cast<std::uintptr_t>(shared_.data()) % unit != 0
        || shared_.size() % unit != 0)
        return fail(Errc::Unsupported, "alignment");

    constexpr auto kKind = VK_EXTERNAL_MEMORY_HANDLE_TYPE_HOST_ALLOCATION_BIT_EXT;
    auto kinds = structure<VkExternalMemoryBufferCreateInfo>(
        VK_STRUCTURE_TYPE_EXTERNAL_MEMORY_BUFFER_CREATE_INFO);
    kinds.handleTypes = kKind;
    auto info = structure<VkBufferCreateInfo>(VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO);
    info.pNext = &kinds;
    info.size = shared_.size();
    info.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT;
    const auto& api = gpu_.api();
    VkResult done = api.vkCreateBuffer(gpu_.handle(), &info, nullptr, &buffer_);
    if (done != VK_SUCCESS)
        return vulkan::failure(done, "vkCreateBuffer");
    VkMemoryRequirements needs{};
    api.vkGetBufferMemoryRequirements(gpu_.handle(), buffer_, &needs);
    auto host = structure<VkMemoryHostPointerPropertiesEXT>(
        VK_STRUCTURE_TYPE_MEMORY_HOST_POINTER_PROPERTIES_EXT);
    done = properties(gpu_.handle(), kKind, shared_.data(), &host);
    const std::uint32_t types = host.memoryTypeBits & needs.memoryTypeBits;
    if (done != VK_SUCCESS || types == 0 || needs.size > shared_.size())
        return fail(Errc::Unsupported, "no memory type takes the host's memory");
    auto from = structure<VkImportMemoryHostPointerInfoEXT>(
        VK_STRUCTURE_TYPE_IMPORT_MEMORY_HOST_POINTER_INFO_EXT);
    from.handleType = kKind;
    from.pHostPointer = shared_.data();
    auto memory = structure<VkMemoryAllocateInfo>(VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO);
    memory.pNext = &from;
    memory.allocationSize = shared_.size();
    memory.memoryTypeIndex = static_cast<std::uint32_t>(std::countr_zero(types));
    done = api.vkAllocateMemory(gpu_.handle(), &memory, nullptr, &memory_);
    if (done != VK_SUCCESS)
        return vulkan::failure(done, "vkAllocateMemory");
    done = api.vkBindBufferMemory(gpu_.handle(), buffer_, memory_, 0);
    if (done != VK_SUCCESS)
        return vulkan::failure(done, "vkBindBufferMemory");
    return {};
}

void SharedMemory::before(std::uint64_t offset, std::uint64_t bytes)
{
    if (staged_)
        std::memcpy(staged_->mapped + offset, shared_.data() + offset, bytes);
}

void SharedMemory::after(std::uint64_t offset, std::uint64_t bytes)
{
    if (staged_)
        std::memcpy(shared_.data() + offset, staged_->mapped + offset, bytes);
}

} // namespace xpu::kernels
