#pragma once

#include "tests/gpu/table.h"

#include <array>

namespace xpu::tests {

/// The GPU families whose code is judged, oldest first.
inline constexpr std::array kFamilies{"polaris10", "vega10", "navi10", "navi21", "gfx1100"};

/// Waves that a SIMD must have room for.
std::uint64_t leastWaves(const std::string& family);

/// What must hold of every kernel whatever it was before: no spills, no scratch, enough waves to
/// hide memory latency. One sentence per offence.
std::vector<std::string> offences(const Table& now);

/// What has become worse than the committed table says, and which rows it lacks or has too many.
/// Empty for another version of the compiler: its figures do not compare.
std::vector<std::string> regressions(const Table& committed, const Table& now);

} // namespace xpu::tests
