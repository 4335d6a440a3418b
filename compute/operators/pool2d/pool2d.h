#pragma once

#include "compute/operators/kernel.h"
#include "compute/operators/window.h"

namespace xpu::operators {

/// pool2d x [N, C, H, W] -> y [N, C, OH, OW]: the max or mean (`fn`) of x under each window of `size`, one
/// number or [h, w], 0 being the whole extent. Parameters: `stride` (default: the size), `dilation` and
/// `pad` as in conv2d; `ceil` also takes windows that end outside. A mean counts padding with
/// `count_pad` only; max does not see it. A NaN makes its windows NaN. f32.
BuiltinOperator pool2d();

struct PoolShape {
    std::int64_t planes = 0; ///< images x channels
    std::array<std::int64_t, 2> extent{};
    std::array<std::int64_t, 2> made{};
    Windows windows{};
    bool mean = false;
    bool countPad = false;
};

/// What a launch computes, or what is wrong with it.
tl::expected<PoolShape, InferError> poolShape(std::span<const PortSpec> inputs,
                                              const Params& params);

} // namespace xpu::operators
