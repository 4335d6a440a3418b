#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace xpu::vulkan {

/// GLSL compute shader to SPIR-V for Vulkan 1.1, optimised.
/// Errc::InvalidInput with the compiler's messages, "name:line: ..." each.
Result<std::vector<std::uint32_t>> compileGlsl(const std::string& text, const std::string& name);
/// As written, with the names of variables and blocks: for a kernel that is to be reflected.
Result<std::vector<std::uint32_t>> compileGlslWithNames(const std::string& text,
                                                        const std::string& name);

} // namespace xpu::vulkan
