#include "core/report/text.h"

#include "core/task/utf8.h"
#include "core/wording/shown_units.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <span>

namespace xpu::report {
namespace {

constexpr const char* kNothing = "\xe2\x80\x93";
constexpr std::size_t kColours = 8;

std::string formatted(const char* format, double value)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), format, value);
    return text.data();
}

struct Scale {
    double from;
    const char* unit;
};

/// Three significant digits in the largest unit that does not exceed the value.
std::string scaled(double value, std::span<const Scale> scales)
{
    const Scale* best = &scales.front();
    for (const Scale& scale : scales) {
        if (std::abs(value) >= scale.from)
            best = &scale;
        if (value == 0 && scale.from == 1)
            return std::string("0 ") + scale.unit;
    }
    const double shown = value / best->from;
    const int decimals = std::abs(shown) >= 99.95 ? 0 : std::abs(shown) >= 9.995 ? 1 : 2;
    return formatted(decimals == 0   ? "%.0f "
                     : decimals == 1 ? "%.1f "
                                     : "%.2f ",
                     shown)
           + best->unit;
}

} // namespace

std::string wellFormed(std::string_view bytes)
{
    std::string out;
    std::size_t bad = 0;
    while ((bad = task::firstInvalidUtf8(bytes)) != std::string_view::npos) {
        out.append(bytes.substr(0, bad)).append("\xef\xbf\xbd");
        bytes.remove_prefix(bad + 1);
    }
    return out.append(bytes);
}

std::string escaped(std::string_view text)
{
    if (task::firstInvalidUtf8(text) != std::string_view::npos)
        return escaped(wellFormed(text));
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t')
                out += "\xef\xbf\xbd";
            else
                out += c;
        }
    }
    return out;
}

std::string duration(std::optional<double> seconds)
{
    static constexpr std::array<Scale, 4> kScales = {
        {{1e-9, "ns"}, {1e-6, "\xc2\xb5s"}, {1e-3, "ms"}, {1, "s"}}};
    if (!seconds || !std::isfinite(*seconds))
        return kNothing;
    if (*seconds < 120)
        return scaled(*seconds, kScales);
    const auto whole = static_cast<long long>(std::llround(*seconds));
    if (whole < 7200)
        return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

std::string energy(std::optional<double> joules)
{
    static constexpr std::array<Scale, 4> kScales = {
        {{1e-3, "mJ"}, {1, "J"}, {1e3, "kJ"}, {1e6, "MJ"}}};
    static constexpr std::array<Scale, 4> kHours = {
        {{3.6e-3, "µWh"}, {3.6, "mWh"}, {3600, "Wh"}, {3.6e6, "kWh"}}};
    if (!joules || !std::isfinite(*joules))
        return kNothing;
    const bool hours = wording::shownUnits().energy == wording::ShownUnits::Energy::WattHour;
    return scaled(*joules, hours ? kHours : kScales);
}

std::string size(std::optional<std::uint64_t> bytes)
{
    static constexpr std::array<Scale, 4> kScales = {
        {{1024.0, "KiB"}, {1048576.0, "MiB"}, {1073741824.0, "GiB"}, {1099511627776.0, "TiB"}}};
    static constexpr std::array<Scale, 4> kDecimal = {
        {{1e3, "kB"}, {1e6, "MB"}, {1e9, "GB"}, {1e12, "TB"}}};
    if (!bytes)
        return kNothing;
    const bool decimal = wording::shownUnits().bytes == wording::ShownUnits::Bytes::Decimal;
    if (*bytes < (decimal ? 1000 : 1024))
        return std::to_string(*bytes) + " B";
    return scaled(static_cast<double>(*bytes), decimal ? kDecimal : kScales);
}

std::string percent(std::optional<double> share)
{
    return share && std::isfinite(*share) ? formatted("%.1f %%", *share * 100) : kNothing;
}

std::string time(std::int64_t utcMicros)
{
    if (utcMicros <= 0)
        return kNothing;
    const auto seconds = static_cast<std::time_t>(utcMicros / 1'000'000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &parts);
    return text.data();
}

std::string plain(double value)
{
    std::array<char, 40> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} ? std::string(text.data(), end) : std::string();
}

std::string coordinate(double value)
{
    std::string text = formatted("%.2f", value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.')
        text.pop_back();
    return text;
}

std::string colour(std::size_t n) { return "c" + std::to_string(n % kColours); }

} // namespace xpu::report
