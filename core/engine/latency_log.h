#pragma once

#include "core/base/units.h"
#include "core/engine/engine.h"

#include <array>
#include <cstddef>

namespace xpu {

/// The newest launches' latencies, for percentiles over the last minute.
class LatencyLog {
public:
    void add(double at, double readyToStart, double service)
    {
        entries_[next_ % kKept] = {at, static_cast<float>(readyToStart),
                                   static_cast<float>(service)};
        ++next_;
    }
    /// Percentiles of the last minute; with that everything so far is told.
    LatencyWindow window(Seconds now);
    bool hasNews() const { return told_ != next_; }

private:
    static constexpr std::size_t kKept = 4096;
    struct Entry {
        double at = 0;
        float readyToStart = 0;
        float service = 0;
    };
    std::array<Entry, kKept> entries_{};
    std::size_t next_ = 0;
    std::size_t told_ = 0;
};

} // namespace xpu
