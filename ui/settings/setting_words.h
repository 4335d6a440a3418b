#pragma once

#include "core/settings/setting_table.h"

#include <QString>

#include <string>
#include <utility>
#include <vector>

namespace xpu::ui {

// What a setting is called where people see it. A key without words of its own goes by its name in
// the file, so that a new row of the table is on the page at once.

QString settingCaption(const SettingInfo& info);
/// One line below the caption.
QString settingHelp(const SettingInfo& info);
/// The heading it stands below.
QString settingSection(const SettingInfo& info);

/// The values to choose from with their words: "light" and "Light".
std::vector<std::pair<std::string, QString>> settingChoices(const SettingInfo& info);
/// What stands for 0 where 0 is no number; else empty.
QString settingZero(const SettingInfo& info);
/// "days", for the number that stands before it; empty where it has none.
QString settingUnit(const SettingInfo& info, double value);
/// A number without zeros at its end: "2.5", "10".
QString settingFigure(double value);
/// As a person reads it: "10 per second", "Light", "for ever".
QString settingValueText(const SettingInfo& info, const SettingValue& value);

} // namespace xpu::ui
