#include "ui/settings/settings_book.h"

#include "core/settings/rate_files.h"
#include "core/settings/setting_table.h"
#include "ui/text/format.h"

#include <algorithm>
#include <utility>

namespace xpu::ui {

namespace {

bool sameValues(const Settings& a, const Settings& b)
{
    const auto table = settingTable();
    return std::all_of(table.begin(), table.end(),
                       [&](const SettingInfo& info) { return info.get(a) == info.get(b); });
}

bool sameProblems(const std::vector<SettingProblem>& a, const std::vector<SettingProblem>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& two) {
        return one.key == two.key && one.line == two.line && one.message == two.message;
    });
}

bool isAboutTheWholeFile(const std::vector<SettingProblem>& problems)
{
    return std::any_of(problems.begin(), problems.end(),
                       [](const SettingProblem& problem) { return problem.key.empty(); });
}

} // namespace

SettingsBook::SettingsBook(std::string file, Settings otherwise, QObject* parent)
    : QObject(parent), file_(std::move(file)), loaded_{std::move(otherwise), {}}
{
    if (file_.empty())
        return;
    watch();
    loaded_ = loadSettings(file_);
    watchRates();
    connect(&watch_, &SaveWatch::settled, this, &SettingsBook::reread);
}

bool SettingsBook::isUnreadable() const { return isAboutTheWholeFile(loaded_.problems); }

void SettingsBook::watch()
{
    // Before the file is read: what happens from then on is told.
    watch_.forgetAll();
    watch_.watch(text(file_));
    watchRates();
}

void SettingsBook::watchRates()
{
    // Their problems are told with those of the settings.
    for (const std::string& file : rateFiles(loaded_.values, file_))
        watch_.watch(text(file));
}

void SettingsBook::reread()
{
    if (file_.empty())
        return;
    watch();
    LoadedSettings now = loadSettings(file_);
    // A slip of the pen in an editor must not turn the window into another one.
    if (isAboutTheWholeFile(now.problems))
        now.values = loaded_.values;
    const bool otherProblems = !sameProblems(now.problems, loaded_.problems);
    const bool news = otherProblems || !sameValues(now.values, loaded_.values);
    loaded_ = std::move(now);
    watchRates();
    if (news)
        Q_EMIT changed();
    if (otherProblems)
        Q_EMIT problemsChanged();
}

Result<void> SettingsBook::change(const std::string& key, const SettingValue& value)
{
    const SettingInfo* info = findSetting(key);
    if (info == nullptr)
        return fail(Errc::NotFound, key);
    if (Result<void> accepted = acceptSetting(*info, value); !accepted)
        return accepted;
    if (file_.empty()) {
        info->put(loaded_.values, value);
        Q_EMIT changed();
        return {};
    }
    Result<void> stored = storeSetting(file_, key, value);
    reread(); // also where somebody else made it unfit for this just now
    return stored;
}

} // namespace xpu::ui
