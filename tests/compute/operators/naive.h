#pragma once

#include "tests/compute/operators/random_cases.h"

#include <vector>

namespace xpu::tests {

/// The operators once more, straight from their definitions and in double, sharing no code with
/// the kernels. One value per output element; picture levels are already rounded and clamped.
std::vector<double> naiveResult(const Case& c);

} // namespace xpu::tests
