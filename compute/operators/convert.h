#pragma once

#include "core/device/tensor.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace xpu::operators {

/// IEEE half to float, exact.
float halfToFloat(std::uint16_t bits);

/// Converts out.size() elements from position `first` on; c64 is not convertible.
void toFloat(DType type, const std::byte* data, std::size_t first, std::span<float> out);
void toDouble(DType type, const std::byte* data, std::size_t first, std::span<double> out);

/// Stores pictures' samples: f32 as they are, u8 and u16 as floor(v + 0.5) clamped to their range
/// (NaN becomes 0).
void storeRounded(DType type, std::span<const float> values, std::byte* data, std::size_t first);

} // namespace xpu::operators
