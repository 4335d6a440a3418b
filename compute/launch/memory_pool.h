#pragma once

#include "compute/launch/range_allocator.h"
#include "core/base/result.h"
#include "core/base/units.h"
#include "core/device/device.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace xpu::launch {

/// One piece of memory taken from the driver, a buffer over all of it and its mapping, if any.
struct Chunk {
    void* memory = nullptr; ///< handles of the driver, which alone knows their types
    void* buffer = nullptr;
    std::byte* mapped = nullptr; ///< null when the host cannot see it
    Bytes size;
};

/// Where chunks come from: the driver, or a table in a test.
struct ChunkSource {
    std::function<Result<Chunk>(Bytes)> allocate;
    std::function<void(const Chunk&)> free;
};

/// A taken piece of a chunk.
struct Block {
    std::uint32_t chunk = 0;
    std::uint64_t offset = 0;
    std::uint64_t size = 0; ///< as asked for
    void* buffer = nullptr;
    std::byte* mapped = nullptr; ///< of this block's first byte, null when not mapped
};

/// Sub-allocates from few large chunks, so that no launch in a steady state asks the driver for
/// memory. Empty chunks stay for the next launch until the limit needs them. One thread only.
class MemoryPool {
public:
    struct Limits {
        Bytes total;                    ///< all chunks together
        Bytes chunk = 64_MiB;           ///< usual chunk; larger blocks get a chunk of their size
        std::uint64_t granule = 256;    ///< offsets and sizes are multiples of it
        std::uint64_t chunkCount = 512; ///< drivers allow few allocations (at least 4096)
    };

    MemoryPool(ChunkSource source, Limits limits);
    ~MemoryPool();
    MemoryPool(const MemoryPool&) = delete;
    MemoryPool& operator=(const MemoryPool&) = delete;

    /// A block of at least `size` bytes; zero bytes are legal and take one granule.
    /// Errc::OutOfMemory when the limit does not allow it or the driver refuses.
    Result<Block> allocate(Bytes size);
    void free(const Block& block);

    /// used, reserved, peak and fragmentation; `busy` is not this class's matter.
    DeviceUsage usage() const;

private:
    struct Slot {
        Chunk chunk;
        RangeAllocator ranges;
    };

    Result<std::uint32_t> chunkFor(std::uint64_t size);
    Result<std::uint32_t> grow(std::uint64_t size);
    void dropEmptyChunks();
    std::uint64_t chunksInUse() const;

    ChunkSource source_;
    Limits limits_;
    std::vector<std::unique_ptr<Slot>> slots_; ///< null where a chunk was given back
    std::uint64_t used_ = 0;
    std::uint64_t reserved_ = 0;
    std::uint64_t peak_ = 0;
};

} // namespace xpu::launch
