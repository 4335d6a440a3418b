#pragma once

#include <cstdint>
#include <vector>

namespace xpu::tariff {

inline constexpr int kDayMinutes = 24 * 60;
inline constexpr int kWeekMinutes = 7 * kDayMinutes;

/// Seconds that local clocks are ahead of UTC at that moment.
using LocalOffset = std::int64_t (*)(std::int64_t utcSeconds);
/// Of the system's time zone.
std::int64_t systemOffset(std::int64_t utcSeconds);

/// What a kilowatt hour costs, or emits, in every minute of a week of local time.
class WeekRates {
public:
    /// @param perKwh  by minute, from Monday 00:00 on
    explicit WeekRates(std::vector<double> perKwh);

    /// The rate at a local minute of the week.
    double at(int minute) const { return perKwh_[static_cast<std::size_t>(minute)]; }

    /// Mean rate over a span of time; the rate at its start where it has no length. A span ends at
    /// the latest kLongestYears after its start, so that damaged times cannot take for ever.
    double mean(std::int64_t fromUtcMicros, std::int64_t toUtcMicros,
                LocalOffset offset = systemOffset) const;

    /// Integral of the rate over a span, in rate times seconds: of the parts of a span as much in
    /// sum as of the whole.
    double integral(std::int64_t fromUtcMicros, std::int64_t toUtcMicros,
                    LocalOffset offset = systemOffset) const;

    static constexpr int kLongestYears = 10;

private:
    std::vector<double> perKwh_;
    std::vector<int> same_; ///< minutes from here on that have this rate, a day at most
};

} // namespace xpu::tariff
