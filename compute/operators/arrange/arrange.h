#pragma once

#include "compute/operators/kernel.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace xpu::operators {

/// Operators that only move elements, of any dtype.
///
/// concat x[, further inputs] -> y: one behind the other along `axis` (0), in the order of the ports;
/// all other extents and the dtype are the same.
BuiltinOperator concat();
/// reshape x -> y: the same elements in order in another `shape`; one extent may be -1, what is left.
BuiltinOperator reshape();
/// transpose x -> y: axis i of y is axis axes[i] of x; without `axes` their order is turned around.
BuiltinOperator transpose();

/// Moves extent[0] x extent[1] x ... elements between places whose numbers grow by the strides of
/// each axis.
struct Moves {
    struct Axis {
        std::uint64_t extent = 1;
        std::uint64_t from = 0;
        std::uint64_t to = 0;
    };
    std::vector<Axis> axes; ///< the last moves fastest; what lies together is one axis
    std::uint64_t to = 0;   ///< place of the first

    std::uint64_t count() const;
};

/// What a launch moves, input by input.
std::vector<Moves> movesOf(const std::string& op, std::span<const PortSpec> inputs,
                           const TensorSpec& output, const Params& params);

/// The same in words of four bytes; nothing where elements are smaller and move apart.
std::optional<Moves> inWords(const Moves& moves, DType dtype);

} // namespace xpu::operators
