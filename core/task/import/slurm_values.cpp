#include "core/task/import/slurm_values.h"

#include "core/task/sweep.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace xpu::task {
namespace {

/// Slurm's own bound of array indices (MaxArraySize is at most 4 000 001).
constexpr std::int64_t kMaxIndex = 4'000'000;

/// Digits and nothing else.
std::optional<std::int64_t> wholeNumber(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool plain = !text.empty() && text.front() != '-';
    return plain && error == std::errc{} && end == text.data() + text.size() ? std::optional(value)
                                                                             : std::nullopt;
}

/// Cuts everything before `mark` off the front; all of it when there is none.
std::string_view takeUntil(std::string_view& text, char mark)
{
    const std::size_t at = text.find(mark);
    const std::string_view part = text.substr(0, at);
    text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
    return part;
}

bool equalsIgnoringCase(std::string_view text, std::string_view upper)
{
    return std::equal(text.begin(), text.end(), upper.begin(), upper.end(), [](char a, char b) {
        return (a >= 'a' && a <= 'z' ? a - 'a' + 'A' : a) == b;
    });
}

/// "7", "1-9" or "1-31:2" of an array.
struct Range {
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::optional<std::int64_t> step;
};

std::optional<Range> parseRange(std::string_view text)
{
    const bool hasStep = text.find(':') != std::string_view::npos;
    std::string_view ends = takeUntil(text, ':');
    const bool hasEnd = ends.find('-') != std::string_view::npos;
    const auto from = wholeNumber(takeUntil(ends, '-'));
    const auto to = hasEnd ? wholeNumber(ends) : from;
    const auto step = hasStep ? wholeNumber(text) : std::nullopt;
    const bool fine = from && to && *from <= *to && *to <= kMaxIndex
                      && (!hasStep || (hasEnd && step && *step > 0));
    return fine ? std::optional(Range{*from, *to, step}) : std::nullopt;
}

} // namespace

Parsed<Seconds> parseSlurmTime(std::string_view text)
{
    if (equalsIgnoringCase(text, "UNLIMITED") || equalsIgnoringCase(text, "INFINITE"))
        return Seconds(0);
    std::int64_t days = 0;
    const bool hasDays = text.find('-') != std::string_view::npos;
    if (hasDays) {
        const auto number = wholeNumber(takeUntil(text, '-'));
        if (!number)
            return tl::unexpected(QuantityFault::Form);
        days = *number;
    }
    std::array<std::int64_t, 3> parts{};
    std::size_t count = 0;
    for (bool more = true; more; ++count) {
        more = text.find(':') != std::string_view::npos;
        const auto number = wholeNumber(takeUntil(text, ':'));
        if (!number || count == parts.size())
            return tl::unexpected(QuantityFault::Form);
        parts[count] = *number;
    }
    // A thousand years, as in parseSeconds(); each part alone, so that the sum cannot overflow.
    constexpr std::int64_t kMost = 32'000'000'000;
    if (days > kMost / 86400 || *std::max_element(parts.begin(), parts.end()) > kMost / 3600)
        return tl::unexpected(QuantityFault::Range);
    // With days the first part is hours; without them one or two parts start at minutes.
    const bool fromHours = hasDays || count == 3;
    const std::int64_t seconds =
        fromHours ? parts[0] * 3600 + parts[1] * 60 + parts[2] : parts[0] * 60 + parts[1];
    return Seconds(static_cast<double>(days * 86400 + seconds));
}

Parsed<Bytes> parseSlurmMemory(std::string_view text)
{
    if (!text.empty() && (text.back() == 'B' || text.back() == 'b') && text.size() > 1
        && !(text[text.size() - 2] >= '0' && text[text.size() - 2] <= '9'))
        text.remove_suffix(1); // "8GB", as many write it
    constexpr std::string_view kUnits = "KMGT";
    std::size_t power = 2; // MiB
    if (!text.empty()) {
        const char last = text.back();
        const char upper = last >= 'a' && last <= 'z' ? static_cast<char>(last - 'a' + 'A') : last;
        if (const std::size_t unit = kUnits.find(upper); unit != std::string_view::npos) {
            power = unit + 1;
            text.remove_suffix(1);
        }
    }
    const auto number = wholeNumber(text);
    if (!number)
        return tl::unexpected(QuantityFault::Form);
    if (*number > (INT64_MAX >> (10 * power)))
        return tl::unexpected(QuantityFault::Range);
    return Bytes(static_cast<std::uint64_t>(*number) << (10 * power));
}

tl::expected<SlurmArray, ArrayFault> parseSlurmArray(std::string_view text)
{
    SlurmArray out;
    const std::size_t percent = text.find('%');
    std::string_view ranges = text.substr(0, percent);
    if (percent != std::string_view::npos) {
        const auto limit = wholeNumber(text.substr(percent + 1));
        if (!limit || *limit < 1 || *limit > kMaxIndex)
            return tl::unexpected(ArrayFault::Form);
        out.atOnce = static_cast<int>(*limit);
    }
    for (bool more = true; more;) {
        more = ranges.find(',') != std::string_view::npos;
        const auto range = parseRange(takeUntil(ranges, ','));
        if (!range)
            return tl::unexpected(ArrayFault::Form);
        const std::int64_t step = range->step.value_or(1);
        const std::int64_t count = (range->to - range->from) / step + 1;
        if (count + static_cast<std::int64_t>(out.ids.size()) > static_cast<std::int64_t>(kMaxRuns))
            return tl::unexpected(ArrayFault::TooMany);
        for (std::int64_t id = range->from; id <= range->to; id += step)
            out.ids.push_back(id);
        out.step = range->step.value_or(out.step);
    }
    std::sort(out.ids.begin(), out.ids.end());
    out.ids.erase(std::unique(out.ids.begin(), out.ids.end()), out.ids.end());
    return out;
}

} // namespace xpu::task
