#pragma once

#include "core/base/units.h"
#include "core/device/operator_info.h"
#include "core/device/tensor.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace xpu {

/// One finished launch as history remembers it.
struct PastRun {
    std::string operation;
    std::string device; ///< fingerprintOf the device it ran on; empty for what no device does
    DType dtype = DType::F32;
    CostTerms terms;
    Seconds run{0};
    Seconds prepare{0};
};

/// A measurement of an operator on a device: stored when it begins and again when it has ended.
struct PastProbe {
    PastRun run;
    std::uint32_t size = 0;  ///< index into OperatorInfo::probes
    std::uint32_t tries = 0; ///< times it was begun
    bool measured = false;   ///< else the times of `run` mean nothing
};

/// Runs kept per (operation, device, dtype): old ones would hardly count any more.
inline constexpr std::size_t kSamplesKept = 64;

} // namespace xpu
