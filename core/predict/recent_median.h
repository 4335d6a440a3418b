#pragma once

#include <array>
#include <cstddef>

namespace xpu {

/// Median of the last 31 values, worked out when it is asked for: many more are added than read. A
/// few wild values among them do not move it, which is why it stands where there is nothing better
/// to fit.
class RecentMedian {
public:
    void add(double value);

    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }
    /// 0 while empty.
    double median() const;
    /// 1.4826 * median absolute deviation: the standard deviation if the values were normal.
    double spread() const;

private:
    static constexpr std::size_t kWindow = 31;
    std::array<double, kWindow> values_{};
    std::size_t size_ = 0;
    std::size_t next_ = 0;
    mutable bool known_ = true; ///< median_ and spread_ are those of values_
    mutable double median_ = 0;
    mutable double spread_ = 0;

    void work() const;
};

} // namespace xpu
