#include "app/ctl/time_word.h"

#include "core/task/quantity.h"

#include <chrono>
#include <cstdio>
#include <ctime>
#include <optional>

namespace xpu::ctl {
namespace {

constexpr std::int64_t kMicros = 1'000'000;

/// The next moment at which clocks here show `word` ("7:30").
std::optional<std::int64_t> nextTimeOfDay(const std::string& word, std::time_t now)
{
    int hour = 0;
    int minute = 0;
    int used = 0;
    if (std::sscanf(word.c_str(), "%2d:%2d%n", &hour, &minute, &used) != 2
        || static_cast<std::size_t>(used) != word.size() || hour < 0 || hour > 23 || minute < 0
        || minute > 59)
        return std::nullopt;
    std::tm day{};
    if (::localtime_r(&now, &day) == nullptr)
        return std::nullopt;
    day.tm_hour = hour;
    day.tm_min = minute;
    day.tm_sec = 0;
    day.tm_isdst = -1;
    std::time_t then = std::mktime(&day);
    if (then <= now) {
        ++day.tm_mday; // mktime carries it into the next month
        day.tm_hour = hour;
        day.tm_isdst = -1;
        then = std::mktime(&day);
    }
    return then * kMicros;
}

} // namespace

Result<std::int64_t> utcMicrosOf(const std::string& word)
{
    using std::chrono::system_clock;
    const auto now = system_clock::now();
    if (const auto instant = task::parseInstant(word))
        return *instant;
    if (const auto time = nextTimeOfDay(word, system_clock::to_time_t(now)))
        return *time;
    if (const auto stretch = task::parseSeconds(word)) {
        const auto since =
            std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch());
        return since.count() + static_cast<std::int64_t>(stretch->count() * 1e6);
    }
    return fail(Errc::InvalidInput,
                "'" + word + "' is no time; write 23:00, 2h or 2026-12-01T08:00:00Z");
}

} // namespace xpu::ctl
