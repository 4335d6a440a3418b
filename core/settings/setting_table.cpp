#include "core/settings/setting_table.h"

#include "core/wording/quantity_text.h"
#include "core/wording/translator.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace xpu {
namespace {

using wording::filled;
using wording::translated;
using Kind = SettingInfo::Kind;
using Units = wording::ShownUnits;

constexpr std::array<std::string_view, 3> kThemes = {"system", "light", "dark"};
constexpr std::array<std::string_view, 3> kNotifications = {"all", "failures", "none"};
constexpr double kMostDays = 36500;

const std::string& wordOf(const SettingValue& value) { return std::get<std::string>(value); }
int wholeOf(const SettingValue& value) { return static_cast<int>(std::get<std::int64_t>(value)); }
SettingValue whole(int value) { return std::int64_t{value}; }
SettingValue word(std::string_view value) { return std::string(value); }

template <int RetentionSettings::*field>
SettingInfo kept(std::string_view key, double most, std::string_view help)
{
    return {key,
            Kind::Whole,
            {},
            0,
            most,
            false,
            help,
            [](const Settings& s) { return whole(s.retention.*field); },
            [](Settings& s, const SettingValue& v) { s.retention.*field = wholeOf(v); }};
}

template <std::string Settings::*field>
SettingInfo textOf(std::string_view key, std::string_view help)
{
    return {key,
            Kind::Text,
            {},
            0,
            0,
            false,
            help,
            [](const Settings& s) { return word(s.*field); },
            [](Settings& s, const SettingValue& v) { s.*field = wordOf(v); }};
}

std::vector<SettingInfo> makeTable()
{
    return {
        {"language",
         Kind::Language,
         {},
         0,
         0,
         false,
         "of the window: system, en or de",
         [](const Settings& s) { return word(s.language); },
         [](Settings& s, const SettingValue& v) { s.language = wordOf(v); }},
        {"theme",
         Kind::Choice,
         {kThemes.begin(), kThemes.end()},
         0,
         0,
         false,
         "colours of the window",
         [](const Settings& s) { return word(nameOf(s.theme)); },
         [](Settings& s, const SettingValue& v) {
             s.theme = static_cast<Theme>(std::find(kThemes.begin(), kThemes.end(), wordOf(v))
                                          - kThemes.begin());
         }},
        {"notifications",
         Kind::Choice,
         {kNotifications.begin(), kNotifications.end()},
         0,
         0,
         false,
         "which ends of runs the desktop tells while the window is not looked at",
         [](const Settings& s) { return word(nameOf(s.notifications)); },
         [](Settings& s, const SettingValue& v) {
             const auto at = std::find(kNotifications.begin(), kNotifications.end(), wordOf(v));
             s.notifications = static_cast<Notifications>(at - kNotifications.begin());
         }},
        {"units.bytes",
         Kind::Choice,
         {"binary", "decimal"},
         0,
         0,
         false,
         "sizes for people in GiB or GB",
         [](const Settings& s) {
             return word(s.units.bytes == Units::Bytes::Decimal ? "decimal" : "binary");
         },
         [](Settings& s, const SettingValue& v) {
             s.units.bytes = wordOf(v) == "decimal" ? Units::Bytes::Decimal : Units::Bytes::Binary;
         }},
        {"units.energy",
         Kind::Choice,
         {"joule", "watt_hour"},
         0,
         0,
         false,
         "energies for people in J or Wh",
         [](const Settings& s) {
             return word(s.units.energy == Units::Energy::WattHour ? "watt_hour" : "joule");
         },
         [](Settings& s, const SettingValue& v) {
             s.units.energy =
                 wordOf(v) == "watt_hour" ? Units::Energy::WattHour : Units::Energy::Joule;
         }},
        {"telemetry.rate_hz",
         Kind::Real,
         {},
         1,
         30,
         false,
         "how often sensors are read while charts are seen",
         [](const Settings& s) { return SettingValue(s.telemetryHz); },
         [](Settings& s, const SettingValue& v) { s.telemetryHz = std::get<double>(v); }},
        {"cpu.threads",
         Kind::Whole,
         {},
         0,
         4096,
         false,
         "processor threads that work may use; 0 = all",
         [](const Settings& s) { return whole(s.threads); },
         [](Settings& s, const SettingValue& v) { s.threads = wholeOf(v); }},
        {"tasks.priority",
         Kind::Whole,
         {},
         0,
         100,
         false,
         "of task files that name none",
         [](const Settings& s) { return whole(s.priority); },
         [](Settings& s, const SettingValue& v) { s.priority = wholeOf(v); }},
        kept<&RetentionSettings::runDays>("retention.runs_days", kMostDays,
                                          "runs are forgotten after so many days; 0 = never"),
        kept<&RetentionSettings::telemetryDays>(
            "retention.telemetry_days", kMostDays,
            "telemetry keeps ten-second detail so many days; 0 = always"),
        kept<&RetentionSettings::logDays>(
            "retention.logs_days", kMostDays,
            "what commands printed goes after so many days; 0 = never"),
        kept<&RetentionSettings::logMib>(
            "retention.logs_mib", 1 << 20,
            "MiB of all command logs, the oldest go first; 0 = no bound"),
        textOf<&Settings::priceFile>("price.file", "prices of energy, for the costs in reports"),
        textOf<&Settings::carbonFile>("carbon.file",
                                      "emissions of energy, for the grams of CO2 in reports"),
    };
}

bool isLanguage(const std::string& text)
{
    return !text.empty() && text.size() <= 16 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    });
}

Result<void> refuse(std::string sentence) { return fail(Errc::InvalidInput, std::move(sentence)); }

Result<void> refuseNumber(const SettingInfo& info)
{
    const wording::Holes ends = {{"least", wording::number(info.least)},
                                 {"most", wording::number(info.most)}};
    return refuse(
        info.kind == Kind::Whole
            ? filled(XPU_TR("settings", "a whole number from {least} to {most} is expected"), ends)
            : filled(XPU_TR("settings", "a number from {least} to {most} is expected"), ends));
}

/// One line of a length that file systems take.
bool isLine(const std::string& text)
{
    constexpr std::size_t kLongest = 4096;
    return text.size() < kLongest && std::none_of(text.begin(), text.end(), [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
           });
}

Result<void> acceptWord(const SettingInfo& info, const SettingValue& value)
{
    const auto* text = std::get_if<std::string>(&value);
    if (info.kind == Kind::Language)
        return text && isLanguage(*text)
                   ? Result<void>()
                   : refuse(
                       translated(XPU_TR("settings", "a language code in quotes is expected")));
    if (info.kind == Kind::Text)
        return text && isLine(*text)
                   ? Result<void>()
                   : refuse(translated(XPU_TR("settings", "a text in quotes is expected")));
    if (text && std::find(info.choices.begin(), info.choices.end(), *text) != info.choices.end())
        return {};
    std::string all;
    for (const std::string_view choice : info.choices)
        (all += all.empty() ? "" : ", ") += choice;
    return refuse(filled(XPU_TR("settings", "one of {choices} is expected"), {{"choices", all}}));
}

template <class Number>
std::optional<Number> numberIn(const std::string& text)
{
    Number value{};
    const char* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, value);
    return error == std::errc{} && at == end ? std::optional(value) : std::nullopt;
}

} // namespace

std::string_view nameOf(Theme theme) { return kThemes[static_cast<std::size_t>(theme)]; }
std::string_view nameOf(Notifications notifications)
{
    return kNotifications[static_cast<std::size_t>(notifications)];
}

std::span<const SettingInfo> settingTable()
{
    static const std::vector<SettingInfo> table = makeTable();
    return table;
}

const SettingInfo* findSetting(std::string_view key)
{
    const auto table = settingTable();
    const auto at =
        std::find_if(table.begin(), table.end(), [&](const auto& info) { return info.key == key; });
    return at == table.end() ? nullptr : &*at;
}

Result<void> acceptSetting(const SettingInfo& info, const SettingValue& value)
{
    if (info.kind == Kind::Choice || info.kind == Kind::Language || info.kind == Kind::Text)
        return acceptWord(info, value);
    const auto* integer = std::get_if<std::int64_t>(&value);
    const auto* real = std::get_if<double>(&value);
    if ((info.kind == Kind::Whole) != (integer != nullptr) || (!integer && !real))
        return refuseNumber(info);
    const double number = integer ? static_cast<double>(*integer) : *real;
    // Written so that NaN is refused as well.
    return number >= info.least && number <= info.most ? Result<void>() : refuseNumber(info);
}

Result<SettingValue> settingFromText(const SettingInfo& info, const std::string& text)
{
    SettingValue value = text;
    if (info.kind == Kind::Whole) {
        if (const auto number = numberIn<std::int64_t>(text))
            value = *number;
    } else if (info.kind == Kind::Real) {
        if (const auto number = numberIn<double>(text))
            value = *number;
    }
    if (const Result<void> accepted = acceptSetting(info, value); !accepted)
        return tl::unexpected(accepted.error());
    return value;
}

std::string settingText(const SettingValue& value)
{
    if (const auto* text = std::get_if<std::string>(&value))
        return *text;
    if (const auto* integer = std::get_if<std::int64_t>(&value))
        return std::to_string(*integer);
    std::array<char, 32> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::get<double>(value));
    return {buffer.data(), end.ptr};
}

} // namespace xpu
