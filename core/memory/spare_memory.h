#pragma once

#include "core/base/mutex.h"

#include <cstddef>
#include <deque>

namespace xpu {

/// Large pieces of memory that were let go, kept for those who want the same size next: the system
/// makes and clears new pages more slowly than a processor fills them. The system may take the
/// pages of pieces kept here at any time. Thread-safe.
class SpareMemory {
public:
    static constexpr std::size_t kLeast = std::size_t{4} << 20;  ///< smaller ones are not kept
    static constexpr std::size_t kMost = std::size_t{512} << 20; ///< bytes kept together
    static constexpr std::size_t kPage = std::size_t{2} << 20;   ///< alignment, a huge page

    SpareMemory() = default;
    ~SpareMemory();
    SpareMemory(const SpareMemory&) = delete;
    SpareMemory& operator=(const SpareMemory&) = delete;
    /// That of the process, which it outlives.
    static SpareMemory& instance();

    /// Uninitialised memory of `size` bytes, a multiple of kPage; null when the system refuses.
    void* take(std::size_t size);
    /// Takes back what `take` gave.
    void give(void* memory, std::size_t size);
    std::size_t kept() const; ///< bytes

private:
    struct Piece {
        void* memory;
        std::size_t size;
    };

    mutable Mutex mutex_;
    std::deque<Piece> pieces_ XPU_GUARDED_BY(mutex_); ///< oldest first
    std::size_t kept_ XPU_GUARDED_BY(mutex_) = 0;
};

} // namespace xpu
