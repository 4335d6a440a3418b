#pragma once

#include "compute/io/data_file.h"

namespace xpu::io {

/// Spec of a PNG from its IHDR: u8 or u16 [H, W, C], C = 1, 3 or 4; palettes and transparency
/// expanded, gray with alpha as RGBA. Errc::Corrupt when so many pixels cannot come from a file of
/// this length.
Result<TensorSpec> readPngHeader(int fd);
Result<LoadedData> readPng(int fd);
/// u8 or u16 [H, W] or [H, W, C] with C = 1, 3, 4.
Result<void> writePng(int fd, const TensorSpec& spec, const std::byte* data);

} // namespace xpu::io
