#pragma once

#include "core/device/tensor.h"

#include <cstdint>
#include <optional>
#include <string_view>

/// The words by which operators/element.glsl and fold.glsl are told types and functions.
namespace xpu::vulkan {

inline constexpr std::uint32_t kPartialWord = 8;   ///< source: doubles and partial results
inline constexpr std::uint32_t kPartialTarget = 0; ///< target: a partial result

/// kSource for a dtype; nullopt when no such elements are read.
/// @param wide  the kernel computes in double
std::optional<std::uint32_t> sourceWord(DType type, bool wide);
/// kTarget for joins returned as f32 or f64.
std::uint32_t foldTarget(DType type);
/// kFn for `fn` of reduce and scan.
std::uint32_t foldWord(std::string_view fn);

} // namespace xpu::vulkan
