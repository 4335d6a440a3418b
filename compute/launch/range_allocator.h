#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace xpu::launch {

/// Divides the range [0, size) into blocks: best fit, lowest offset among equals, neighbours
/// joined when freed. Pure book-keeping; every operation is O(log blocks).
class RangeAllocator {
public:
    /// Block sizes are rounded up to a multiple of `granule`, so offsets are aligned to it.
    RangeAllocator(std::uint64_t size, std::uint64_t granule);

    /// Offset of a free block of at least `size`, now taken; nullopt when none is large enough.
    std::optional<std::uint64_t> allocate(std::uint64_t size);
    /// Returns the size of the block freed at `offset`, which `allocate` must have given.
    std::uint64_t free(std::uint64_t offset);

    /// What `allocate(size)` would take from the range.
    std::uint64_t rounded(std::uint64_t size) const;
    /// Size of the smallest free block that holds `size`; nullopt when none does.
    std::optional<std::uint64_t> bestFit(std::uint64_t size) const;
    std::uint64_t size() const { return size_; }
    std::uint64_t freeBytes() const { return freeBytes_; }
    std::uint64_t largestFree() const;
    bool isEmpty() const { return taken_.empty(); }

private:
    void addFree(std::uint64_t offset, std::uint64_t size);
    void removeFree(std::map<std::uint64_t, std::uint64_t>::iterator block);

    std::uint64_t size_;
    std::uint64_t granule_;
    std::uint64_t freeBytes_ = 0;
    std::map<std::uint64_t, std::uint64_t> free_;                  ///< offset -> size
    std::set<std::pair<std::uint64_t, std::uint64_t>> freeBySize_; ///< (size, offset)
    std::map<std::uint64_t, std::uint64_t> taken_;                 ///< offset -> size
};

} // namespace xpu::launch
