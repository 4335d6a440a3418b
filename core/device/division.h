#pragma once

#include "core/device/tensor.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace xpu {

/// Rows `first` up to, not including, `end` of an array's first axis.
struct Rows {
    std::uint64_t first = 0;
    std::uint64_t end = 0;

    bool operator==(const Rows&) const = default;
    std::uint64_t count() const { return end - first; }
};

/// How a launch can be done in pieces: along the first axis of its outputs, which all have `rows`
/// rows. Row i of a result needs the rows i - reach ... i + reach of the inputs that are cut, as far
/// as there are such rows, and all of the others.
struct Division {
    std::uint64_t rows = 0;
    std::uint64_t grain = 1; ///< pieces begin at multiples of it
    std::uint64_t reach = 0;
    std::vector<bool> whole; ///< by input: every piece needs all of it
};

/// The rows a launch has to work on so that `wanted` of its results are right.
inline Rows worked(const Division& division, Rows wanted)
{
    return {wanted.first - std::min(wanted.first, division.reach),
            std::min(division.rows, wanted.end + division.reach)};
}

/// The same array with other rows.
inline TensorSpec withRows(TensorSpec spec, std::uint64_t rows)
{
    spec.shape.extent[0] = rows;
    return spec;
}

/// Bytes of one row. The array has rows.
inline std::size_t rowBytes(const TensorSpec& spec) { return withRows(spec, 1).bytes().count; }

} // namespace xpu
