#pragma once

#include "compute/vulkan/gpu.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

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
    /// @param meanwhile  called once the device has begun; must not use this stream, but `isOver`
    Result<void> run(const std::function<void(VkCommandBuffer)>& record,
                     const std::function<void()>& meanwhile = {});

    /// Whether the device has ended what it was given. Whoever copies in `meanwhile` asks between
    /// the pieces, so that the copying is not taken for work of the device.
    bool isOver();
    /// When the end of the last run was first seen.
    std::chrono::steady_clock::time_point endSeen() const { return *endSeen_; }

    /// Orders two commands of a recording: the later one sees what the former wrote.
    void barrier(VkCommandBuffer commands) const;

private:
    explicit CommandStream(const Gpu& gpu) : gpu_(gpu) {}
    Result<void> submit(const std::function<void()>& meanwhile);

    const Gpu& gpu_;
    VkCommandPool pool_ = nullptr;
    VkCommandBuffer commands_ = nullptr;
    VkFence fence_ = nullptr;
    std::optional<std::chrono::steady_clock::time_point> endSeen_;
};

} // namespace xpu::vulkan
