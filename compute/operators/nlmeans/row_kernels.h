#pragma once

#include <cstddef>

/// Loops over rows of floats that `image.nlmeans` spends its time in, one result per position.
namespace xpu::operators::rows {

/// out = sum over the channels of (a - b)^2; channel c lies `plane` floats after the one before.
void squaredDifference(const float* a, const float* b, std::size_t channels, std::size_t plane,
                       std::size_t count, float* out);
/// out = rows[0] + rows[1] + ...
void sumOf(const float* const* rows, std::size_t rowCount, std::size_t count, float* out);
/// out = weight of the sum of `across` neighbours from the same position on.
void weigh(const float* sums, std::size_t across, float scale, std::size_t count, float* out);
/// sum += weight * (there - here)
void addDifference(const float* weight, const float* there, const float* here, std::size_t count,
                   float* sum);
/// sum += weight
void add(const float* weight, std::size_t count, float* sum);

} // namespace xpu::operators::rows
