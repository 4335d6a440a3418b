#include "core/telemetry/roll_up.h"

#include <algorithm>
#include <cmath>

namespace xpu {

std::vector<history::TelemetryRollup> RollUp::add(const TelemetryFrame& frame)
{
    std::vector<history::TelemetryRollup> done;
    const std::int64_t interval = frame.utcMicros / kIntervalMicros;
    if (interval != interval_) {
        done = finish();
        interval_ = interval;
    }
    const std::size_t count = std::min(frame.samples.size(), frame.sensors->size());
    for (std::size_t i = 0; i < count; ++i) {
        const Sample& s = frame.samples[i];
        if (s.quality == Quality::Unavailable || s.quality == Quality::Stale
            || !std::isfinite(s.value))
            continue;
        Sum& sum = sums_[(*frame.sensors)[i].id];
        sum.min = sum.count == 0 ? s.value : std::min(sum.min, s.value);
        sum.max = sum.count == 0 ? s.value : std::max(sum.max, s.value);
        sum.total += s.value;
        ++sum.count;
    }
    return done;
}

std::vector<history::TelemetryRollup> RollUp::finish()
{
    std::vector<history::TelemetryRollup> rows;
    rows.reserve(sums_.size());
    for (const auto& [sensor, sum] : sums_)
        rows.push_back({.sensor = sensor,
                        .utcMicros = interval_ * kIntervalMicros,
                        .seconds = static_cast<std::int32_t>(kIntervalMicros / 1'000'000),
                        .min = sum.min,
                        .mean = sum.total / sum.count,
                        .max = sum.max,
                        .count = sum.count});
    sums_.clear();
    return rows;
}

} // namespace xpu
