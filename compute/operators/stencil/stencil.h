#pragma once

#include "compute/operators/kernel.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace xpu::operators {

/// stencil2d x -> y: every element becomes the weighted sum of its neighbours, `steps` (1) times in
/// a row. x is [H, W], or [H, W, C] whose channels do not mix; y has its shape and dtype.
///
/// `weights` is a square of odd side, up to 31, row by row; its middle weighs the element itself. A
/// weight of 0 leaves that neighbour out. `border` says what stands outside: "clamp" (default: the
/// nearest element), "wrap" (the other side), "mirror" (reflected, the edge itself not repeated) or
/// "zero".
/// f32 and f64 are computed in their own type; u8 and u16 in f32, rounded once at the end: half up,
/// clamped to the range. Sums run over the weights in their order without contraction.
BuiltinOperator stencil2d();

enum class Border : std::uint8_t { Clamp, Wrap, Mirror, Zero };

struct StencilTap {
    std::int32_t down = 0;
    std::int32_t across = 0;
    double weight = 0; ///< not 0
};

/// A launch of `stencil2d` as its kernels see it.
struct Stencil {
    std::vector<StencilTap> taps; ///< in the order of the weights
    std::int32_t radius = 0;
    Border border = Border::Clamp;
    std::int64_t steps = 1;
};

/// The taps as kernels of devices read them, four words each: down, across and the weight as a float,
/// or with `wide` as a double in two words. At least one row.
std::vector<std::byte> tapTable(const Stencil& stencil, bool wide);

/// The stencil of a launch, or what is wrong with its parameters.
tl::expected<Stencil, InferError> stencilOf(const Params& params);

} // namespace xpu::operators
