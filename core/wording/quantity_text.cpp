#include "core/wording/quantity_text.h"

#include "core/wording/shown_units.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <span>

namespace xpu::wording {
namespace {

constexpr const char* kUnknown = "–";

struct Unit {
    double size;
    const char* name;
};

/// The largest unit that leaves at least 1 before the point, the smallest one otherwise. A value
/// that rounds up to the next unit's size takes that unit: 999.9 ms is "1 s".
std::string scaled(double value, std::span<const Unit> units)
{
    if (!std::isfinite(value))
        return kUnknown;
    const Unit* best = &units.back();
    for (const Unit& unit : units) {
        if (std::abs(value) >= unit.size * 0.9995) {
            best = &unit;
            break;
        }
    }
    return number(value / best->size) + " " + best->name;
}

std::string paired(double whole, double part, const char* wholeUnit, const char* partUnit)
{
    std::string out = number(whole) + " " + wholeUnit;
    if (part >= 1)
        out += " " + number(part) + " " + partUnit;
    return out;
}

constexpr std::array<Unit, 4> kSeconds = {{{1, "s"}, {1e-3, "ms"}, {1e-6, "µs"}, {1e-9, "ns"}}};
constexpr std::array<Unit, 6> kBytes = {{{0x1p50, "PiB"},
                                         {0x1p40, "TiB"},
                                         {0x1p30, "GiB"},
                                         {0x1p20, "MiB"},
                                         {0x1p10, "KiB"},
                                         {1, "B"}}};
constexpr std::array<Unit, 6> kDecimalBytes = {
    {{1e15, "PB"}, {1e12, "TB"}, {1e9, "GB"}, {1e6, "MB"}, {1e3, "kB"}, {1, "B"}}};
constexpr std::array<Unit, 3> kWatts = {{{1e3, "kW"}, {1, "W"}, {1e-3, "mW"}}};
constexpr std::array<Unit, 4> kJoules = {{{3.6e6, "kWh"}, {1e3, "kJ"}, {1, "J"}, {1e-3, "mJ"}}};
constexpr std::array<Unit, 5> kGrams = {
    {{1e6, "t"}, {1e3, "kg"}, {1, "g"}, {1e-3, "mg"}, {1e-6, "µg"}}};
constexpr std::array<Unit, 4> kWattHours = {
    {{3.6e6, "kWh"}, {3.6e3, "Wh"}, {3.6, "mWh"}, {3.6e-3, "µWh"}}};

std::string joinedRange(const std::string& low, const std::string& high)
{
    return low == high ? low : low + " – " + high;
}

} // namespace

std::string number(double value)
{
    if (!std::isfinite(value))
        return kUnknown;
    if (value == 0)
        return "0";
    // %.3g writes 1230 as 1.23e+03; from 1000 on whole numbers say it better.
    std::array<char, 64> buffer{};
    const bool large = std::abs(value) >= 999.5 && std::abs(value) < 1e15;
    std::snprintf(buffer.data(), buffer.size(), large ? "%.0f" : "%.3g", value);
    return buffer.data();
}

std::string percent(double share) { return number(share * 100) + " %"; }

std::string text(Seconds time)
{
    const double s = time.count();
    if (!std::isfinite(s) || s < 59.95)
        return s == 0 ? "0 s" : scaled(s, kSeconds);
    const double whole = std::round(s);
    if (whole < 3600)
        return paired(std::floor(whole / 60), std::fmod(whole, 60), "min", "s");
    const double minutes = std::round(s / 60);
    if (minutes < 24 * 60)
        return paired(std::floor(minutes / 60), std::fmod(minutes, 60), "h", "min");
    const double hours = std::round(s / 3600);
    return paired(std::floor(hours / 24), std::fmod(hours, 24), "d", "h");
}

std::string text(Bytes size)
{
    const auto count = static_cast<double>(size.count);
    return shownUnits().bytes == ShownUnits::Bytes::Decimal ? scaled(count, kDecimalBytes)
                                                            : scaled(count, kBytes);
}
std::string text(Watts power) { return power.value == 0 ? "0 W" : scaled(power.value, kWatts); }
std::string text(Joules energy)
{
    if (shownUnits().energy == ShownUnits::Energy::WattHour)
        return energy.value == 0 ? "0 Wh" : scaled(energy.value, kWattHours);
    return energy.value == 0 ? "0 J" : scaled(energy.value, kJoules);
}

std::string money(double amount, const std::string& currency)
{
    return currency.empty() ? number(amount) : number(amount) + " " + currency;
}

std::string grams(double grams) { return grams == 0 ? "0 g" : scaled(grams, kGrams); }

std::string range(Seconds low, Seconds high) { return joinedRange(text(low), text(high)); }
std::string range(Watts low, Watts high) { return joinedRange(text(low), text(high)); }
std::string range(Joules low, Joules high) { return joinedRange(text(low), text(high)); }

} // namespace xpu::wording
