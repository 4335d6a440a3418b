#include "core/task/command_text.h"

#include <algorithm>
#include <array>
#include <regex>

namespace xpu::task {
namespace {

constexpr std::array<std::string_view, 7> kShells = {"sh",  "bash", "dash",   "zsh",
                                                     "ksh", "ash",  "busybox"};

bool isShell(std::string_view program)
{
    const std::string_view name = program.substr(program.rfind('/') + 1);
    return std::find(kShells.begin(), kShells.end(), name) != kShells.end();
}

/// "-c", and bundles such as "-ec".
bool isCodeOption(std::string_view argument)
{
    return argument.size() >= 2 && argument[0] == '-' && argument[1] != '-'
           && argument.find('c') != std::string_view::npos;
}

bool takesValue(const Substitution& text) { return text.usesSweep() || text.usesPorts(); }

} // namespace

bool shellCodeTakesValues(const std::vector<std::string>& argv,
                          const std::vector<Substitution>& parts)
{
    bool shell = false;
    for (std::size_t i = 0; i + 1 < argv.size(); ++i) {
        shell = shell || isShell(argv[i]); // also behind env, nice, timeout 10, ...
        if (shell && isCodeOption(argv[i]) && takesValue(parts[i + 1]))
            return true;
    }
    return false;
}

bool isProgressRegex(const std::string& pattern)
{
    if (pattern.size() > 256)
        return false;
    try {
        return std::regex(pattern).mark_count() == 1;
    } catch (const std::regex_error&) {
        return false;
    }
}

bool isVariableName(std::string_view name)
{
    const auto isWord = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || c == '_';
    };
    return !name.empty() && !(name.front() >= '0' && name.front() <= '9')
           && std::all_of(name.begin(), name.end(), isWord);
}

std::string variableOfSweep(std::string_view sweep)
{
    std::string out = "XPU_";
    for (const char c : sweep)
        out += c == '-' ? '_' : (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
}

} // namespace xpu::task
