#pragma once

#include "compute/operators/kernel.h"
#include "core/task/expression.h"

namespace xpu::operators {

/// map x[, further inputs] -> y: an expression per element, inputs by port name. All inputs have
/// one shape, or a single element that stands for every position. Computes and returns f32, f64
/// when any input is f64.
BuiltinOperator map();

/// The expression of a launch of `map`, its inputs in the order of `inputs`.
tl::expected<Expression, ExpressionError> mapExpression(std::span<const PortSpec> inputs,
                                                        const Params& params);

} // namespace xpu::operators
