#include "core/predict/recent_median.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace xpu {
namespace {

double medianOf(std::span<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1)
        return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

} // namespace

void RecentMedian::add(double value)
{
    values_[next_] = value;
    next_ = (next_ + 1) % kWindow;
    size_ = std::min(size_ + 1, kWindow);
    settled_ = false;
}

void RecentMedian::settle() const
{
    if (settled_)
        return;
    settled_ = true;
    auto scratch = values_;
    const std::span<double> used(scratch.data(), size_);
    median_ = medianOf(used);
    for (double& v : used)
        v = std::abs(v - median_);
    spread_ = 1.4826 * medianOf(used);
}

} // namespace xpu
