#include "compute/operators/nlmeans/cpu_nlmeans.h"

#include "compute/operators/convert.h"
#include "compute/operators/image_spec.h"
#include "compute/operators/nlmeans/row_kernels.h"

#include <algorithm>
#include <vector>

namespace xpu::operators {
namespace {

constexpr std::int64_t kRows = 64; // of a tile: small beside a second-level cache
constexpr std::int64_t kColumns = 128;

std::size_t size(std::int64_t n) { return static_cast<std::size_t>(n); }

/// Works on one tile after the other; all coordinates of rows and columns are the picture's.
class TileDenoiser {
public:
    TileDenoiser(const KernelCall& call, const Nlmeans& n)
        : x_(*call.input("x")),
          y_(call.outputs[0]),
          n_(n),
          offsets_(n.offsets()),
          height_(static_cast<std::int64_t>(ImageExtent::of(x_.spec.shape).height)),
          width_(static_cast<std::int64_t>(ImageExtent::of(x_.spec.shape).width)),
          channels_(static_cast<std::int64_t>(ImageExtent::of(x_.spec.shape).channels)),
          margin_(n.patch + n.search),
          stride_(kColumns + 2 * margin_),
          plane_((kRows + 2 * margin_) * stride_),
          pixels_(size(channels_ * plane_)),
          weights_(size((kRows + n.search) * stride_)),
          differences_(size((2 * n.patch + 1) * stride_)),
          column_(size(stride_)),
          sums_(size((channels_ + 1) * kRows * kColumns))
    {}

    static std::int64_t across(std::int64_t width) { return (width + kColumns - 1) / kColumns; }
    static std::size_t tiles(const ImageExtent& e)
    {
        const auto down = (static_cast<std::int64_t>(e.height) + kRows - 1) / kRows;
        return size(down * across(static_cast<std::int64_t>(e.width)));
    }

    void tile(std::size_t number)
    {
        const auto i = static_cast<std::int64_t>(number);
        top_ = i / across(width_) * kRows;
        left_ = i % across(width_) * kColumns;
        bottom_ = std::min(height_, top_ + kRows);
        right_ = std::min(width_, left_ + kColumns);
        gather();
        std::ranges::fill(sums_, 0.0F);
        std::fill_n(sum(channels_, top_), kRows * kColumns, 1.0F); // the pixel itself
        for (const Nlmeans::Offset& k : offsets_) {
            weighPairs(k);
            for (std::int64_t y = top_; y < bottom_; ++y) {
                receive(y, k.down, k.across, y, left_);
                receive(y, -k.down, -k.across, y - k.down, left_ - k.across);
            }
        }
        store();
    }

private:
    /// Sample of channel c; rows and columns reach `margin_` beyond the tile.
    float* pixel(std::int64_t c, std::int64_t y, std::int64_t x)
    {
        return &pixels_[size(c * plane_ + (y - top_ + margin_) * stride_ + x - left_ + margin_)];
    }
    float* sum(std::int64_t c, std::int64_t y)
    {
        return &sums_[size((c * kRows + y - top_) * kColumns)];
    }
    /// Weights of row y from column `x` on; rows reach `search` above the tile.
    float* weight(std::int64_t y, std::int64_t x)
    {
        return &weights_[size((y - top_ + n_.search) * stride_ + x - left_ + n_.search)];
    }

    /// Fills the planes with the tile and its margins, clamped at the picture's edges.
    void gather()
    {
        std::vector<float> line(size(stride_ * channels_));
        const std::int64_t from = std::max<std::int64_t>(0, left_ - margin_);
        const std::int64_t to = std::min(width_, right_ + margin_);
        for (std::int64_t y = top_ - margin_; y < bottom_ + margin_; ++y) {
            const std::int64_t row = std::clamp<std::int64_t>(y, 0, height_ - 1);
            toFloat(x_.spec.dtype, x_.data, size((row * width_ + from) * channels_),
                    std::span(line).first(size((to - from) * channels_)));
            for (std::int64_t x = left_ - margin_; x < right_ + margin_; ++x) {
                const std::int64_t column = std::clamp<std::int64_t>(x, 0, width_ - 1) - from;
                for (std::int64_t c = 0; c < channels_; ++c)
                    *pixel(c, y, x) = line[size(column * channels_ + c)];
            }
        }
    }

    /// Weights of all pairs (p, p + k) of which one is in the tile.
    void weighPairs(const Nlmeans::Offset& k)
    {
        const std::int64_t from = left_ - std::max(0, k.across);
        const std::size_t count = size(right_ - left_ + std::abs(k.across));
        const std::int64_t patch = n_.patch;
        const std::int64_t side = 2 * patch + 1;
        std::vector<const float*> patchRows(size(side));
        const auto row = [&](std::int64_t y) {
            return &differences_[size((y + margin_) % side * stride_)];
        };
        for (std::int64_t y = top_ - k.down - patch; y < bottom_ + patch; ++y) {
            rows::squaredDifference(pixel(0, y, from - patch),
                                    pixel(0, y + k.down, from - patch + k.across), size(channels_),
                                    size(plane_), count + size(2 * patch), row(y));
            const std::int64_t middle = y - patch;
            if (middle < top_ - k.down)
                continue;
            for (std::int64_t r = 0; r < side; ++r)
                patchRows[size(r)] = row(middle - patch + r);
            rows::sumOf(patchRows.data(), size(side), count + size(2 * patch), column_.data());
            rows::weigh(column_.data(), size(side), n_.scale, count, weight(middle, from));
        }
    }

    /// What row y of the tile gets from the pixels (down, across) away, their weights standing from
    /// (row, column) on. Pixels outside the picture give nothing.
    void receive(std::int64_t y, std::int64_t down, std::int64_t across, std::int64_t row,
                 std::int64_t column)
    {
        if (y + down < 0 || y + down >= height_)
            return;
        const std::int64_t from = std::max(left_, -across);
        const std::int64_t to = std::min(right_, width_ - across);
        if (from >= to)
            return;
        const std::size_t count = size(to - from);
        const float* w = weight(row, column + from - left_);
        for (std::int64_t c = 0; c < channels_; ++c)
            rows::addDifference(w, pixel(c, y + down, from + across), pixel(c, y, from), count,
                                sum(c, y) + (from - left_));
        rows::add(w, count, sum(channels_, y) + (from - left_));
    }

    void store()
    {
        std::vector<float> line(size((right_ - left_) * channels_));
        for (std::int64_t y = top_; y < bottom_; ++y) {
            for (std::int64_t x = left_; x < right_; ++x)
                for (std::int64_t c = 0; c < channels_; ++c)
                    line[size((x - left_) * channels_ + c)] =
                        *pixel(c, y, x) + sum(c, y)[x - left_] / sum(channels_, y)[x - left_];
            storeRounded(y_.spec.dtype, line, y_.data, size((y * width_ + left_) * channels_));
        }
    }

    const KernelInput& x_;
    const KernelOutput& y_;
    Nlmeans n_;
    std::vector<Nlmeans::Offset> offsets_;
    std::int64_t height_;
    std::int64_t width_;
    std::int64_t channels_;
    std::int64_t margin_; ///< how far around the tile pixels are looked at
    std::int64_t stride_;
    std::int64_t plane_;
    std::vector<float> pixels_; ///< by channel
    std::vector<float> weights_;
    std::vector<float> differences_; ///< as many rows as a patch has
    std::vector<float> column_;
    std::vector<float> sums_; ///< by channel, the weights last
    std::int64_t top_ = 0;
    std::int64_t left_ = 0;
    std::int64_t bottom_ = 0;
    std::int64_t right_ = 0;
};

} // namespace

Bytes nlmeansScratch(const Nlmeans& n)
{
    const std::int64_t margin = n.patch + n.search;
    const std::int64_t stride = kColumns + 2 * margin;
    const std::int64_t floats = 4 * (kRows + 2 * margin) * stride + (kRows + n.search) * stride
                                + (2 * n.patch + 2) * stride + 5 * kRows * kColumns;
    return Bytes(size(floats) * sizeof(float));
}

Result<void> cpuNlmeans(const KernelCall& call, Slices& slices)
{
    const TensorSpec& x = call.input("x")->spec;
    const ImageExtent extent = ImageExtent::of(x.shape);
    if (extent.samples() == 0)
        return {};
    const Nlmeans n = nlmeansOf(x, call.params);
    const bool done =
        slices.over(TileDenoiser::tiles(extent), [&](std::size_t begin, std::size_t end) {
            TileDenoiser denoiser(call, n);
            for (std::size_t tile = begin; tile < end; ++tile)
                denoiser.tile(tile);
        });
    if (!done)
        return fail(Errc::Cancelled, "image.nlmeans");
    return {};
}

} // namespace xpu::operators
