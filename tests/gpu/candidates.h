#pragma once

#include "tests/gpu/shipped_kernels.h"
#include "tests/gpu/table.h"

namespace xpu::tests {

/// gemm with each tile that a row of the tuning table could have, for whole matrices that are read
/// four elements at a time. The kernel's name is "AMD RDNA, large": architecture and role.
std::vector<Variant> candidateKernels(const vulkan::Traits& traits);

/// The statistics of candidates beside each other, with the cycles of a thousand useful FMAs, the
/// chosen tiles marked.
std::string candidateText(const Table& candidates);

/// Where a tile was chosen though another of its role takes fewer cycles for an FMA, spills nothing
/// and leaves room for enough waves. One sentence each.
std::vector<std::string> wrongChoices(const Table& candidates);

} // namespace xpu::tests
