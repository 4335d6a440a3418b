#pragma once

#include "core/settings/settings.h"

namespace xpu::control_center {

/// From the user's settings file; the defaults where it says nothing. What does not fit is said on
/// stderr, and the units it names are shown from now on.
Settings loadPreferences();
/// Nobody has chosen anything yet: there is no settings file.
bool isFirstStart();
/// As the file has it now, so that a change is in force at once.
Notifications loadNotifications();

} // namespace xpu::control_center
