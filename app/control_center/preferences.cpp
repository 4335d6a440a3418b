#include "app/control_center/preferences.h"

#include "app/assembly/user_settings.h"

#include <filesystem>

namespace xpu::control_center {

Settings loadPreferences()
{
    const LoadedSettings loaded = loadSettings(assembly::settingsFile());
    assembly::sayProblems("xpu-optimizer", loaded.problems);
    wording::showUnits(loaded.values.units);
    return loaded.values;
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

} // namespace xpu::control_center
