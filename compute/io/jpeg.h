#pragma once

#include "compute/io/data_file.h"

namespace xpu::io {

/// u8 [H, W, C], C = 1 or 3. Errc::Corrupt when so many pixels cannot come from a file of this
/// length; Unsupported for CMYK.
Result<TensorSpec> readJpegHeader(int fd);
Result<LoadedData> readJpeg(int fd);
/// u8 [H, W] or [H, W, C] with C = 1 or 3, quality 92.
Result<void> writeJpeg(int fd, const TensorSpec& spec, const std::byte* data);

} // namespace xpu::io
