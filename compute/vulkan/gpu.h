#pragma once

#include "compute/launch/memory_pool.h"
#include "compute/vulkan/api.h"
#include "compute/vulkan/traits.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace xpu::vulkan {

using launch::Block;
using launch::Chunk;
using launch::ChunkSource;

/// The buffer a block lies in.
inline VkBuffer bufferOf(const Block& block) { return static_cast<VkBuffer>(block.buffer); }
inline VkBuffer bufferOf(const Chunk& chunk) { return static_cast<VkBuffer>(chunk.buffer); }

/// An opened device: handles that live as long as it does. Used by one thread.
class Gpu {
public:
    /// Test seam: changes the function table before its first use, to put a failing driver
    /// behind one call.
    using Patch = std::function<void(DeviceApi&)>;

    /// What is switched on beside the ordinary; the device has it all.
    struct Extras {
        std::vector<const char*> extensions;
        VkPhysicalDeviceFeatures features{};
    };

    /// Opens `device` with robust buffer access on, and with doubles where it has them.
    static Result<std::unique_ptr<Gpu>> open(std::shared_ptr<const Instance> instance,
                                             VkPhysicalDevice device, const Traits& traits,
                                             const Patch& patch, const Extras& extras = none());
    static const Extras& none();
    ~Gpu();
    Gpu(const Gpu&) = delete;
    Gpu& operator=(const Gpu&) = delete;

    const DeviceApi& api() const { return api_; }
    VkDevice handle() const { return handle_; }
    VkQueue queue() const { return queue_; }

    /// What a kind of memory must offer; the first matching memory type of the driver's list.
    enum class MemoryUse {
        Resident,       ///< device-local, host-visible as well where all of it is
        ResidentUnseen, ///< device-local and never mapped, as on a card without resizable BAR
        Staging,        ///< host-visible and cached, for copies to and from the host
    };
    ChunkSource chunkSource(MemoryUse use) const;

private:
    Gpu(std::shared_ptr<const Instance> instance, VkDevice handle, const DeviceApi& api)
        : instance_(std::move(instance)), handle_(handle), api_(api)
    {}
    std::optional<std::uint32_t> memoryType(std::uint32_t allowed, MemoryUse use) const;
    Result<Chunk> allocateChunk(Bytes size, MemoryUse use) const;
    Result<void> bindChunk(Chunk& chunk, MemoryUse use) const;
    void freeChunk(const Chunk& chunk) const;

    std::shared_ptr<const Instance> instance_;
    VkDevice handle_;
    DeviceApi api_;
    VkQueue queue_ = nullptr;
    VkPhysicalDeviceMemoryProperties memory_{};
};

} // namespace xpu::vulkan
