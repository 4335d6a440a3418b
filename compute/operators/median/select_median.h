#pragma once

#include "compute/operators/image_spec.h"
#include "compute/operators/median/order_keys.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace xpu::operators {

/// Medians of rows of a picture by selection networks, a vector of neighbouring samples at a time.
/// Source: the forgetful selection of Devillard, "Fast median search", 1998: of a little more than
/// half of the samples the smallest and the largest cannot be the median; both go, one comes.
template <class Sample>
class SelectMedian {
public:
    SelectMedian(const Sample* x, Sample* y, const ImageExtent& extent, std::size_t radius)
        : x_(x),
          y_(y),
          extent_(extent),
          radius_(radius),
          side_(2 * radius + 1),
          line_(extent.width * extent.channels),
          ring_(side_, std::vector<Key>(line_ + 2 * radius * extent.channels + kLanes)),
          window_(side_ * side_)
    {}

    void rows(std::size_t begin, std::size_t end)
    {
        for (std::size_t k = 0; k + 1 < side_; ++k)
            load(begin + k);
        for (std::size_t y = begin; y < end; ++y) {
            load(y + side_ - 1);
            for (std::size_t x = 0; x < line_; x += kLanes)
                medians(y, x);
        }
    }

private:
    using Order = OrderKey<Sample>;
    using Key = typename Order::Key;
    static constexpr std::size_t kLanes = 64 / sizeof(Key);
    /// Compiled to whatever vectors the target has.
    using Vector [[gnu::vector_size(64)]] = Key;
    struct Lanes {
        Vector key;
    };

    /// The row that lies `radius` above row `lifted`, extended by its edges.
    void load(std::size_t lifted)
    {
        std::vector<Key>& row = ring_[lifted % side_];
        const std::size_t y = std::min(lifted > radius_ ? lifted - radius_ : 0, extent_.height - 1);
        const std::size_t channels = extent_.channels;
        Key* const middle = row.data() + radius_ * channels;
        for (std::size_t i = 0; i < line_; ++i)
            middle[i] = Order::of(x_[y * line_ + i]);
        for (std::size_t i = 0; i < radius_ * channels; ++i) {
            row[i] = middle[i % channels];
            middle[line_ + i] = middle[line_ - channels + i % channels];
        }
    }

    void medians(std::size_t y, std::size_t x)
    {
        std::size_t next = 0;
        for (std::size_t dy = 0; dy < side_; ++dy)
            for (std::size_t dx = 0; dx < side_; ++dx)
                std::memcpy(&window_[next++],
                            ring_[(y + dy) % side_].data() + x + dx * extent_.channels,
                            sizeof(Lanes));
        const Lanes& middle = select();
        Sample* const out = y_ + y * line_ + x;
        for (std::size_t i = 0; i < std::min(kLanes, line_ - x); ++i)
            out[i] = Order::value(middle.key[i]);
    }

    const Lanes& select()
    {
        Lanes* const all = window_.data();
        std::size_t held = window_.size() / 2 + 2;
        Lanes* first = all;
        for (std::size_t next = held;; ++next) {
            forgetEnds(first, held);
            if (held == 3)
                return first[1];
            // The smallest is forgotten by stepping over it, the largest by being replaced.
            first[held - 1] = all[next];
            ++first;
            --held;
        }
    }

    /// Brings the smallest to the front and the largest to the end.
    static void forgetEnds(Lanes* a, std::size_t n)
    {
        for (std::size_t i = 0; i < n / 2; ++i)
            exchange(a[i], a[n - 1 - i]);
        for (std::size_t i = 1; i < (n + 1) / 2; ++i) {
            exchange(a[0], a[i]);
            exchange(a[n - 1 - i], a[n - 1]);
        }
    }

    static void exchange(Lanes& low, Lanes& high)
    {
        const Vector a = low.key;
        const Vector b = high.key;
        low.key = a < b ? a : b;
        high.key = a < b ? b : a;
    }

    const Sample* x_;
    Sample* y_;
    ImageExtent extent_;
    std::size_t radius_;
    std::size_t side_;
    std::size_t line_;
    std::vector<std::vector<Key>> ring_; ///< by row, modulo its size
    std::vector<Lanes> window_;
};

} // namespace xpu::operators
