#include "compute/vulkan/transfer.h"

#include <algorithm>
#include <cstring>

namespace xpu::vulkan {

namespace {

constexpr Bytes kStagingSize = 16_MiB;

VkBufferCopy region(std::uint64_t from, std::uint64_t to, std::uint64_t size)
{
    return {from, to, size};
}

} // namespace

Transfer::~Transfer()
{
    if (staging_)
        gpu_.chunkSource(Gpu::MemoryUse::Staging).free(*staging_);
}

Result<void> Transfer::upload(std::span<const std::byte> from, const Block& to)
{
    if (from.empty())
        return {};
    if (to.mapped != nullptr) {
        std::memcpy(to.mapped, from.data(), from.size());
        return {};
    }
    const auto window = staging();
    if (!window)
        return tl::unexpected(window.error());
    for (std::size_t at = 0; at < from.size(); at += kStagingSize.count) {
        const auto piece =
            from.subspan(at, std::min<std::size_t>(from.size() - at, kStagingSize.count));
        std::memcpy(window->mapped, piece.data(), piece.size());
        const VkBufferCopy copy = region(0, to.offset + at, piece.size());
        auto done = stream_.run([&](VkCommandBuffer commands) {
            gpu_.api().vkCmdCopyBuffer(commands, bufferOf(*window), bufferOf(to), 1, &copy);
        });
        if (!done)
            return done;
    }
    return {};
}

Result<void> Transfer::fetch(const Block& from, std::span<std::byte> to)
{
    if (to.empty())
        return {};
    if (from.mapped != nullptr) {
        std::memcpy(to.data(), from.mapped, to.size());
        return {};
    }
    const auto window = staging();
    if (!window)
        return tl::unexpected(window.error());
    for (std::size_t at = 0; at < to.size(); at += kStagingSize.count) {
        const auto piece =
            to.subspan(at, std::min<std::size_t>(to.size() - at, kStagingSize.count));
        const VkBufferCopy copy = region(from.offset + at, 0, piece.size());
        auto done = stream_.run([&](VkCommandBuffer commands) {
            gpu_.api().vkCmdCopyBuffer(commands, bufferOf(from), bufferOf(*window), 1, &copy);
        });
        if (!done)
            return done;
        std::memcpy(piece.data(), window->mapped, piece.size());
    }
    return {};
}

Result<Chunk> Transfer::staging()
{
    if (!staging_) {
        auto made = gpu_.chunkSource(Gpu::MemoryUse::Staging).allocate(kStagingSize);
        if (!made)
            return made;
        staging_ = *made;
    }
    return *staging_;
}

} // namespace xpu::vulkan
