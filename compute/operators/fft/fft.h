#pragma once

#include "compute/operators/kernel.h"

namespace xpu::operators {

/// fft x -> y: the discrete Fourier transform over the last `dims` axes (1, 2 or 3; default 1), every
/// other axis a batch: y[k] = sum of x[n] e^(-2 pi i n k / N). With `inverse` the sign is the other
/// and the result is divided by the number of points. x is c64, or f32 taken as complex; y is c64.
/// With `real` x is f32 and y the first N/2 + 1 points of the last axis, the others being their
/// conjugates; with both, x is such a half and y f32, with `length` points on the last axis (default
/// 2 (M - 1) of x's M points). Any length; those of the factors 2, 3, 5 and 7 are fastest.
BuiltinOperator fft();

/// A transform as its kernels see it: [batch, lengths...], the last axis of which may be halved.
struct FftShape {
    std::vector<std::uint64_t> lengths; ///< of the transformed axes, in points
    std::uint64_t batch = 1;
    bool inverse = false;
    bool real = false;

    std::uint64_t points() const; ///< product of the lengths
    /// Values a real line of the last axis is stored as: N / 2 + 1.
    std::uint64_t half() const { return lengths.back() / 2 + 1; }
};
/// @param x  passed `infer` together with the parameters
FftShape fftShape(const TensorSpec& x, const Params& params);

/// The radices a length is made of, largest first; empty when it has other prime factors.
std::vector<std::uint32_t> fftRadices(std::uint64_t length);
/// A length without such radices is a convolution of this one, a power of two.
std::uint64_t convolutionLength(std::uint64_t length);

} // namespace xpu::operators
