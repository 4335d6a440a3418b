#pragma once

#include "compute/vulkan/gpu.h"

#include <functional>
#include <memory>

namespace xpu::vulkan {

/// Records, submits and waits, with one command buffer used again and again. One thread only.
class CommandStream {
public:
    static Result<std::unique_ptr<CommandStream>> create(const Gpu& gpu, std::uint32_t family);
    ~CommandStream();
    CommandStream(const CommandStream&) = delete;
    CommandStream& operator=(const CommandStream&) = delete;

    /// Runs what `record` puts into the command buffer and waits for its end. Everything earlier
    /// submissions and the host wrote is visible to it, and what it wrote to them.
    /// @param meanwhile  called once the device has begun; must not use this stream
    Result<void> run(const std::function<void(VkCommandBuffer)>& record,
                     const std::function<void()>& meanwhile = {});

    /// Orders two commands of a recording: the later one sees what the former wrote.
    void barrier(VkCommandBuffer commands) const;

private:
    explicit CommandStream(const Gpu& gpu) : gpu_(gpu) {}
    Result<void> submit(const std::function<void()>& meanwhile);

    const Gpu& gpu_;
    VkCommandPool pool_ = nullptr;
    VkCommandBuffer commands_ = nullptr;
    VkFence fence_ = nullptr;
};

} // namespace xpu::vulkan
