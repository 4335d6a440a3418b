#include "app/assembly/user_settings.h"

#include "core/settings/places.h"

#include <cstdio>

namespace xpu::assembly {

std::string settingsFile() { return places(processEnvironment()).config + "/settings.toml"; }

std::string sentenceOf(const SettingProblem& problem)
{
    std::string sentence = "settings.toml";
    if (problem.line > 0)
        sentence += ":" + std::to_string(problem.line);
    if (!problem.key.empty())
        sentence += ": " + problem.key;
    return sentence + ": " + problem.message;
}

void sayProblems(const char* program, const std::vector<SettingProblem>& problems)
{
    for (const SettingProblem& problem : problems)
        std::fprintf(stderr, "%s: %s\n", program, sentenceOf(problem).c_str());
}

history::RetentionLimits limitsOf(const RetentionSettings& retention)
{
    constexpr std::uint64_t kMib = 1 << 20;
    return {retention.runDays, retention.telemetryDays, retention.logDays,
            static_cast<std::uint64_t>(retention.logMib) * kMib};
}

} // namespace xpu::assembly
