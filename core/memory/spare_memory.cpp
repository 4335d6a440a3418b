#include "core/memory/spare_memory.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>

namespace xpu {

SpareMemory::~SpareMemory()
{
    for (const Piece& piece : pieces_)
        std::free(piece.memory);
}

SpareMemory& SpareMemory::instance()
{
    static auto* const ofTheProcess = new SpareMemory; // values may be let go of while it ends
    return *ofTheProcess;
}

void* SpareMemory::take(std::size_t size)
{
    {
        const MutexLock lock(mutex_);
        // The newest is the likeliest to have its pages still.
        const auto found = std::find_if(pieces_.rbegin(), pieces_.rend(),
                                        [&](const Piece& piece) { return piece.size == size; });
        if (found != pieces_.rend()) {
            void* const memory = found->memory;
            pieces_.erase(std::next(found).base());
            kept_ -= size;
            return memory;
        }
    }
    void* const memory = std::aligned_alloc(kPage, size);
    if (memory != nullptr)
        ::madvise(memory, size, MADV_HUGEPAGE); // a hint: without such pages all is as before
    return memory;
}

void SpareMemory::give(void* memory, std::size_t size)
{
    if (size > kMost) {
        std::free(memory);
        return;
    }
    ::madvise(memory, size, MADV_FREE);
    std::deque<Piece> old; // freed without the lock
    const MutexLock lock(mutex_);
    for (; kept_ + size > kMost; pieces_.pop_front()) {
        old.push_back(pieces_.front());
        kept_ -= pieces_.front().size;
    }
    pieces_.push_back({memory, size});
    kept_ += size;
    for (const Piece& piece : old)
        std::free(piece.memory);
}

std::size_t SpareMemory::kept() const
{
    const MutexLock lock(mutex_);
    return kept_;
}

} // namespace xpu
