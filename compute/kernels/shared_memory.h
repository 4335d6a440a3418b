#pragma once

#include "compute/vulkan/gpu.h"

#include <memory>
#include <optional>
#include <span>

namespace xpu::kernels {

/// One buffer over memory that another process sees: the memory itself where the driver can import
/// it, else memory of the driver's own and one copy each way.
class SharedMemory {
public:
    /// @param memory  page-aligned; outlives this
    static Result<std::unique_ptr<SharedMemory>> open(const vulkan::Instance& instance,
                                                      VkPhysicalDevice device,
                                                      const vulkan::Gpu& gpu,
                                                      std::span<std::byte> memory);
    ~SharedMemory();
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;

    VkBuffer buffer() const { return buffer_; }
    bool imported() const { return !staged_; }
    /// Makes bytes that the other process wrote visible to the device, and back.
    void before(std::uint64_t offset, std::uint64_t bytes);
    void after(std::uint64_t offset, std::uint64_t bytes);

private:
    SharedMemory(const vulkan::Gpu& gpu, std::span<std::byte> memory) : gpu_(gpu), shared_(memory)
    {}
    Result<void> import(const vulkan::Instance& instance, VkPhysicalDevice device);

    const vulkan::Gpu& gpu_;
    std::span<std::byte> shared_;
    VkBuffer buffer_ = nullptr;
    VkDeviceMemory memory_ = nullptr;
    std::optional<vulkan::Chunk> staged_;
};

} // namespace xpu::kernels
