#include "core/memory/host_block.h"

#include <cstdlib>

namespace xpu {
namespace {

constexpr std::size_t kAlignment = 4096; // what VK_EXT_external_memory_host asks for at most

} // namespace

Result<std::shared_ptr<HostBlock>> HostBlock::allocate(Bytes size)
{
    const std::size_t rounded = (size.count + kAlignment - 1) / kAlignment * kAlignment;
    if (rounded < size.count)
        return fail(Errc::OutOfMemory, "host");
    void* memory = std::aligned_alloc(kAlignment, rounded == 0 ? kAlignment : rounded);
    if (memory == nullptr)
        return fail(Errc::OutOfMemory, "host");
    return std::shared_ptr<HostBlock>(new HostBlock(static_cast<std::byte*>(memory), size));
}

HostBlock::~HostBlock() { std::free(data_); }

} // namespace xpu
