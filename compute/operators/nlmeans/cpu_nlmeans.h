#pragma once

#include "compute/operators/nlmeans/nlmeans.h"

namespace xpu::operators {

/// Tile by tile, in each offset by offset: weights of whole rows first, then both pixels of every
/// pair receive their share.
Result<void> cpuNlmeans(const KernelCall& call, Slices& slices);

/// Scratch memory of one thread.
Bytes nlmeansScratch(const Nlmeans& n);

} // namespace xpu::operators
