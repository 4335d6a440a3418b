#pragma once

#include <vector>

namespace xpu::operators {

/// Taps of `image.gauss`, shared by all its kernels so that they agree.
///
/// The filter: radius r = max(1, ceil(3 sigma)); tap i in [-r, r] weighs exp(-(i/sigma)^2 / 2),
/// normalised to sum 1 in double, then rounded to float. Coordinates outside are clamped to the
/// edge. Rows are filtered first into float, then columns; sums run in ascending i in float
/// without contraction. Integer results are floor(v + 0.5), clamped to the dtype's range.
/// @param sigma  > 0, at most kMaxSigma
/// @return 2 r + 1 weights
std::vector<float> gaussWeights(double sigma);

constexpr double kMaxSigma = 256;

} // namespace xpu::operators
