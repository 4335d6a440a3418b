#pragma once

#include "tests/compute/operators/random_cases.h"

#include <vector>

namespace xpu::tests {

/// Element i of a value of any real dtype.
double element(const Value& v, std::size_t i);
double numberOr(const Case& c, const char* name, double otherwise);
/// A picture's result as its dtype stores it.
double level(DType type, double v);

/// Definitions that fill files of their own.
std::vector<double> naiveHistogram(const Case& c);
std::vector<double> naiveScan(const Case& c);

} // namespace xpu::tests
