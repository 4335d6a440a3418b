#pragma once

#include "compute/operators/image_spec.h"
#include "compute/operators/nlmeans/nlmeans.h"
#include "core/base/units.h"

#include <algorithm>

namespace xpu::operators {

/// How nlmeans.comp cuts a picture: bands of rows whose planes of four floats a pixel keep within a
/// budget, each plane with the margins its readers look into.
struct NlmeansBands {
    std::uint64_t rows = 0; ///< of a band, a multiple of four: whole words of any dtype
    Bytes pixels;           ///< the band and all that is sought in or compared with
    Bytes differences;      ///< one of four offsets a pixel, twice: before and after a sum
    Bytes sums;
    Bytes weights;

    Bytes temporaries() const
    {
        return Bytes(pixels.count + 2 * differences.count + sums.count + weights.count);
    }
};

inline NlmeansBands nlmeansBands(const ImageExtent& extent, const Nlmeans& n)
{
    constexpr std::uint64_t kBudget = 48 << 20;
    constexpr std::uint64_t kPixel = 4 * sizeof(float);
    const auto patch = static_cast<std::uint64_t>(n.patch);
    const auto search = static_cast<std::uint64_t>(n.search);
    const std::uint64_t wide = extent.width + 2 * (patch + search);
    const std::uint64_t budgetRows = kBudget / (wide * (4 * kPixel + sizeof(float)));
    const std::uint64_t margins = 2 * (patch + search);
    NlmeansBands bands;
    // At least four times the margins: they are computed once more for each band.
    bands.rows = std::max(budgetRows > margins ? budgetRows - margins : 0, 4 * margins) / 4 * 4;
    bands.rows = std::min(bands.rows, (extent.height + 3) / 4 * 4);
    bands.pixels = Bytes((bands.rows + margins) * wide * kPixel);
    bands.differences =
        Bytes((bands.rows + search + 2 * patch) * (extent.width + 2 * patch) * kPixel);
    bands.sums = Bytes(bands.rows * extent.width * kPixel);
    bands.weights = Bytes(bands.rows * extent.width * sizeof(float));
    return bands;
}

} // namespace xpu::operators
