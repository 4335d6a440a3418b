#pragma once

#include "compute/operators/params.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace xpu::operators {

/// A window that slides along one axis, its elements `dilation` apart, over what is padded on both
/// sides.
struct Window {
    std::int64_t size = 1;
    std::int64_t stride = 1;
    std::int64_t before = 0; ///< padding
    std::int64_t after = 0;
    std::int64_t dilation = 1;

    std::int64_t reach() const { return (size - 1) * dilation + 1; }
    /// Positions over `extent` elements; with `partial` also those that begin inside and end outside
    /// what is padded. 0 = none fits.
    std::int64_t positions(std::int64_t extent, bool partial = false) const;
};

/// The windows of the axes H and W.
using Windows = std::array<Window, 2>;

/// Reads `stride`, `dilation` (one number, or those of H and W) and `pad` (one, or top, left, bottom,
/// right) into windows of known size.
/// @return the parameter at fault and what is wrong with it
std::optional<InferError> readWindows(const Params& params, Windows& windows);

/// One number for both axes, or two; nullopt when the parameter is not given.
/// @return false when it is a list of another length or a number is below `least`
bool readPair(const Params& params, std::string_view name, std::int64_t least,
              std::optional<std::array<std::int64_t, 2>>& pair);

ParamInfo pairParam(std::string name);

} // namespace xpu::operators
