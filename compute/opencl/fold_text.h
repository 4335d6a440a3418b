#pragma once

#include "compute/opencl/plan.h"

namespace xpu::opencl {

/// What fold.cl and the kernels that join elements are told, and fold.cl itself.
/// @param fn              of reduce and scan
/// @param source, target  of the buffers x and y
std::string foldText(std::string_view fn, DType source, DType target);

} // namespace xpu::opencl
