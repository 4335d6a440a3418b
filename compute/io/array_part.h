#pragma once

#include "compute/io/data_file.h"
#include "core/device/operator_info.h"

namespace xpu::io {

/// Whether a read is of an array inside of a file: `params` are those of a FilePart.
bool isOfPart(const Params& params);

/// That array, read straight to where it is used.
/// Errc::Conflict when the file is not the one that was looked at, Corrupt when it ends before
Result<LoadedData> readPart(int fd, const Params& params);

} // namespace xpu::io
