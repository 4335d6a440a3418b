#pragma once

#include "core/device/operator_info.h"
#include "core/device/tensor.h"

#include <cstdint>
#include <vector>

namespace xpu {

/// An array that lies inside a larger file, as the weights of a model do.
struct FilePart {
    TensorSpec spec;
    /// Of its first byte in the file: row-major, without gaps, little-endian.
    std::uint64_t offset = 0;
    /// The array itself, where the file does not hold it as it is needed; then `offset` means nothing.
    std::vector<double> values{};
    /// One factor for every row of the first axis; empty = as it stands.
    std::vector<double> rowScale{};
    /// Size, modification time in nanoseconds and inode of the file that was looked at: what lies
    /// there in another one means something else.
    std::vector<std::int64_t> look{};
};

/// What a launch of `file.load` is told of the part it has to read.
inline Params paramsOf(const FilePart& part)
{
    Params params;
    params["dtype"] = std::string(nameOf(part.spec.dtype));
    const auto* extents = part.spec.shape.extent.data();
    params["shape"] = std::vector<std::int64_t>(extents, extents + part.spec.shape.rank);
    params["offset"] = static_cast<std::int64_t>(part.offset);
    params["look"] = part.look;
    if (!part.values.empty())
        params["values"] = part.values;
    if (!part.rowScale.empty())
        params["row_scale"] = part.rowScale;
    return params;
}

} // namespace xpu
