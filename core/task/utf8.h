#pragma once

#include "core/task/findings.h"

#include <cstddef>
#include <string_view>

namespace xpu::task {

/// Offset of the first byte that is not part of well-formed UTF-8 (RFC 3629), or npos.
std::size_t firstInvalidUtf8(std::string_view text);

/// Line and column (code points) of the byte at `offset`; text before it must be UTF-8.
Position positionOf(std::string_view text, std::size_t offset);

} // namespace xpu::task
