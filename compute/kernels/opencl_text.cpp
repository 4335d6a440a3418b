#include "compute/kernels/opencl_text.h"

#include <algorithm>
#include <array>
#include <regex>
#include <sstream>

namespace xpu::kernels {
namespace {

bool isIdentifier(std::string_view name)
{
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    return !name.empty() && letter(name.front()) && std::ranges::all_of(name, [&](char c) {
        return letter(c) || (c >= '0' && c <= '9');
    });
}

std::string literal(const Value& value)
{
    if (const auto* flag = std::get_if<bool>(&value))
        return *flag ? "1" : "0";
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return std::to_string(*whole);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.17e", std::get<double>(value));
    return text.data();
}

} // namespace

std::optional<Constant::Type> constantType(const std::string& openclName)
{
    constexpr std::array<std::pair<std::string_view, Constant::Type>, 10> kTypes = {
        {{"int", Constant::Type::I32},
         {"uint", Constant::Type::U32},
         {"unsigned int", Constant::Type::U32},
         {"long", Constant::Type::I64},
         {"ulong", Constant::Type::U64},
         {"unsigned long", Constant::Type::U64},
         {"float", Constant::Type::F32},
         {"double", Constant::Type::F64},
         {"size_t", Constant::Type::U64},
         {"bool", Constant::Type::Bool}}};
    for (const auto& [name, type] : kTypes)
        if (name == openclName)
            return type;
    return std::nullopt;
}

tl::expected<std::string, LaunchError> buildOptions(const std::map<std::string, Value>& values)
{
    constexpr std::string_view kGroup = "spec.";
    std::string options = "-cl-kernel-arg-info";
    for (const auto& [name, value] : values) {
        if (!name.starts_with(kGroup))
            continue;
        const std::string macro = name.substr(kGroup.size());
        if (!isIdentifier(macro))
            return tl::unexpected(
                LaunchError{Errc::InvalidInput, "'" + macro + "' is no name for a macro", "E502"});
        options += " -D " + macro + "=" + literal(value);
    }
    return options;
}

std::string clangError(const std::string& log, const std::string& file)
{
    // The compiler saw the text under a name of the driver's own: "/tmp/x.cl:3:5: error: …", or
    // "error: /tmp/x.cl:3:5: …" as some put it.
    static const std::regex place(R"(:(\d+):(\d+): (?:fatal )?(?:error: )?(.*))");
    std::istringstream lines(log);
    for (std::string line; std::getline(lines, line);) {
        std::smatch found;
        if (line.find("error: ") != std::string::npos && std::regex_search(line, found, place))
            return file + ":" + found.str(1) + ":" + found.str(2) + ": " + found.str(3);
    }
    return file + ":1:1: " + log.substr(0, log.find('\n'));
}

} // namespace xpu::kernels
