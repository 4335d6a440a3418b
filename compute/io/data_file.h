#pragma once

#include "core/base/result.h"
#include "core/device/tensor.h"
#include "core/memory/host_block.h"

#include <memory>
#include <optional>
#include <string_view>

namespace xpu::io {

struct LoadedData {
    TensorSpec spec;
    std::shared_ptr<HostBlock> data;
};

/// Shape and dtype of a data file (npy, PNG, JPEG by content, csv by name) from its header; a csv
/// is read through, as it has none. The descriptor stays the caller's; its position may move.
/// Errc::InvalidInput (not such a file), Corrupt (promises more than the file holds, overflows),
/// Unsupported (object arrays, other kinds)
Result<TensorSpec> readDataHeader(int fd, std::string_view fileName);

/// The whole file. Memory is allocated only after the header was found plausible.
Result<LoadedData> readDataFile(int fd, std::string_view fileName);

/// Writes in the format of the extension: .npy (any dtype), .png (u8, u16; f32 and f64 rounded to
/// u8), .jpg/.jpeg (u8; f32 and f64 rounded), .csv (up to 2-D, real dtypes).
/// Errc::Unsupported when that format cannot hold such data
Result<void> writeDataFile(int fd, std::string_view fileName, const TensorSpec& spec,
                           const std::byte* data);

} // namespace xpu::io
