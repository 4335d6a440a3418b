#pragma once

#include "core/task/diagnostic.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace xpu::task {

inline constexpr std::size_t kMaxFileBytes = std::size_t{256} * 1024;
inline constexpr std::size_t kMaxKeyParts = 16;
/// Arrays and inline tables inside each other.
inline constexpr std::size_t kMaxNesting = 16;

/// Looks at a task file before the TOML parser may: E103 (too large), E101 (not UTF-8) and E104
/// (key with too many parts, values nested too deep). The parser recurses once per key part and
/// per level, so it must never see such a file.
std::optional<Diagnostic> prescan(std::string_view text);

} // namespace xpu::task
