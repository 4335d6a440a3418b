#pragma once

#include "compute/io/data_file.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace xpu::io {

/// The header of an .npy file (NEP 1, versions 1 to 3).
struct NpyHeader {
    TensorSpec spec;
    bool fortranOrder = false;
    bool swapped = false; ///< stored in the other byte order
    std::uint64_t dataOffset = 0;
};

/// Parses the dictionary text alone.
/// Errc::InvalidInput (malformed), Unsupported (object and other dtypes, too many dimensions),
/// Corrupt (the shape overflows)
Result<NpyHeader> parseNpyDictionary(std::string_view text);

/// Reads the header and checks it against the file's length.
Result<NpyHeader> readNpyHeader(int fd);
/// Values in native byte order and row-major, converted where the file has them otherwise.
Result<LoadedData> readNpy(int fd);
/// Version 1.0, native order, row-major.
Result<void> writeNpy(int fd, const TensorSpec& spec, const std::byte* data);

} // namespace xpu::io
