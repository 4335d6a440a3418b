#pragma once

#include "compute/io/data_file.h"

namespace xpu::io {

/// Numbers separated by commas, semicolons or tabs, one row a line, as f64 [rows, columns]. Empty
/// lines and lines that start with # are skipped; a first line whose first field is no number is a
/// heading.
/// Errc::InvalidInput with the line and field that is no number, or the row of another length.
Result<LoadedData> readCsv(int fd);
/// Shape of the same, read through without keeping the values.
Result<TensorSpec> readCsvHeader(int fd);
/// Shortest text that reads back exactly; a scalar or 1-D array is one value a line.
Result<void> writeCsv(int fd, const TensorSpec& spec, const std::byte* data);

} // namespace xpu::io
