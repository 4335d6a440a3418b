#include "compute/sandbox/progress_scanner.h"

#include <charconv>
#include <cmath>

namespace xpu::sandbox {
namespace {

constexpr std::size_t kLongestLine = 512;

auto regexFlags()
{
    auto flags = std::regex::ECMAScript;
#ifdef __GLIBCXX__
    // The default matcher recurses per character and takes exponential time on (a+)+b.
    flags |= std::regex_constants::__polynomial;
#endif
    return flags;
}

} // namespace

ProgressScanner::ProgressScanner(const std::string& pattern)
{
    try {
        regex_.emplace(pattern, regexFlags());
    } catch (const std::regex_error&) {
        regex_.reset();
    }
}

std::optional<double> ProgressScanner::feed(std::string_view text)
{
    std::optional<double> found;
    for (const char c : text) {
        if (c != '\n' && c != '\r') {
            if (line_.size() < kLongestLine)
                line_ += c;
            continue;
        }
        const std::optional<double> percent = match(line_);
        line_.clear();
        if (percent && *percent != last_) {
            last_ = *percent;
            found = percent;
        }
    }
    return found;
}

std::optional<double> ProgressScanner::match(const std::string& line) const
{
    std::smatch groups;
    if (!regex_ || line.empty() || !std::regex_search(line, groups, *regex_) || groups.size() < 2)
        return std::nullopt;
    const std::string number = groups[1].str();
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc{} || end == number.data() || !std::isfinite(value) || value < 0
        || value > 100)
        return std::nullopt;
    return value;
}

} // namespace xpu::sandbox
