#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace xpu::io {

/// Reads exactly out.size() bytes at `offset`. Errc::Corrupt when the file ends before, Io
Result<void> readAt(int fd, std::uint64_t offset, std::span<std::byte> out);
/// Reads up to out.size() bytes at `offset`; the count read, 0 at the end.
Result<std::size_t> readSomeAt(int fd, std::uint64_t offset, std::span<std::byte> out);
/// Appends all of `data`. Errc::NoSpace, Io
Result<void> writeAll(int fd, std::span<const std::byte> data);
/// Size of a regular file. Errc::InvalidInput for folders, pipes and devices
Result<std::uint64_t> regularFileSize(int fd);
/// What errno says, with the operation that failed.
Error errnoError(const char* operation, int error);

} // namespace xpu::io
