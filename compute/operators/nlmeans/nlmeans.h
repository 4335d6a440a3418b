#pragma once

#include "compute/operators/kernel.h"

#include <cstdint>
#include <vector>

namespace xpu::operators {

/// image.nlmeans x -> y: non-local means. A pixel becomes the mean of the pixels around it, each
/// weighed by how alike the patches around the two are, so that noise goes and edges stay.
/// Source: Buades, Coll, Morel, CVPR 2005.
///
/// `patch` (2, at most 8) and `search` (7, at most 24) are radii of the patch and of the square in
/// which pixels are sought. `h` is in the picture's own values, 0..255 for u8: about the standard
/// deviation of the noise, more for a smoother result.
///
/// All kernels compute the same formula in f32 in the same order, without contraction:
///   S(p, q) = sum over the patch of the squared differences of all channels, clamped at the edges;
///             columns of the patch downwards first, then across
///   w(p, q) = 2^max(S * scale, -100), scale = -log2(e) / (h^2 * samples of a patch), see kPowers
///   y(p)    = x(p) + sum of w * (x(q) - x(p)) / (1 + sum of w)
/// over the pixels q of the square inside the picture, by pairs p + k and p - k in the order of
/// `offsets`. u8 and u16 are rounded half up and clamped.
BuiltinOperator nlmeans();

/// A launch of `image.nlmeans` as its kernels see it.
struct Nlmeans {
    std::int32_t patch = 2;
    std::int32_t search = 7;
    float scale = 0;

    struct Offset {
        std::int32_t down = 0; ///< >= 0
        std::int32_t across = 0;
    };
    /// One half of the search square without its middle, row by row: w(p, p - k) is w(p - k, p).
    /// Always a multiple of four.
    std::vector<Offset> offsets() const;
};
Nlmeans nlmeansOf(const TensorSpec& x, const Params& params);

/// 2^f for f in (-1, 0] is 1 + f * (c0 + f * (c1 + ...)), 6e-7 off at most; nlmeans.comp has them too.
inline constexpr float kPowers[5] = {0.6931469440F, 0.2402146906F, 0.0554085597F, 0.0093442313F,
                                     0.0010036305F};

} // namespace xpu::operators
