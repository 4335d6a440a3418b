#include "compute/launch/memory_pool.h"

#include "core/base/invariant.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace xpu::launch {

MemoryPool::MemoryPool(ChunkSource source, Limits limits)
    : source_(std::move(source)), limits_(limits)
{}

MemoryPool::~MemoryPool()
{
    for (const auto& slot : slots_)
        if (slot)
            source_.free(slot->chunk);
}

Result<Block> MemoryPool::allocate(Bytes size)
{
    if (size > limits_.total)
        return fail(Errc::OutOfMemory, std::to_string(size.count) + " B");
    const auto index = chunkFor(size.count);
    if (!index)
        return tl::unexpected(index.error());
    Slot& slot = *slots_[*index];
    const auto offset = slot.ranges.allocate(size.count);
    XPU_INVARIANT(offset.has_value(), "a chunk chosen for a block does not hold it");
    used_ += slot.ranges.rounded(size.count);
    peak_ = std::max(peak_, used_);
    std::byte* mapped = slot.chunk.mapped == nullptr ? nullptr : slot.chunk.mapped + *offset;
    return Block{*index, *offset, size.count, slot.chunk.buffer, mapped};
}

void MemoryPool::free(const Block& block)
{
    XPU_INVARIANT(block.chunk < slots_.size() && slots_[block.chunk],
                  "freed a block of a chunk that is gone");
    used_ -= slots_[block.chunk]->ranges.free(block.offset);
}

Result<std::uint32_t> MemoryPool::chunkFor(std::uint64_t size)
{
    std::uint64_t best = std::numeric_limits<std::uint64_t>::max();
    std::optional<std::uint32_t> found;
    for (std::uint32_t i = 0; i < slots_.size(); ++i) {
        const auto fit = slots_[i] ? slots_[i]->ranges.bestFit(size) : std::nullopt;
        if (fit && *fit < best) {
            best = *fit;
            found = i;
        }
    }
    if (found)
        return *found;
    return grow(size);
}

Result<std::uint32_t> MemoryPool::grow(std::uint64_t size)
{
    const std::uint64_t rounded = RangeAllocator(0, limits_.granule).rounded(size);
    const auto fits = [&](std::uint64_t chunk) {
        return chunk <= limits_.total.count && reserved_ <= limits_.total.count - chunk
               && chunksInUse() < limits_.chunkCount;
    };
    std::uint64_t wanted = std::max(rounded, limits_.chunk.count);
    if (!fits(wanted))
        dropEmptyChunks();
    if (!fits(wanted))
        wanted = rounded; // the last piece below the limit may be smaller than a usual chunk
    if (!fits(wanted))
        return fail(Errc::OutOfMemory, std::to_string(size) + " B");
    auto chunk = source_.allocate(Bytes(wanted));
    if (!chunk)
        return tl::unexpected(chunk.error());
    reserved_ += wanted;
    auto slot = std::make_unique<Slot>(Slot{*chunk, RangeAllocator(wanted, limits_.granule)});
    const auto gap = std::find(slots_.begin(), slots_.end(), nullptr);
    const auto index = static_cast<std::uint32_t>(gap - slots_.begin());
    if (gap == slots_.end())
        slots_.push_back(std::move(slot));
    else
        *gap = std::move(slot);
    return index;
}

void MemoryPool::dropEmptyChunks()
{
    for (auto& slot : slots_) {
        if (!slot || !slot->ranges.isEmpty())
            continue;
        reserved_ -= slot->chunk.size.count;
        source_.free(slot->chunk);
        slot.reset();
    }
}

std::uint64_t MemoryPool::chunksInUse() const
{
    return static_cast<std::uint64_t>(
        std::count_if(slots_.begin(), slots_.end(), [](const auto& s) { return s != nullptr; }));
}

DeviceUsage MemoryPool::usage() const
{
    std::uint64_t free = 0;
    std::uint64_t largest = 0;
    for (const auto& slot : slots_) {
        if (!slot)
            continue;
        free += slot->ranges.freeBytes();
        largest = std::max(largest, slot->ranges.largestFree());
    }
    DeviceUsage usage;
    usage.used = Bytes(used_);
    usage.reserved = Bytes(reserved_);
    usage.peak = Bytes(peak_);
    if (free > 0)
        usage.fragmentation = 1.0 - static_cast<double>(largest) / static_cast<double>(free);
    return usage;
}

} // namespace xpu::launch
