#pragma once

#include "tests/compute/operators/random_cases.h"

namespace xpu::tests {

/// What came of comparing two devices.
struct Agreement {
    std::size_t compared = 0;
    std::size_t skipped = 0; ///< the second device said whyNot
    double worstShare = 0;   ///< largest difference as a share of the tolerance; <= 1 is agreement
    double worst = 0;        ///< that difference in the tolerance's own unit
    std::string worstCase;   ///< shapes and parameters of it
    std::string failure;     ///< a launch that failed, empty when none did

    bool holds(std::size_t atLeast) const
    {
        return failure.empty() && compared >= atLeast && worstShare <= 1;
    }
};

/// Runs `count` random cases of `op` on both devices and compares within the descriptor's
/// tolerance; prints the worst difference. Both devices must be started by their runners.
Agreement compareDevices(DeviceRunner& first, DeviceRunner& second, const std::string& op,
                         std::size_t count = 200, std::uint64_t seed = 1);

/// Difference of two results for one output as a share of what the tolerance allows; `unit` gets the
/// difference.
double shareOfTolerance(const Case& c, std::size_t output, const HostBlock& a, const HostBlock& b,
                        double& unit);

} // namespace xpu::tests
