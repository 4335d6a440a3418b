#include "core/settings/rate_files.h"

#include "core/wording/translator.h"

#include <filesystem>

namespace xpu {
namespace {

namespace fs = std::filesystem;
using tariff::Meaning;

/// "prices.toml:7: currency is expected": the line of the settings file would not help.
std::string sentenceOf(const std::string& file, const tariff::Problem& problem)
{
    const std::string line = problem.line > 0 ? ":" + std::to_string(problem.line) : "";
    return file + line + ": " + problem.message;
}

std::optional<tariff::Tariff> load(const std::string& key, const std::string& named,
                                   const fs::path& folder, Meaning meaning,
                                   std::vector<SettingProblem>& problems)
{
    if (named.empty())
        return std::nullopt;
    const std::string file = (folder / named).string();
    const auto add = [&](std::string message) { problems.push_back({key, 0, std::move(message)}); };
    std::error_code unknown;
    if (!fs::exists(file, unknown) && !unknown) {
        add(wording::filled(XPU_TR("settings", "there is no file {file}"), {{"file", file}}));
        return std::nullopt;
    }
    const Result<std::string> text = readSettingsFile(file);
    if (!text) {
        add(text.error().context);
        return std::nullopt;
    }
    tariff::LoadedTariff loaded = tariff::readTariff(*text, meaning);
    for (const tariff::Problem& problem : loaded.problems)
        add(sentenceOf(file, problem));
    return std::move(loaded.tariff);
}

} // namespace

LoadedRates loadRates(const Settings& settings, const std::string& settingsFile)
{
    const fs::path folder = fs::path(settingsFile).parent_path();
    LoadedRates loaded;
    loaded.rates.price =
        load("price.file", settings.priceFile, folder, Meaning::Price, loaded.problems);
    loaded.rates.carbon =
        load("carbon.file", settings.carbonFile, folder, Meaning::Carbon, loaded.problems);
    return loaded;
}

std::vector<std::string> rateFiles(const Settings& settings, const std::string& settingsFile)
{
    std::vector<std::string> files;
    for (const std::string* named : {&settings.priceFile, &settings.carbonFile})
        if (!named->empty())
            files.push_back((fs::path(settingsFile).parent_path() / *named).string());
    return files;
}

tariff::Rates ratesInForce(const std::string& settingsFile)
{
    const Result<std::string> text = readSettingsFile(settingsFile);
    return text ? loadRates(parseSettings(*text).values, settingsFile).rates : tariff::Rates{};
}

} // namespace xpu
