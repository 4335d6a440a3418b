#pragma once

#include "core/settings/settings.h"
#include "core/tariff/footprint.h"

namespace xpu {

struct LoadedRates {
    tariff::Rates rates;
    std::vector<SettingProblem> problems; ///< their keys are those of the settings
};

/// Reads the price and the carbon file that the settings name.
/// @param settingsFile  relative paths start in its folder
LoadedRates loadRates(const Settings& settings, const std::string& settingsFile);
/// Paths of the files that the settings name.
std::vector<std::string> rateFiles(const Settings& settings, const std::string& settingsFile);
/// What loadRates gives for the settings file as it is now.
tariff::Rates ratesInForce(const std::string& settingsFile);

} // namespace xpu
