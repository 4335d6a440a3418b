#include "app/control_center/preferences.h"

#include "core/settings/places.h"
#include "core/settings/settings.h"

#include <cstdio>
#include <utility>

namespace xpu::control_center {
namespace {

std::string settingsFile() { return places(processEnvironment()).config + "/settings.toml"; }

ui::Preferences preferencesOf(const Settings& settings)
{
    const std::string_view theme = nameOf(settings.theme);
    return {settings.language == "system" ? "" : settings.language,
            theme == "system" ? "" : std::string(theme)};
}

} // namespace

ui::Preferences loadPreferences() { return preferencesOf(loadSettings(settingsFile()).values); }

void savePreferences(const ui::Preferences& preferences)
{
    const auto word = [](const std::string& value) { return value.empty() ? "system" : value; };
    for (const auto& [key, value] : {std::pair{"language", word(preferences.language)},
                                     std::pair{"theme", word(preferences.theme)}})
        if (const auto stored = storeSetting(settingsFile(), key, value); !stored)
            std::fprintf(stderr, "xpu-optimizer: %s\n", stored.error().context.c_str());
}

} // namespace xpu::control_center
