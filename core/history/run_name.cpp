#include "core/history/run_name.h"

#include <charconv>
#include <string>

namespace xpu::history {
namespace {

constexpr std::size_t kDigits = 32;
constexpr std::size_t kFewestDigits = 4;

std::optional<Uuid> padded(std::string digits, char with)
{
    digits.resize(kDigits, with);
    for (const unsigned dash : {8u, 13u, 18u, 23u})
        digits.insert(dash, 1, '-');
    return Uuid::parse(digits);
}

} // namespace

std::optional<IdRange> idsStartingWith(std::string_view prefix)
{
    std::string digits;
    for (const char c : prefix)
        if (c != '-')
            digits += c;
    if (digits.size() < kFewestDigits || digits.size() > kDigits)
        return std::nullopt;
    const std::optional<Uuid> first = padded(digits, '0');
    const std::optional<Uuid> last = padded(digits, 'f');
    if (!first || !last)
        return std::nullopt;
    return IdRange{*first, *last};
}

std::optional<std::uint32_t> runsBack(std::string_view name)
{
    constexpr std::string_view kLast = "last";
    if (name == kLast)
        return 0;
    if (!name.starts_with("last-"))
        return std::nullopt;
    const std::string_view digits = name.substr(kLast.size() + 1);
    std::uint32_t back = 0;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), back);
    return error == std::errc{} && end == digits.end() ? std::optional(back) : std::nullopt;
}

} // namespace xpu::history
