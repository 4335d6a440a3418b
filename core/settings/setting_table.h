#pragma once

#include "core/settings/settings.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xpu {

/// One key of the settings file: what it may hold and where it goes. The reader of the file, the
/// command line and the window all go by this table.
struct SettingInfo {
    enum class Kind : std::uint8_t { Choice, Language, Whole, Real, Text };
    std::string_view key;
    Kind kind = Kind::Choice;
    std::vector<std::string_view> choices; ///< of a Choice
    double least = 0, most = 0;            ///< of numbers
    bool atRestart = false;                ///< an open window must be started again for it
    std::string_view help;
    SettingValue (*get)(const Settings&) = nullptr;
    void (*put)(Settings&, const SettingValue&) = nullptr; ///< a value that was accepted
};

std::span<const SettingInfo> settingTable();
/// Null when there is no such key.
const SettingInfo* findSetting(std::string_view key);

/// Errc::InvalidInput with a sentence for people when the key cannot hold it.
Result<void> acceptSetting(const SettingInfo& info, const SettingValue& value);
/// As typed on a command line or into a field.
Result<SettingValue> settingFromText(const SettingInfo& info, const std::string& text);
/// As settingFromText reads it.
std::string settingText(const SettingValue& value);

} // namespace xpu
