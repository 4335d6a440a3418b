#include "ui/settings/setting_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>
#include <map>
#include <string_view>

namespace xpu::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(xpu::ui::Settings)
};

struct Names {
    QString caption;
    QString help;
};

QString plain(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Made anew for each question: the language may have changed.
std::map<std::string_view, Names> allNames()
{
    return {
        {"language", {Words::tr("Language"), Words::tr("Of the window and its notices.")}},
        {"theme", {Words::tr("Theme"), Words::tr("The colours of the window.")}},
        {"notifications",
         {Words::tr("Notifications"),
          Words::tr("What the desktop tells of while you look at something else.")}},
        {"units.bytes", {Words::tr("Sizes"), Words::tr("In the window and in HTML reports.")}},
        {"units.energy", {Words::tr("Energies"), Words::tr("In the window and in HTML reports.")}},
        {"telemetry.rate_hz",
         {Words::tr("Sensor readings"), Words::tr("How often, while charts are seen.")}},
        {"cpu.threads",
         {Words::tr("Processor threads"),
          Words::tr("For work. A step that runs keeps its own to its end.")}},
        {"tasks.priority",
         {Words::tr("Priority of new tasks"),
          Words::tr("Of files that name none. Higher goes first.")}},
        {"retention.runs_days",
         {Words::tr("Keep runs"),
          Words::tr("With steps and readings. Tasks on the list keep theirs.")}},
        {"retention.telemetry_days",
         {Words::tr("Keep fine readings"),
          Words::tr("One in ten seconds. Older ones become coarser.")}},
        {"retention.logs_days",
         {Words::tr("Keep logs"), Words::tr("What the commands of steps print.")}},
        {"retention.logs_mib", {Words::tr("Room for all logs"), Words::tr("The oldest go first.")}},
        {"price.file",
         {Words::tr("Prices of energy"), Words::tr("A file of tariffs. Reports then show costs.")}},
        {"carbon.file",
         {Words::tr("CO₂ of energy"),
          Words::tr("A file of grams per kWh. Reports then show emissions.")}},
    };
}

QString wordOf(const std::string& choice)
{
    const std::map<std::string, QString> words = {
        {"system", Words::tr("As the system")},
        {"en", QStringLiteral("English")},
        {"de", QStringLiteral("Deutsch")},
        {"light", Words::tr("Light")},
        {"dark", Words::tr("Dark")},
        {"all", Words::tr("All tasks that end")},
        {"failures", Words::tr("Failures only")},
        {"none", Words::tr("Nothing")},
        {"binary", Words::tr("KiB, MiB, GiB (1024)")},
        {"decimal", Words::tr("kB, MB, GB (1000)")},
        {"joule", Words::tr("Joules (J, kJ)")},
        {"watt_hour", Words::tr("Watt hours (Wh, kWh)")},
    };
    const auto at = words.find(choice);
    return at == words.end() ? plain(choice) : at->second;
}

} // namespace

QString settingCaption(const SettingInfo& info)
{
    const auto names = allNames();
    const auto at = names.find(info.key);
    return at == names.end() ? plain(info.key) : at->second.caption;
}

QString settingHelp(const SettingInfo& info)
{
    const auto names = allNames();
    const auto at = names.find(info.key);
    const QString help = at == names.end() ? plain(info.help) : at->second.help;
    return info.atRestart ? help + u' ' + Words::tr("In force at the next start.") : help;
}

QString settingSection(const SettingInfo& info)
{
    const std::string_view table = info.key.substr(0, info.key.find('.'));
    if (table == "tasks" || table == "cpu" || table == "telemetry")
        return Words::tr("Work");
    if (table == "retention")
        return Words::tr("How long things are kept");
    if (table == "price" || table == "carbon")
        return Words::tr("Reports");
    if (table == info.key || table == "units")
        return Words::tr("Window");
    return Words::tr("More");
}

std::vector<std::pair<std::string, QString>> settingChoices(const SettingInfo& info)
{
    std::vector<std::pair<std::string, QString>> choices;
    if (info.kind == SettingInfo::Kind::Language)
        for (const char* code : {"system", "en", "de"})
            choices.emplace_back(code, wordOf(code));
    for (const std::string_view choice : info.choices)
        choices.emplace_back(choice, wordOf(std::string(choice)));
    return choices;
}

QString settingZero(const SettingInfo& info)
{
    if (info.key == "cpu.threads")
        return Words::tr("all");
    if (info.key == "retention.logs_mib")
        return Words::tr("no bound");
    return info.key.ends_with("_days") ? Words::tr("for ever") : QString();
}

QString settingUnit(const SettingInfo& info, double value)
{
    const int count = static_cast<int>(std::lround(value));
    if (info.key.ends_with("_days"))
        return Words::tr("day(s)", nullptr, count);
    if (info.key == "cpu.threads")
        return Words::tr("thread(s)", nullptr, count);
    if (info.key.ends_with("_mib"))
        return QStringLiteral("MiB");
    return info.key.ends_with("_hz") ? Words::tr("per second") : QString();
}

QString settingFigure(double value)
{
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(value, 'g', 10);
}

QString settingValueText(const SettingInfo& info, const SettingValue& value)
{
    if (const auto* text = std::get_if<std::string>(&value)) {
        for (const auto& [choice, word] : settingChoices(info))
            if (choice == *text)
                return word;
        return text->empty() ? Words::tr("none") : plain(*text);
    }
    const auto* whole = std::get_if<std::int64_t>(&value);
    const double number = whole ? static_cast<double>(*whole) : std::get<double>(value);
    if (number == 0 && !settingZero(info).isEmpty())
        return settingZero(info);
    const QString figure = settingFigure(number);
    const QString unit = settingUnit(info, number);
    return unit.isEmpty() ? figure : figure + u' ' + unit;
}

} // namespace xpu::ui
