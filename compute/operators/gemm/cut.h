#pragma once

#include "compute/operators/gemm/gemm.h"
#include "compute/vulkan/tuning.h"

namespace xpu::vulkan {

/// How a gemm is cut for a device.
struct GemmCut {
    GemmTile tile;
    std::uint64_t tiles = 0; ///< of the whole batch
    std::uint64_t parts = 1; ///< of k, each with partial results of its own
    std::uint64_t partDepth = 0;
};

/// The tile that wastes least, and parts of k where there are too few tiles to keep the device busy.
/// @param depth  of k that is worked on
GemmCut cutFor(const operators::GemmShape& g, std::uint64_t depth, const Tuning& tuning, bool wide);

/// An invocation goes through so much of k: lavapipe ends all loops after 65 535 trips, and a step of
/// k costs at most three of them there.
inline constexpr std::uint64_t kMostDepth = 16384;

} // namespace xpu::vulkan
