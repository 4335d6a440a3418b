#include "compute/launch/range_allocator.h"

#include "core/base/invariant.h"

#include <algorithm>
#include <iterator>

namespace xpu::launch {

RangeAllocator::RangeAllocator(std::uint64_t size, std::uint64_t granule)
    : size_(size), granule_(granule)
{
    XPU_INVARIANT(granule > 0, "granule of a memory range is zero");
    if (size > 0)
        addFree(0, size);
}

std::uint64_t RangeAllocator::rounded(std::uint64_t size) const
{
    const std::uint64_t granules = size / granule_ + (size % granule_ != 0 ? 1 : 0);
    return std::max<std::uint64_t>(1, granules) * granule_;
}

std::optional<std::uint64_t> RangeAllocator::bestFit(std::uint64_t size) const
{
    const auto fit = freeBySize_.lower_bound({rounded(size), 0});
    if (fit == freeBySize_.end())
        return std::nullopt;
    return fit->first;
}

std::optional<std::uint64_t> RangeAllocator::allocate(std::uint64_t size)
{
    const std::uint64_t wanted = rounded(size);
    const auto fit = freeBySize_.lower_bound({wanted, 0});
    if (fit == freeBySize_.end())
        return std::nullopt;
    const auto [found, offset] = *fit;
    removeFree(free_.find(offset));
    if (found > wanted)
        addFree(offset + wanted, found - wanted);
    taken_.emplace(offset, wanted);
    return offset;
}

std::uint64_t RangeAllocator::free(std::uint64_t offset)
{
    const auto block = taken_.find(offset);
    XPU_INVARIANT(block != taken_.end(), "freed a block that is not taken");
    const std::uint64_t freed = block->second;
    taken_.erase(block);
    std::uint64_t begin = offset;
    std::uint64_t end = offset + freed;
    const auto next = free_.lower_bound(offset);
    if (next != free_.begin()) {
        const auto previous = std::prev(next);
        if (previous->first + previous->second == begin) {
            begin = previous->first;
            removeFree(previous);
        }
    }
    if (next != free_.end() && next->first == end) {
        end = next->first + next->second;
        removeFree(next);
    }
    addFree(begin, end - begin);
    return freed;
}

std::uint64_t RangeAllocator::largestFree() const
{
    return freeBySize_.empty() ? 0 : freeBySize_.rbegin()->first;
}

void RangeAllocator::addFree(std::uint64_t offset, std::uint64_t size)
{
    free_.emplace(offset, size);
    freeBySize_.emplace(size, offset);
    freeBytes_ += size;
}

void RangeAllocator::removeFree(std::map<std::uint64_t, std::uint64_t>::iterator block)
{
    freeBytes_ -= block->second;
    freeBySize_.erase({block->second, block->first});
    free_.erase(block);
}

} // namespace xpu::launch
