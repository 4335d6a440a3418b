#include "app/control_center/preferences.h"

#include "app/assembly/user_settings.h"
#include "core/settings/settings.h"

#include <cstdio>
#include <filesystem>
#include <utility>

namespace xpu::control_center {
namespace {

ui::Preferences preferencesOf(const Settings& settings)
{
    const std::string_view theme = nameOf(settings.theme);
    return {settings.language == "system" ? "" : settings.language,
            theme == "system" ? "" : std::string(theme)};
}

} // namespace

ui::Preferences loadPreferences()
{
    const LoadedSettings loaded = loadSettings(assembly::settingsFile());
    assembly::sayProblems("xpu-optimizer", loaded.problems);
    wording::showUnits(loaded.values.units);
    return preferencesOf(loaded.values);
}

bool isFirstStart()
{
    std::error_code ignored;
    return !std::filesystem::exists(assembly::settingsFile(), ignored);
}

Notifications loadNotifications()
{
    return loadSettings(assembly::settingsFile()).values.notifications;
}

void savePreferences(const ui::Preferences& preferences)
{
    const auto word = [](const std::string& value) { return value.empty() ? "system" : value; };
    for (const auto& [key, value] : {std::pair{"language", word(preferences.language)},
                                     std::pair{"theme", word(preferences.theme)}})
        if (const auto stored = storeSetting(assembly::settingsFile(), key, value); !stored)
            std::fprintf(stderr, "xpu-optimizer: %s\n", stored.error().context.c_str());
}

} // namespace xpu::control_center
