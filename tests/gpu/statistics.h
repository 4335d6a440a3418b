#pragma once

#include <cstdint>

namespace xpu::tests {

/// What a driver's compiler says of one kernel. Static figures: good for ratios between kernels.
struct Statistics {
    std::uint64_t vgprs = 0;
    std::uint64_t sgprs = 0;
    std::uint64_t spills = 0;  ///< registers of either kind that went to memory
    std::uint64_t shared = 0;  ///< bytes of a group
    std::uint64_t scratch = 0; ///< bytes of an invocation
    std::uint64_t waves = 0;   ///< subgroups a SIMD holds at once
    std::uint64_t instructions = 0;
    std::uint64_t latency = 0;
    std::uint64_t cycles = 0;     ///< inverse throughput
    std::uint64_t fmaPercent = 0; ///< see fmaPercent()

    bool operator==(const Statistics&) const = default;
};

} // namespace xpu::tests
