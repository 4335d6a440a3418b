#pragma once

#include "tests/compute/operators/random_cases.h"

#include <vector>

namespace xpu::tests {

/// The operators once more, straight from their definitions and in double, sharing no code with
/// the kernels. For every output one value an element (two of c64); picture levels are already
/// rounded and clamped.
std::vector<std::vector<double>> naiveResults(const Case& c);

} // namespace xpu::tests
