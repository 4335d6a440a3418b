#pragma once

#include "core/device/device.h"

#include <cstdint>
#include <span>
#include <vector>

namespace xpu {

/// Pieces of a divided launch as a device sees them. Pure.
struct PieceSpecs {
    std::vector<PortSpec> inputs;
    std::vector<TensorSpec> outputs;
    CostTerms cost;
    Bytes own; ///< what only this piece needs on a device of its own memory
};

/// What the rows `wanted` of the results take: the rows around them included.
PieceSpecs pieceSpecs(const OperatorWork& work, const Division& division,
                      std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs,
                      Rows wanted);

/// What the smallest piece needs on a device of its own memory, whole inputs included.
Bytes leastNeed(const OperatorWork& work, const Division& division,
                std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs);

/// The most rows a piece may have on the device, so that two of them and what both need of whole
/// inputs stay within its memory and the device takes their shapes; 0 = not even one grain.
std::uint64_t mostRows(const Device& device, const OperatorWork& work, const Division& division,
                       std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs);

} // namespace xpu
