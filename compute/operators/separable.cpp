#include "compute/operators/separable.h"

#include "compute/operators/convert.h"
#include "compute/operators/image_spec.h"
#include "core/memory/host_block.h"

#include <algorithm>
#include <span>

namespace xpu::operators {
namespace {

std::uint64_t clampIndex(std::int64_t i, std::uint64_t extent)
{
    return static_cast<std::uint64_t>(
        std::clamp<std::int64_t>(i, 0, static_cast<std::int64_t>(extent) - 1));
}

void addScaled(std::span<float> sum, const float* x, float weight)
{
    for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i] += weight * x[i];
}

/// One row across: `line` holds sourceExtent pixels, `out` one pixel per tap row.
void filterLine(const AxisTaps& taps, std::size_t channels, const float* line, float* out)
{
    for (std::size_t o = 0; o < taps.rows.size(); ++o) {
        const AxisTaps::Row& row = taps.rows[o];
        const float* weights = taps.weights.data() + row.offset;
        for (std::size_t c = 0; c < channels; ++c) {
            float sum = 0;
            for (std::uint32_t k = 0; k < row.count; ++k)
                sum +=
                    weights[k] * line[clampIndex(row.first + k, taps.sourceExtent) * channels + c];
            out[o * channels + c] = sum;
        }
    }
}

/// Same result as filterLine for a convolution, in an order that vectorises: the line is extended
/// by its clamped edges, then whole shifted lines are added.
void convolveLine(const AxisTaps& taps, std::size_t channels, std::span<const float> line,
                  std::vector<float>& extended, std::span<float> out)
{
    const std::uint32_t count = taps.rows[0].count;
    const std::int64_t first = taps.rows[0].first;
    extended.resize(line.size() + (count - 1) * channels);
    const std::size_t pixels = extended.size() / channels;
    for (std::size_t p = 0; p < pixels; ++p) {
        const auto from =
            clampIndex(first + static_cast<std::int64_t>(p), taps.sourceExtent) * channels;
        for (std::size_t c = 0; c < channels; ++c)
            extended[p * channels + c] = line[from + c];
    }
    std::ranges::fill(out, 0.0F);
    for (std::uint32_t k = 0; k < count; ++k)
        addScaled(out, extended.data() + k * channels, taps.weights[k]);
}

bool isConvolution(const AxisTaps& taps)
{
    return taps.rows.size() == taps.sourceExtent && taps.rows.size() > 1
           && taps.rows.front().offset == taps.rows.back().offset;
}

bool filterAcross(const SeparableFilter& f, float* between, Slices& slices)
{
    const ImageExtent in = ImageExtent::of(f.source.spec.shape);
    const std::size_t inLine = in.width * in.channels;
    const std::size_t outLine = f.columns.rows.size() * in.channels;
    const bool convolution = isConvolution(f.columns);
    return slices.over(in.height, [&](std::size_t begin, std::size_t end) {
        std::vector<float> line(inLine);
        std::vector<float> extended;
        for (std::size_t y = begin; y < end; ++y) {
            toFloat(f.source.spec.dtype, f.source.data, y * inLine, line);
            float* out = between + y * outLine;
            if (convolution)
                convolveLine(f.columns, in.channels, line, extended, {out, outLine});
            else
                filterLine(f.columns, in.channels, line.data(), out);
        }
    });
}

bool filterDown(const SeparableFilter& f, const float* between, Slices& slices)
{
    const ImageExtent out = ImageExtent::of(f.target.spec.shape);
    const std::size_t outLine = out.width * out.channels;
    return slices.over(out.height, [&](std::size_t begin, std::size_t end) {
        std::vector<float> sum(outLine);
        for (std::size_t y = begin; y < end; ++y) {
            std::ranges::fill(sum, 0.0F);
            const AxisTaps::Row& row = f.rows.rows[y];
            for (std::uint32_t k = 0; k < row.count; ++k)
                addScaled(sum, between + clampIndex(row.first + k, f.rows.sourceExtent) * outLine,
                          f.rows.weights[row.offset + k]);
            storeRounded(f.target.spec.dtype, sum, f.target.data, y * outLine);
        }
    });
}

} // namespace

AxisTaps clampedTaps(std::uint64_t extent, std::vector<float> weights)
{
    AxisTaps taps;
    taps.sourceExtent = extent;
    const auto radius = static_cast<std::int64_t>(weights.size() / 2);
    taps.rows.reserve(extent);
    for (std::uint64_t o = 0; o < extent; ++o)
        taps.rows.push_back({.first = static_cast<std::int64_t>(o) - radius,
                             .count = static_cast<std::uint32_t>(weights.size()),
                             .offset = 0});
    taps.weights = std::move(weights);
    return taps;
}

Result<void> filterSeparable(const SeparableFilter& filter, Slices& slices)
{
    const ImageExtent in = ImageExtent::of(filter.source.spec.shape);
    if (filter.target.spec.shape.elements().value_or(0) == 0)
        return {};
    auto between = HostBlock::allocate(
        Bytes(in.height * filter.columns.rows.size() * in.channels * sizeof(float)));
    if (!between)
        return tl::unexpected(between.error());
    float* const middle = (*between)->as<float>().data();
    slices.expectPasses(2);
    if (!filterAcross(filter, middle, slices) || !filterDown(filter, middle, slices))
        return fail(Errc::Cancelled, "filter");
    return {};
}

} // namespace xpu::operators
