#pragma once

#include "compute/vulkan/command_stream.h"

#include <optional>
#include <span>

namespace xpu::vulkan {

/// Copies between host memory and blocks: straight through the mapping where the host sees the
/// block, else in pieces through a staging buffer made on first use. One thread only.
class Transfer {
public:
    Transfer(const Gpu& gpu, CommandStream& stream) : gpu_(gpu), stream_(stream) {}
    ~Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    Result<void> upload(std::span<const std::byte> from, const Block& to);
    Result<void> fetch(const Block& from, std::span<std::byte> to);

private:
    Result<Chunk> staging();

    const Gpu& gpu_;
    CommandStream& stream_;
    std::optional<Chunk> staging_;
};

} // namespace xpu::vulkan
