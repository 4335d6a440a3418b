#pragma once

#include "ui/bridge/engine_door.h"

namespace xpu::control_center {

/// From the user's settings file; the defaults where it says nothing.
ui::Preferences loadPreferences();
/// Into the settings file, which keeps everything else in it.
void savePreferences(const ui::Preferences& preferences);

} // namespace xpu::control_center
