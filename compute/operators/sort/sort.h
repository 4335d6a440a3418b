#pragma once

#include "compute/operators/kernel.h"

namespace xpu::operators {

/// sort x -> y [, index]: each row along the last axis in ascending order, or with `descending` in
/// descending order; a scalar is a row of one. Takes every real dtype and keeps it. NaNs count as
/// larger than everything and come out as the quiet NaN; -0 is less than 0. Equal elements keep their
/// order, which `index` (i32, made when asked for) tells: y[r, i] = x[r, index[r, i]]. All devices
/// return the same bits.
BuiltinOperator sort();

/// An array as rows of the last axis.
struct SortExtent {
    std::uint64_t rows = 1;
    std::uint64_t length = 1;
};
SortExtent sortExtent(const TensorSpec& x);

/// One digit of a key is so many bits in the passes of devices.
inline constexpr std::uint32_t kSortBits = 4;
/// Elements one work-group of a device sorts at least.
inline constexpr std::uint64_t kLeastSortTile = 512;

} // namespace xpu::operators
