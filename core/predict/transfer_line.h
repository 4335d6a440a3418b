#pragma once

#include "core/base/units.h"
#include "core/predict/recent_median.h"

namespace xpu {

/// Copies between host memory and one device: latency + size * seconds per byte. A copy teaches
/// the part that dominates it, each part the median of what it was taught.
class TransferLine {
public:
    /// @param shared  the device reads host memory: copies are free and nothing is learned
    explicit TransferLine(bool shared);

    Seconds latency() const;
    double secondsPerByte() const;
    Seconds time(Bytes size) const;
    void observe(Bytes size, Seconds took);

private:
    bool shared_;
    RecentMedian logLatency_;
    RecentMedian logSecondsPerByte_;
};

} // namespace xpu
