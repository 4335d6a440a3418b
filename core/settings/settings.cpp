#include "core/settings/settings.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>

namespace xpu {
namespace {

constexpr std::array<std::string_view, 3> kThemes = {"system", "light", "dark"};
constexpr double kSlowestHz = 1;
constexpr double kFastestHz = 30;
constexpr std::int64_t kMostThreads = 4096;

/// Reads known keys out of a parsed file and notes what does not fit.
class SettingsReader {
public:
    explicit SettingsReader(const toml::table& root) : root_(root) {}

    LoadedSettings read()
    {
        readLanguage();
        readTheme();
        readNumber("telemetry.rate_hz", kSlowestHz, kFastestHz, loaded_.values.telemetryHz);
        double threads = 0;
        readNumber("cpu.threads", 0, kMostThreads, threads);
        loaded_.values.threads = static_cast<int>(threads);
        return std::move(loaded_);
    }

private:
    void problem(const std::string& key, const toml::node& node, std::string message)
    {
        loaded_.problems.push_back(
            {key, static_cast<int>(node.source().begin.line), std::move(message)});
    }

    const toml::node* find(const std::string& key) const { return root_.at_path(key).node(); }

    std::optional<std::string> text(const std::string& key)
    {
        const toml::node* node = find(key);
        if (!node)
            return std::nullopt;
        std::optional<std::string> value = node->value_exact<std::string>();
        if (!value)
            problem(key, *node, "a text in quotes is expected");
        return value;
    }

    void readLanguage()
    {
        const std::optional<std::string> value = text("language");
        if (!value)
            return;
        const bool fits =
            !value->empty() && value->size() <= 16
            && std::all_of(value->begin(), value->end(), [](char c) {
                   return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
               });
        if (fits)
            loaded_.values.language = *value;
        else
            problem("language", *find("language"), "no language code");
    }

    void readTheme()
    {
        const std::optional<std::string> value = text("theme");
        if (!value)
            return;
        const auto at = std::find(kThemes.begin(), kThemes.end(), *value);
        if (at == kThemes.end())
            problem("theme", *find("theme"), "one of system, light, dark is expected");
        else
            loaded_.values.theme = static_cast<Theme>(at - kThemes.begin());
    }

    void readNumber(const std::string& key, double least, double most, double& into)
    {
        const toml::node* node = find(key);
        if (!node)
            return;
        const std::optional<double> value =
            node->is_number() ? node->value<double>() : std::nullopt;
        if (value && *value >= least && *value <= most)
            into = *value;
        else
            problem(key, *node,
                    "a number from " + std::to_string(static_cast<int>(least)) + " to "
                        + std::to_string(static_cast<int>(most)) + " is expected");
    }

    const toml::table& root_;
    LoadedSettings loaded_;
};

} // namespace

std::string_view nameOf(Theme theme) { return kThemes[static_cast<std::size_t>(theme)]; }

LoadedSettings parseSettings(const std::string& text)
{
    try {
        const toml::table root = toml::parse(text);
        return SettingsReader(root).read();
    } catch (const toml::parse_error& error) {
        LoadedSettings defaults;
        defaults.problems.push_back(
            {"", static_cast<int>(error.source().begin.line), std::string(error.description())});
        return defaults;
    }
}

LoadedSettings loadSettings(const std::string& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return {};
    return parseSettings(std::string(std::istreambuf_iterator<char>(in), {}));
}

} // namespace xpu
