#pragma once

#include "compute/operators/kernel.h"

namespace xpu::operators {

/// image.gauss x -> y: Gaussian blur of a picture, see weights.h for the exact filter.
BuiltinOperator gauss();

} // namespace xpu::operators
