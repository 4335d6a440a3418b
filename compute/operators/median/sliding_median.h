#pragma once

#include "compute/operators/image_spec.h"
#include "compute/operators/median/order_keys.h"

#include <algorithm>
#include <limits>
#include <type_traits>
#include <vector>

namespace xpu::operators {

/// Medians of tiles of a picture by a histogram that slides over each tile in a serpentine: a step
/// costs one column of the window, not all of it.
/// Source: Huang, Yang, Tang, IEEE Trans. ASSP 27(1), 1979, with a coarse histogram on top to find
/// the next median.
/// Histograms need few levels: those of u8 and u16 are their own; floats are replaced by their rank
/// within the tile, of which there are at most 65 536.
template <class Sample>
class SlidingMedian {
public:
    static constexpr std::size_t kTile = 192; ///< side of a tile; with its margins at most 256

    SlidingMedian(const Sample* x, Sample* y, const ImageExtent& extent, std::size_t radius)
        : x_(x),
          y_(y),
          extent_(extent),
          radius_(radius),
          side_(2 * radius + 1),
          across_((extent.width + kTile - 1) / kTile),
          fine_(kLevels),
          coarse_(kLevels >> kShift)
    {}

    static std::size_t tiles(const ImageExtent& e)
    {
        return (e.width + kTile - 1) / kTile * ((e.height + kTile - 1) / kTile) * e.channels;
    }

    void tile(std::size_t number)
    {
        channel_ = number % extent_.channels;
        const std::size_t place = number / extent_.channels;
        top_ = place / across_ * kTile;
        left_ = place % across_ * kTile;
        height_ = std::min(kTile, extent_.height - top_);
        width_ = std::min(kTile, extent_.width - left_);
        gather();
        slide();
    }

private:
    static constexpr bool kRanked = std::is_same_v<Sample, float>;
    static constexpr std::size_t kLevels = sizeof(Sample) == 1 ? 256 : 65536;
    static constexpr std::size_t kShift = sizeof(Sample) == 1 ? 4 : 8;
    using Order = OrderKey<float>;

    std::size_t stride() const { return width_ + 2 * radius_; }

    Sample sampleAt(std::size_t row, std::size_t column) const
    {
        const auto clamped = [this](std::size_t lifted, std::size_t extent) {
            return std::min(lifted > radius_ ? lifted - radius_ : 0, extent - 1);
        };
        const std::size_t y = clamped(top_ + row, extent_.height);
        const std::size_t x = clamped(left_ + column, extent_.width);
        return x_[(y * extent_.width + x) * extent_.channels + channel_];
    }

    /// Fills levels_ with the tile and its margins.
    void gather()
    {
        const std::size_t rows = height_ + 2 * radius_;
        levels_.resize(rows * stride());
        sorted_.clear();
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t column = 0; column < stride(); ++column) {
                const std::size_t i = row * stride() + column;
                const Sample v = sampleAt(row, column);
                if constexpr (kRanked)
                    sorted_.push_back((static_cast<std::int64_t>(Order::of(v)) << 16)
                                      | static_cast<std::int64_t>(i));
                else
                    levels_[i] = v;
            }
        if constexpr (kRanked) {
            std::ranges::sort(sorted_);
            for (std::size_t rank = 0; rank < sorted_.size(); ++rank)
                levels_[static_cast<std::size_t>(sorted_[rank] & 0xffff)] =
                    static_cast<std::uint16_t>(rank);
        }
    }

    Sample valueOf(std::size_t level) const
    {
        if constexpr (kRanked)
            return Order::value(static_cast<std::int32_t>(sorted_[level] >> 16));
        else
            return static_cast<Sample>(level);
    }

    void slide()
    {
        std::ranges::fill(fine_, std::uint16_t{0});
        std::ranges::fill(coarse_, std::uint16_t{0});
        middle_ = 0;
        below_ = 0;
        for (std::size_t row = 0; row < side_; ++row)
            changeRow(row, 0, 1);
        for (std::size_t y = 0; y < height_; ++y) {
            const bool forward = y % 2 == 0;
            if (y > 0) {
                const std::size_t column = forward ? 0 : width_ - 1;
                changeRow(y - 1, column, -1);
                changeRow(y + side_ - 1, column, 1);
            }
            for (std::size_t i = 0; i < width_; ++i) {
                const std::size_t x = forward ? i : width_ - 1 - i;
                if (i > 0) {
                    changeColumn(y, forward ? x - 1 : x + side_, -1);
                    changeColumn(y, forward ? x + side_ - 1 : x, 1);
                }
                findMiddle();
                y_[((top_ + y) * extent_.width + left_ + x) * extent_.channels + channel_] =
                    valueOf(middle_);
            }
        }
    }

    void changeRow(std::size_t row, std::size_t column, int by)
    {
        for (std::size_t i = 0; i < side_; ++i)
            change(levels_[row * stride() + column + i], by);
    }

    void changeColumn(std::size_t row, std::size_t column, int by)
    {
        for (std::size_t i = 0; i < side_; ++i)
            change(levels_[(row + i) * stride() + column], by);
    }

    void change(std::size_t level, int by)
    {
        fine_[level] = static_cast<std::uint16_t>(fine_[level] + by);
        coarse_[level >> kShift] = static_cast<std::uint16_t>(coarse_[level >> kShift] + by);
        below_ += level < middle_ ? by : 0;
    }

    /// Moves middle_ to the level with at most half of the window below and more than half up to it.
    void findMiddle()
    {
        const auto half = static_cast<int>(side_ * side_ / 2);
        constexpr std::size_t kMask = (std::size_t{1} << kShift) - 1;
        while (below_ > half) {
            const bool whole = (middle_ & kMask) == 0;
            const int block = whole ? coarse_[(middle_ >> kShift) - 1] : 0;
            if (whole && below_ - block > half) {
                below_ -= block;
                middle_ -= kMask + 1;
            } else {
                below_ -= fine_[--middle_];
            }
        }
        while (below_ + fine_[middle_] <= half) {
            const bool whole = (middle_ & kMask) == 0;
            const int block = whole ? coarse_[middle_ >> kShift] : 0;
            if (whole && below_ + block <= half) {
                below_ += block;
                middle_ += kMask + 1;
            } else {
                below_ += fine_[middle_++];
            }
        }
    }

    const Sample* x_;
    Sample* y_;
    ImageExtent extent_;
    std::size_t radius_;
    std::size_t side_;
    std::size_t across_; ///< tiles side by side
    std::size_t channel_ = 0;
    std::size_t top_ = 0;
    std::size_t left_ = 0;
    std::size_t height_ = 0;
    std::size_t width_ = 0;
    std::vector<std::uint16_t> levels_;
    std::vector<std::int64_t> sorted_; ///< floats: order key, then position in the tile
    std::vector<std::uint16_t> fine_;
    std::vector<std::uint16_t> coarse_;
    std::size_t middle_ = 0;
    int below_ = 0; ///< elements of the window under middle_
};

} // namespace xpu::operators
