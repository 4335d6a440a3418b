#pragma once

#include "core/device/tensor.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace xpu::kernels {

/// Where two values of one kind lie further apart than allowed, as text for people: the element that
/// differs most; nothing where they agree. NaN agrees with NaN.
/// @param tolerance  relative to the larger of both, and for small ones to a thousandth of the
///                   largest value there is
std::optional<std::string> difference(const TensorSpec& spec, std::span<const std::byte> one,
                                      std::span<const std::byte> other, double tolerance);

} // namespace xpu::kernels
