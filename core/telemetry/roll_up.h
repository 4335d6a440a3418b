#pragma once

#include "core/history/record.h"
#include "core/telemetry/frame_queue.h"

#include <map>
#include <string>
#include <vector>

namespace xpu {

/// Condenses frames into minimum, mean and maximum per sensor and interval of ten seconds, aligned
/// to UTC so that intervals of different runs of the program fit together.
class RollUp {
public:
    static constexpr std::int64_t kIntervalMicros = 10'000'000;

    /// @return the finished interval when this frame begins another one, else nothing. Gaps and
    /// stale values do not count; a sensor without any value has no row.
    std::vector<history::TelemetryRollup> add(const TelemetryFrame& frame);
    /// The interval as far as it got.
    std::vector<history::TelemetryRollup> finish();

private:
    struct Sum {
        double min = 0, max = 0, total = 0;
        std::uint32_t count = 0;
    };
    std::map<std::string, Sum> sums_;
    std::int64_t interval_ = 0;
};

} // namespace xpu
