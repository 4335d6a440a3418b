#include "core/engine/command_line.h"

#include <algorithm>
#include <string_view>

namespace xpu {
namespace {

bool isPlain(char c)
{
    constexpr std::string_view kPlain = "_@%+=:,./-";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
           || kPlain.find(c) != std::string_view::npos;
}

bool isControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::string inPlainQuotes(const std::string& word)
{
    std::string out = "'";
    for (const char c : word)
        out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

std::string inEscapedQuotes(const std::string& word)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string out = "$'";
    for (const char c : word) {
        const auto byte = static_cast<unsigned char>(c);
        if (isControl(c))
            out += {'\\', 'x', kHex[byte >> 4], kHex[byte & 15]};
        else if (c == '\'' || c == '\\')
            out += {'\\', c};
        else
            out += c;
    }
    return out + "'";
}

std::string quoted(const std::string& word)
{
    if (std::any_of(word.begin(), word.end(), isControl))
        return inEscapedQuotes(word);
    if (!word.empty() && std::all_of(word.begin(), word.end(), isPlain))
        return word;
    return inPlainQuotes(word);
}

} // namespace

std::string commandLine(const std::vector<std::string>& argv)
{
    std::string line;
    for (const std::string& word : argv)
        line += (line.empty() ? "" : " ") + quoted(word);
    return line;
}

} // namespace xpu
