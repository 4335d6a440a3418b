#pragma once

#include "compute/operators/kernel.h"
#include "core/task/expression.h"

namespace xpu::operators {

/// map x[, further inputs] -> y: an expression per element, inputs by port name. Shapes are aligned
/// at their last axis; where an input has one element along an axis, or no such axis, it stands for
/// every position (a single element adds no axes to the result). Computes and returns f32, f64 when
/// any input is f64.
BuiltinOperator map();

/// How the place of a result leads to the element of an input that is smaller: the place is counted
/// out over the axes, the last fastest, and the strides of an input's elements added up.
struct SpreadAxis {
    std::uint64_t extent = 1;
    std::uint64_t stride = 0; ///< 0: one element stands for all
};
/// Empty for an input of the result's shape and for a single element.
std::vector<SpreadAxis> spreadOf(const Shape& input, const Shape& result);

/// The expression of a launch of `map`, its inputs in the order of `inputs`.
tl::expected<Expression, ExpressionError> mapExpression(std::span<const PortSpec> inputs,
                                                        const Params& params);

} // namespace xpu::operators
