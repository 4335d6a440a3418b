#pragma once

#include "compute/operators/kernel.h"

namespace xpu::operators {

/// image.resize x -> y: resamples a picture to width and height, to one of them keeping its
/// proportions, or by scale. See resample.h for the exact filter.
BuiltinOperator resize();

} // namespace xpu::operators
