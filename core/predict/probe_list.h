#pragma once

#include "core/base/ids.h"
#include "core/device/device.h"
#include "core/predict/past_run.h"

#include <cstdint>
#include <span>
#include <vector>

namespace xpu {

/// A launch that is still to measure an operator on a device.
struct WantedProbe {
    DeviceIndex device;
    const OperatorInfo* op = nullptr;
    std::uint32_t size = 0;  ///< index into OperatorInfo::probes
    std::uint32_t tries = 0; ///< times it was begun before
};

/// A probe that was begun so often and never ended is given up until the fingerprint changes.
inline constexpr std::uint32_t kMostProbeTries = 3;

/// The probes that `past` does not hold for these devices as they are now: each is measured once per
/// fingerprint. By device, operator and size, small ones first.
std::vector<WantedProbe> wantedProbes(const OperatorCatalog& catalog,
                                      const std::vector<DeviceInfo>& devices,
                                      std::span<const PastProbe> past);

} // namespace xpu
