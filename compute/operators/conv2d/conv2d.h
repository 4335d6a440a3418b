#pragma once

#include "compute/operators/kernel.h"
#include "compute/operators/window.h"

namespace xpu::operators {

/// conv2d x [N, C, H, W], w [M, C / groups, kh, kw] [, bias [M]] -> y [N, M, OH, OW]: the sum of x under
/// each window times w, plus bias (a cross-correlation, as networks have it). Parameters: `stride` and
/// `dilation`, one number or [h, w]; `pad`, one number or [top, left, bottom, right], of zeros; `groups`
/// of channels that do not see each other. f32.
BuiltinOperator conv2d();

struct ConvShape {
    std::int64_t images = 0;
    std::int64_t channels = 0; ///< of x
    std::int64_t results = 0;  ///< channels of y
    std::int64_t groups = 1;
    std::array<std::int64_t, 2> extent{}; ///< H, W
    std::array<std::int64_t, 2> made{};   ///< OH, OW
    Windows windows{};

    /// Terms of the sum behind one result.
    std::int64_t terms() const { return channels / groups * windows[0].size * windows[1].size; }
    std::int64_t outputs() const { return images * results * made[0] * made[1]; }
};

/// What a launch computes, or what is wrong with it.
tl::expected<ConvShape, InferError> convShape(std::span<const PortSpec> inputs,
                                              const Params& params);

} // namespace xpu::operators
