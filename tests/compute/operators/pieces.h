#pragma once

#include "tests/compute/operators/agreement.h"

namespace xpu::tests {

/// Runs `count` random cases of `op` on the device, whole and cut into random pieces of rows that are
/// put together, and compares within the descriptor's tolerance. Cases that cannot be cut are
/// skipped.
Agreement compareWithPieces(DeviceRunner& device, const std::string& op, std::size_t count,
                            std::uint64_t seed);

} // namespace xpu::tests
