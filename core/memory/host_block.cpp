#include "core/memory/host_block.h"

#include "core/memory/spare_memory.h"

#include <cstdlib>
#include <limits>

namespace xpu {
namespace {

constexpr std::size_t kAlignment = 4096; // what VK_EXT_external_memory_host asks for at most

// Kept memory would hide from the sanitizers who reads what is gone.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kKeeps = false;
#elif defined(__has_feature)
constexpr bool kKeeps = !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer);
#else
constexpr bool kKeeps = true;
#endif

bool isKept(std::size_t size) { return kKeeps && size >= SpareMemory::kLeast; }

std::size_t roundedUp(std::size_t size, std::size_t to) { return (size + to - 1) / to * to; }

} // namespace

Result<std::shared_ptr<HostBlock>> HostBlock::allocate(Bytes size)
{
    if (size.count > std::numeric_limits<std::size_t>::max() - SpareMemory::kPage)
        return fail(Errc::OutOfMemory, "host");
    void* memory =
        isKept(size.count)
            ? SpareMemory::instance().take(roundedUp(size.count, SpareMemory::kPage))
            : std::aligned_alloc(kAlignment,
                                 size.count == 0 ? kAlignment : roundedUp(size.count, kAlignment));
    if (memory == nullptr)
        return fail(Errc::OutOfMemory, "host");
    return std::shared_ptr<HostBlock>(new HostBlock(static_cast<std::byte*>(memory), size));
}

HostBlock::~HostBlock()
{
    if (isKept(size_.count))
        SpareMemory::instance().give(data_, roundedUp(size_.count, SpareMemory::kPage));
    else
        std::free(data_);
}

} // namespace xpu
