#pragma once

#include "core/device/device.h"
#include "core/memory/host_block.h"

#include <atomic>
#include <cstdint>
#include <memory>

namespace xpu {

/// Counts the blocks a host-memory device has made for as long as anybody holds them, and the time
/// it was at work. Thread-safe.
class BlockMeter {
public:
    /// The same block, counted until its last holder lets go.
    std::shared_ptr<const HostBlock> track(std::shared_ptr<HostBlock> block);
    void addBusy(Seconds time);
    DeviceUsage usage() const;

private:
    struct Counters {
        std::atomic<std::uint64_t> used{0};
        std::atomic<std::uint64_t> peak{0};
        std::atomic<std::int64_t> busyNanos{0};
    };
    std::shared_ptr<Counters> counters_ = std::make_shared<Counters>();
};

} // namespace xpu
