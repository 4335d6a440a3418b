#include "app/assembly/user_settings.h"
#include "app/ctl/exit_code.h"
#include "app/ctl/output.h"
#include "app/ctl/verbs.h"
#include "core/settings/setting_table.h"

#include <cstdio>

namespace xpu::ctl {
namespace {

nlohmann::json jsonOf(const SettingValue& value)
{
    return std::visit([](const auto& held) { return nlohmann::json(held); }, value);
}

nlohmann::json jsonOf(const SettingInfo& info, const Settings& values)
{
    return {{"key", info.key},
            {"value", jsonOf(info.get(values))},
            {"default", jsonOf(info.get(Settings{}))}};
}

nlohmann::json jsonOf(const std::vector<SettingProblem>& problems)
{
    nlohmann::json all = nlohmann::json::array();
    for (const SettingProblem& problem : problems)
        all.push_back({{"key", problem.key}, {"line", problem.line}, {"message", problem.message}});
    return all;
}

int list(const Invocation& call, const LoadedSettings& loaded)
{
    nlohmann::json settings = nlohmann::json::array();
    std::vector<std::vector<std::string>> rows;
    for (const SettingInfo& info : settingTable()) {
        settings.push_back(jsonOf(info, loaded.values));
        rows.push_back({std::string(info.key), settingText(info.get(loaded.values)),
                        settingText(info.get(Settings{})), std::string(info.help)});
    }
    if (call.has("--json"))
        printJson({{"file", assembly::settingsFile()},
                   {"settings", settings},
                   {"problems", jsonOf(loaded.problems)}});
    else
        printTable({"Key", "Value", "Default", "Meaning"}, rows);
    return Done;
}

int show(const Invocation& call, const SettingInfo& info, const Settings& values)
{
    if (call.has("--json"))
        printJson(jsonOf(info, values));
    else
        std::puts(settingText(info.get(values)).c_str());
    return Done;
}

int set(const Invocation& call, const SettingInfo& info, const std::string& text)
{
    const std::string key(info.key);
    const Result<SettingValue> value = settingFromText(info, text);
    if (!value)
        return complain(call, {Errc::InvalidInput, key + ": " + value.error().context});
    if (const auto stored = storeSetting(assembly::settingsFile(), key, *value); !stored)
        return complain(call, stored.error());
    return show(call, info, loadSettings(assembly::settingsFile()).values);
}

} // namespace

int settings(const Invocation& call)
{
    const LoadedSettings loaded = loadSettings(assembly::settingsFile());
    if (call.operands.empty())
        return list(call, loaded);
    const SettingInfo* info = findSetting(call.operands[0]);
    if (info == nullptr)
        return complain(call, {Errc::NotFound, "no setting " + call.operands[0]});
    return call.operands.size() == 1 ? show(call, *info, loaded.values)
                                     : set(call, *info, call.operands[1]);
}

} // namespace xpu::ctl
