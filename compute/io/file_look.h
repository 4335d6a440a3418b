#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <vector>

namespace xpu::io {

/// Size, modification time in nanoseconds and inode of an open file: while they are the same, so is
/// what it holds. Errc::Io
Result<std::vector<std::int64_t>> lookOf(int fd);

} // namespace xpu::io
