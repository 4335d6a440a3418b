#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

namespace xpu {

/// Mean of the last 64 values, none of which counts for more than `most`: for delays that plans add
/// up, where the few long ones weigh as much as the many short ones.
class RecentMean {
public:
    /// @param first  what it is before any value; counts as one of them
    RecentMean(double first, double most) : most_(most) { add(first); }

    void add(double value)
    {
        const double counted = std::clamp(value, 0.0, most_);
        sum_ += counted - (size_ < values_.size() ? 0 : values_[next_]);
        values_[next_] = counted;
        next_ = (next_ + 1) % values_.size();
        size_ = std::min(size_ + 1, values_.size());
    }
    double mean() const { return std::max(0.0, sum_) / static_cast<double>(size_); }

private:
    std::array<double, 64> values_{};
    std::size_t size_ = 0;
    std::size_t next_ = 0;
    double sum_ = 0;
    double most_;
};

} // namespace xpu
