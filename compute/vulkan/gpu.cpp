#include "compute/vulkan/gpu.h"

#include <array>

namespace xpu::vulkan {

namespace {

/// Acceptable property sets of each use, best first.
std::array<VkMemoryPropertyFlags, 3> wishes(Gpu::MemoryUse use)
{
    constexpr VkMemoryPropertyFlags kLocal = VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
    constexpr VkMemoryPropertyFlags kSeen =
        VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
    constexpr VkMemoryPropertyFlags kCached = VK_MEMORY_PROPERTY_HOST_CACHED_BIT;
    switch (use) {
    case Gpu::MemoryUse::Resident:
        // Visible but uncached local memory is left out: reading it back crosses the bus word by
        // word, and a small BAR window would run out first.
        return {kLocal | kSeen | kCached, kLocal, 0};
    case Gpu::MemoryUse::ResidentUnseen:
        return {kLocal, 0, 0};
    case Gpu::MemoryUse::Staging:
        break;
    }
    return {kSeen | kCached, kSeen, kSeen};
}

bool isMapped(VkMemoryPropertyFlags flags, Gpu::MemoryUse use)
{
    if (use == Gpu::MemoryUse::Staging)
        return true;
    const bool coherent = (flags & VK_MEMORY_PROPERTY_HOST_COHERENT_BIT) != 0;
    const bool cached = (flags & VK_MEMORY_PROPERTY_HOST_CACHED_BIT) != 0;
    return use == Gpu::MemoryUse::Resident && coherent && cached;
}

} // namespace

Result<std::unique_ptr<Gpu>> Gpu::open(std::shared_ptr<const Instance> instance,
                                       VkPhysicalDevice device, const Traits& traits,
                                       const Patch& patch, const Extras& extras)
{
    const float priority = 1;
    auto queue = structure<VkDeviceQueueCreateInfo>(VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO);
    queue.queueFamilyIndex = traits.queueFamily;
    queue.queueCount = 1;
    queue.pQueuePriorities = &priority;
    VkPhysicalDeviceFeatures features = extras.features;
    features.robustBufferAccess = VK_TRUE;
    features.shaderFloat64 = traits.float64 ? VK_TRUE : VK_FALSE;
    auto info = structure<VkDeviceCreateInfo>(VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO);
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queue;
    info.pEnabledFeatures = &features;
    info.enabledExtensionCount = static_cast<std::uint32_t>(extras.extensions.size());
    info.ppEnabledExtensionNames = extras.extensions.data();
    VkDevice handle = nullptr;
    const VkResult made = instance->api().vkCreateDevice(device, &info, nullptr, &handle);
    if (made != VK_SUCCESS)
        return failure(made, "vkCreateDevice");
    auto api = loadDeviceApi(instance->api().vkGetDeviceProcAddr, handle);
    if (!api)
        return tl::unexpected(api.error());
    if (patch)
        patch(*api);
    std::unique_ptr<Gpu> gpu(new Gpu(std::move(instance), handle, *api));
    gpu->api_.vkGetDeviceQueue(handle, traits.queueFamily, 0, &gpu->queue_);
    gpu->instance_->api().vkGetPhysicalDeviceMemoryProperties(device, &gpu->memory_);
    return gpu;
}

const Gpu::Extras& Gpu::none()
{
    static const Extras kNone;
    return kNone;
}

Gpu::~Gpu() { api_.vkDestroyDevice(handle_, nullptr); }

ChunkSource Gpu::chunkSource(MemoryUse use) const
{
    return {[this, use](Bytes size) { return allocateChunk(size, use); },
            [this](const Chunk& chunk) { freeChunk(chunk); }};
}

std::optional<std::uint32_t> Gpu::memoryType(std::uint32_t allowed, MemoryUse use) const
{
    for (const VkMemoryPropertyFlags wish : wishes(use))
        for (std::uint32_t i = 0; i < memory_.memoryTypeCount; ++i)
            if ((allowed >> i & 1U) != 0 && (memory_.memoryTypes[i].propertyFlags & wish) == wish)
                return i;
    return std::nullopt;
}

Result<Chunk> Gpu::allocateChunk(Bytes size, MemoryUse use) const
{
    auto info = structure<VkBufferCreateInfo>(VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO);
    info.size = size.count;
    info.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT
                 | VK_BUFFER_USAGE_TRANSFER_SRC_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT;
    Chunk chunk;
    chunk.size = size;
    VkBuffer buffer = nullptr;
    const VkResult made = api_.vkCreateBuffer(handle_, &info, nullptr, &buffer);
    chunk.buffer = buffer;
    if (made != VK_SUCCESS)
        return failure(made, "vkCreateBuffer");
    if (const auto bound = bindChunk(chunk, use); !bound) {
        freeChunk(chunk);
        return tl::unexpected(bound.error());
    }
    return chunk;
}

Result<void> Gpu::bindChunk(Chunk& chunk, MemoryUse use) const
{
    VkMemoryRequirements needs{};
    api_.vkGetBufferMemoryRequirements(handle_, bufferOf(chunk), &needs);
    const auto type = memoryType(needs.memoryTypeBits, use);
    if (!type)
        return fail(Errc::DeviceFailed, "no fitting memory type");
    auto info = structure<VkMemoryAllocateInfo>(VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO);
    info.allocationSize = needs.size;
    info.memoryTypeIndex = *type;
    VkDeviceMemory memory = nullptr;
    VkResult done = api_.vkAllocateMemory(handle_, &info, nullptr, &memory);
    chunk.memory = memory;
    if (done != VK_SUCCESS)
        return failure(done, "vkAllocateMemory");
    done = api_.vkBindBufferMemory(handle_, bufferOf(chunk), memory, 0);
    if (done != VK_SUCCESS)
        return failure(done, "vkBindBufferMemory");
    if (!isMapped(memory_.memoryTypes[*type].propertyFlags, use))
        return {};
    void* mapped = nullptr;
    done = api_.vkMapMemory(handle_, memory, 0, VK_WHOLE_SIZE, 0, &mapped);
    if (done != VK_SUCCESS)
        return failure(done, "vkMapMemory");
    chunk.mapped = static_cast<std::byte*>(mapped);
    return {};
}

void Gpu::freeChunk(const Chunk& chunk) const
{
    api_.vkDestroyBuffer(handle_, bufferOf(chunk), nullptr);
    // Unmaps as well.
    api_.vkFreeMemory(handle_, static_cast<VkDeviceMemory>(chunk.memory), nullptr);
}

} // namespace xpu::vulkan
