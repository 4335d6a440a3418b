#pragma once

#include "compute/operators/params.h"

#include <cstdint>

namespace xpu::operators {

/// A picture as [H, W, C] or [H, W] (C = 1), its extents by name.
struct ImageExtent {
    std::uint64_t height = 0;
    std::uint64_t width = 0;
    std::uint64_t channels = 1;

    static ImageExtent of(const Shape& shape);
    std::uint64_t samples() const { return height * width * channels; }
};

/// The input `name` as a picture: u8, u16 or f32, [H, W] or [H, W, C] with C = 1, 3 or 4.
tl::expected<TensorSpec, InferError> imagePort(std::span<const PortSpec> inputs,
                                               std::string_view name);

/// A thumbnail, a screen and a photograph to measure an operator `x` -> `y` with; for filters that
/// look at many neighbours smaller pictures take as long.
enum class Neighbours { Few, Many };
std::vector<ProbeCase> imageProbes(const Params& params, Neighbours neighbours = Neighbours::Few);

} // namespace xpu::operators
