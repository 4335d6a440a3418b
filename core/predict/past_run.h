#pragma once

#include "core/base/units.h"
#include "core/device/operator_info.h"
#include "core/device/tensor.h"

#include <cstddef>
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

/// Runs kept per (operation, device, dtype): old ones would hardly count any more.
inline constexpr std::size_t kSamplesKept = 64;

} // namespace xpu
