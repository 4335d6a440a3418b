#include "compute/host/block_meter.h"

#include <chrono>

namespace xpu {

std::shared_ptr<const HostBlock> BlockMeter::track(std::shared_ptr<HostBlock> block)
{
    const std::uint64_t size = block->size().count;
    const std::uint64_t used = counters_->used.fetch_add(size) + size;
    std::uint64_t peak = counters_->peak.load();
    while (peak < used && !counters_->peak.compare_exchange_weak(peak, used)) {
    }
    const HostBlock* const raw = block.get();
    return {raw, [owner = std::move(block), counters = counters_, size](const HostBlock*) {
                counters->used.fetch_sub(size);
            }};
}

void BlockMeter::addBusy(Seconds time)
{
    counters_->busyNanos.fetch_add(
        std::chrono::duration_cast<std::chrono::nanoseconds>(time).count());
}

DeviceUsage BlockMeter::usage() const
{
    DeviceUsage usage;
    usage.used = Bytes(counters_->used.load());
    usage.reserved = usage.used; // the system's allocator is the pool
    usage.peak = Bytes(counters_->peak.load());
    usage.busy = std::chrono::nanoseconds(counters_->busyNanos.load());
    return usage;
}

} // namespace xpu
