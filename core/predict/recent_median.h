#pragma once

#include <array>
#include <cstddef>

namespace xpu {

/// Median of the last 31 values, worked out when it is asked for: values come a hundred times as
/// often as questions. A few wild values among them do not move it, which is why it stands where
/// there is nothing better to fit. One thread at a time, reading too.
class RecentMedian {
public:
    void add(double value);

    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }
    /// 0 while empty.
    double median() const
    {
        settle();
        return median_;
    }
    /// 1.4826 * median absolute deviation: the standard deviation if the values were normal.
    double spread() const
    {
        settle();
        return spread_;
    }

private:
    void settle() const;

    static constexpr std::size_t kWindow = 31;
    std::array<double, kWindow> values_{};
    std::size_t size_ = 0;
    std::size_t next_ = 0;
    mutable bool settled_ = true;
    mutable double median_ = 0;
    mutable double spread_ = 0;
};

} // namespace xpu
