#include "core/tariff/week_rates.h"

#include "core/base/invariant.h"

#include <algorithm>
#include <ctime>
#include <utility>

namespace xpu::tariff {
namespace {

constexpr std::int64_t kMicros = 1'000'000;
constexpr std::int64_t kWeekSeconds = std::int64_t{kWeekMinutes} * 60;
constexpr std::int64_t kLongestMicros =
    std::int64_t{WeekRates::kLongestYears} * 366 * 86'400 * kMicros;
/// 1970 began on a Thursday.
constexpr std::int64_t kMondayBefore1970 = std::int64_t{3} * 86'400;

std::int64_t secondsOf(std::int64_t micros)
{
    return micros / kMicros - (micros % kMicros < 0 ? 1 : 0);
}

std::int64_t boundedEnd(std::int64_t from, std::int64_t to)
{
    return from > INT64_MAX - kLongestMicros ? to : std::min(to, from + kLongestMicros);
}

int secondOfWeek(std::int64_t utcSeconds, std::int64_t ahead)
{
    const std::int64_t local = (utcSeconds + ahead + kMondayBefore1970) % kWeekSeconds;
    return static_cast<int>(local < 0 ? local + kWeekSeconds : local);
}

/// The first second in (from, to] at which clocks are not `ahead`; there must be one.
std::int64_t clockChange(std::int64_t from, std::int64_t to, std::int64_t ahead, LocalOffset offset)
{
    while (to - from > 1) {
        const std::int64_t middle = from + (to - from) / 2;
        (offset(middle) == ahead ? from : to) = middle;
    }
    return to;
}

} // namespace

std::int64_t systemOffset(std::int64_t utcSeconds)
{
    const auto time = static_cast<std::time_t>(utcSeconds);
    std::tm parts{};
    return localtime_r(&time, &parts) ? static_cast<std::int64_t>(parts.tm_gmtoff) : 0;
}

WeekRates::WeekRates(std::vector<double> perKwh) : perKwh_(std::move(perKwh))
{
    XPU_INVARIANT(perKwh_.size() == kWeekMinutes, "rates of a week");
    same_.assign(kWeekMinutes, 1);
    // Twice round, so that Sunday's last minutes know of Monday's.
    for (std::size_t i = std::size_t{2} * kWeekMinutes; i-- > 0;) {
        const std::size_t here = i % kWeekMinutes;
        const std::size_t next = (i + 1) % kWeekMinutes;
        if (perKwh_[here] == perKwh_[next])
            same_[here] = std::min(same_[next] + 1, kDayMinutes);
    }
}

double WeekRates::integral(std::int64_t from, std::int64_t to, LocalOffset offset) const
{
    to = boundedEnd(from, to);
    double sum = 0;
    while (from < to) {
        const std::int64_t second = secondsOf(from);
        const std::int64_t ahead = offset(second);
        const int local = secondOfWeek(second, ahead);
        const auto minute = static_cast<std::size_t>(local / 60);
        std::int64_t next = second + std::int64_t{same_[minute]} * 60 - local % 60;
        if (offset(next) != ahead)
            next = clockChange(second, next, ahead, offset);
        const std::int64_t end = next > to / kMicros ? to : std::min(to, next * kMicros);
        sum += perKwh_[minute] * static_cast<double>(end - from) * 1e-6;
        from = end;
    }
    return sum;
}

double WeekRates::mean(std::int64_t from, std::int64_t to, LocalOffset offset) const
{
    if (to <= from) {
        const std::int64_t second = secondsOf(from);
        return at(secondOfWeek(second, offset(second)) / 60);
    }
    to = boundedEnd(from, to);
    return integral(from, to, offset) / (static_cast<double>(to - from) * 1e-6);
}

} // namespace xpu::tariff
