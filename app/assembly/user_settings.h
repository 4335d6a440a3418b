#pragma once

#include "core/history/housekeeper.h"
#include "core/settings/settings.h"

#include <string>
#include <vector>

namespace xpu::assembly {

/// The settings file of this user.
std::string settingsFile();

/// "settings.toml:3: telemetry.rate_hz: a number from 1 to 30 is expected"
std::string sentenceOf(const SettingProblem& problem);
/// On stderr, a line each.
void sayProblems(const char* program, const std::vector<SettingProblem>& problems);

history::RetentionLimits limitsOf(const RetentionSettings& retention);

} // namespace xpu::assembly
