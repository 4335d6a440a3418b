#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

/// The work of some operators as plain oneTBB loops: what the Vulkan device of this machine's own
/// processors is held against.
namespace xpu::bench::loops {

/// y = 2.5 x + b
void saxpy(std::span<const float> x, std::span<const float> b, std::span<float> y);
double sum(std::span<const float> x);
/// 5 x 5 weights over a picture whose edge is repeated.
void convolve(std::span<const float> x, std::size_t width, std::span<const float> weights,
              std::span<float> y);
/// 256 bins over [0, 1]
void histogram(std::span<const float> x, std::span<std::uint32_t> bins);

} // namespace xpu::bench::loops
