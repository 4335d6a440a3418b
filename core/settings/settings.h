#pragma once

#include "core/base/result.h"
#include "core/wording/shown_units.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace xpu {

enum class Theme : std::uint8_t { System, Light, Dark };
std::string_view nameOf(Theme theme); ///< "system", "light", "dark"

/// Which ends of runs are told to somebody who looks elsewhere.
enum class Notifications : std::uint8_t { All, Failures, None };
std::string_view nameOf(Notifications notifications); ///< "all", "failures", "none"

/// How long the history keeps what; 0 = for ever, or no bound.
struct RetentionSettings {
    int runDays = 365;     ///< `retention.runs_days`: runs with their steps and reasons
    int telemetryDays = 7; ///< `retention.telemetry_days`: then minutes instead of ten seconds
    int logDays = 90;      ///< `retention.logs_days`: what commands printed
    int logMib = 1024;     ///< `retention.logs_mib`: all logs together, oldest go first
    bool operator==(const RetentionSettings&) const = default;
};

/// What the user chose; the defaults are what a missing file means.
struct Settings {
    std::string language = "system"; ///< `language`: "system" or a code such as "de"
    Theme theme = Theme::System;     ///< `theme`
    Notifications notifications = Notifications::All; ///< `notifications`
    wording::ShownUnits units;                        ///< `units.bytes`, `units.energy`
    double telemetryHz = 10; ///< `telemetry.rate_hz`, while watched: 1 to 30
    int threads = 0;         ///< `cpu.threads`: 0 = all
    int priority = 50;       ///< `tasks.priority` where a task file says nothing: 0 to 100
    RetentionSettings retention;
    std::string priceFile;  ///< `price.file`: see rate_files.h; empty = no costs are shown
    std::string carbonFile; ///< `carbon.file`: as well
};

/// A key that could not be used; its default is in force.
struct SettingProblem {
    std::string key; ///< empty when it is about the whole file
    int line = 0;    ///< 1-based; 0 when it has none
    std::string message;
};

struct LoadedSettings {
    Settings values;
    std::vector<SettingProblem> problems; ///< by line; of very many the first ones
};

LoadedSettings parseSettings(const std::string& text);
/// A missing file gives the defaults; so does a damaged one, with its problems. Those of a price or
/// carbon file that it names are among them.
LoadedSettings loadSettings(const std::string& file);

/// What the file holds; empty when it is not there. Errc::InvalidInput for what is no file or larger
/// than settings can be, Errc::Permission, Errc::Io
Result<std::string> readSettingsFile(const std::string& file);

using SettingValue = std::variant<std::string, double, std::int64_t>;
/// `text` with one value changed or added; everything else, comments too, stays byte for byte.
/// @param key  "theme" or "telemetry.rate_hz"
/// Errc::InvalidInput when the text is not TOML or has something else in that place
Result<std::string> withSetting(const std::string& text, const std::string& key,
                                const SettingValue& value);
/// The same in the file, which is replaced as a whole or not at all.
Result<void> storeSetting(const std::string& file, const std::string& key,
                          const SettingValue& value);

} // namespace xpu
