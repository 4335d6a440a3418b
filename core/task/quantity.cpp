#include "core/task/quantity.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <span>
#include <string>

namespace xpu::task {
namespace {

struct Unit {
    std::string_view name;
    double factor;
};

constexpr std::array<Unit, 12> kByteUnits = {{{"B", 1},
                                              {"kB", 1e3},
                                              {"KB", 1e3},
                                              {"MB", 1e6},
                                              {"GB", 1e9},
                                              {"TB", 1e12},
                                              {"KiB", 0x1p10},
                                              {"kiB", 0x1p10},
                                              {"MiB", 0x1p20},
                                              {"GiB", 0x1p30},
                                              {"TiB", 0x1p40},
                                              {"PiB", 0x1p50}}};
constexpr std::array<Unit, 3> kWattUnits = {{{"W", 1}, {"mW", 1e-3}, {"kW", 1e3}}};
constexpr std::array<Unit, 6> kJouleUnits = {
    {{"J", 1}, {"kJ", 1e3}, {"MJ", 1e6}, {"mWh", 3.6}, {"Wh", 3600}, {"kWh", 3.6e6}}};
constexpr std::array<Unit, 9> kSecondUnits = {{{"ms", 1e-3},
                                               {"s", 1},
                                               {"sec", 1},
                                               {"m", 60},
                                               {"min", 60},
                                               {"h", 3600},
                                               {"hours", 3600},
                                               {"d", 86400},
                                               {"days", 86400}}};

struct Token {
    double number;
    std::string_view unit;
};

void skipSpaces(std::string_view& text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
}

bool startsNumber(char c) { return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+'; }

/// Takes "12.5 GiB" off the front.
Parsed<Token> takeToken(std::string_view& text)
{
    skipSpaces(text);
    if (!text.empty() && text.front() == '+')
        text.remove_prefix(1);
    Token token{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), token.number,
                                              std::chars_format::fixed);
    if (error == std::errc::result_out_of_range)
        return tl::unexpected(QuantityFault::Range);
    if (error != std::errc{} || !std::isfinite(token.number))
        return tl::unexpected(QuantityFault::Form);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    skipSpaces(text);
    std::size_t length = 0;
    while (length < text.size() && text[length] != ' ' && !startsNumber(text[length]))
        ++length;
    token.unit = text.substr(0, length);
    text.remove_prefix(length);
    skipSpaces(text);
    return token;
}

Parsed<double> scaled(const Token& token, std::span<const Unit> units)
{
    for (const Unit& unit : units)
        if (unit.name == token.unit)
            return token.number * unit.factor;
    return tl::unexpected(QuantityFault::Unit);
}

Parsed<double> parsePositive(std::string_view text, std::span<const Unit> units)
{
    const auto token = takeToken(text);
    if (!token)
        return tl::unexpected(token.error());
    const auto value = scaled(*token, units);
    if (!value)
        return value;
    if (!text.empty())
        return tl::unexpected(QuantityFault::Form);
    if (!(*value > 0))
        return tl::unexpected(QuantityFault::Range);
    return value;
}

} // namespace

Parsed<Bytes> parseBytes(std::string_view text)
{
    const auto value = parsePositive(text, kByteUnits);
    if (!value)
        return tl::unexpected(value.error());
    if (*value < 1 || *value >= 0x1p63)
        return tl::unexpected(QuantityFault::Range);
    return Bytes(static_cast<std::uint64_t>(*value));
}

Parsed<Watts> parseWatts(std::string_view text)
{
    return parsePositive(text, kWattUnits).map([](double w) { return Watts(w); });
}

Parsed<Joules> parseJoules(std::string_view text)
{
    return parsePositive(text, kJouleUnits).map([](double j) { return Joules(j); });
}

Parsed<Seconds> parseSeconds(std::string_view text)
{
    double sum = 0;
    do {
        const auto token = takeToken(text);
        if (!token)
            return tl::unexpected(token.error());
        const auto part = scaled(*token, kSecondUnits);
        if (!part)
            return tl::unexpected(part.error());
        sum += *part;
    } while (!text.empty());
    // A thousand years: later arithmetic in microseconds must not overflow.
    if (!(sum > 0) || sum > 3.2e10)
        return tl::unexpected(QuantityFault::Range);
    return Seconds(sum);
}

std::optional<std::int64_t> parseInstant(std::string_view text)
{
    const std::string copy(text);
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int used = 0;
    if (copy.size() > 40
        || std::sscanf(copy.c_str(), "%4d-%2d-%2d%*1[Tt ]%2d:%2d:%2d%n", &year, &month, &day, &hour,
                       &minute, &second, &used)
               != 6)
        return std::nullopt;
    std::string_view rest = std::string_view(copy).substr(static_cast<std::size_t>(used));
    if (!rest.empty() && rest.front() == '.') {
        rest.remove_prefix(1);
        while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9')
            rest.remove_prefix(1);
    }
    int offsetMinutes = 0;
    if (rest != "Z" && rest != "z") {
        char sign = 0;
        int offsetHour = 0;
        if (rest.size() != 6
            || std::sscanf(rest.data(), "%c%2d:%2d", &sign, &offsetHour, &offsetMinutes) != 3
            || (sign != '+' && sign != '-'))
            return std::nullopt;
        offsetMinutes = (offsetHour * 60 + offsetMinutes) * (sign == '-' ? -1 : 1);
    }
    namespace chrono = std::chrono;
    const chrono::year_month_day date{chrono::year{year},
                                      chrono::month{static_cast<unsigned>(month)},
                                      chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0
        || second > 60)
        return std::nullopt;
    const auto instant = chrono::sys_days{date} + chrono::hours{hour} + chrono::minutes{minute}
                         + chrono::seconds{second} - chrono::minutes{offsetMinutes};
    return chrono::duration_cast<chrono::microseconds>(instant.time_since_epoch()).count();
}

} // namespace xpu::task
