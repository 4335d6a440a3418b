#include "core/tariff/read_tariff.h"

#include "core/task/suggest.h"
#include "core/wording/translator.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace xpu::tariff {
namespace {

using wording::filled;
using wording::translated;

constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::size_t kMostProblems = 20;
constexpr std::size_t kLongestCurrency = 8;

/// "22:00" as minutes of a day; "24:00" is its end.
std::optional<int> minuteOf(const std::string& text)
{
    const auto digit = [&](std::size_t i) { return text[i] - '0'; };
    if (text.size() != 5 || text[2] != ':')
        return std::nullopt;
    for (const std::size_t i : {0u, 1u, 3u, 4u})
        if (digit(i) < 0 || digit(i) > 9)
            return std::nullopt;
    const int minutes = digit(3) * 10 + digit(4);
    const int all = (digit(0) * 10 + digit(1)) * 60 + minutes;
    return minutes < 60 && all <= kDayMinutes ? std::optional(all) : std::nullopt;
}

bool isCurrency(const std::string& text)
{
    return !text.empty() && text.size() <= kLongestCurrency
           && std::all_of(text.begin(), text.end(),
                          [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
}

class Reader {
public:
    explicit Reader(Meaning meaning)
        : price_(meaning == Meaning::Price), rate_(price_ ? "per_kwh" : "g_per_kwh")
    {}

    LoadedTariff read(const toml::table& root)
    {
        if (price_)
            refuseOthers(root, {"currency", rate_, "window"});
        else
            refuseOthers(root, {rate_, "window"});
        const std::string currency = price_ ? currencyOf(root) : "";
        week_.assign(kWeekMinutes, rateOf(root));
        windowOf_.assign(kWeekMinutes, 0);
        readWindows(root);
        std::stable_sort(problems_.begin(), problems_.end(),
                         [](const auto& a, const auto& b) { return a.line < b.line; });
        if (problems_.size() > kMostProblems)
            problems_.resize(kMostProblems);
        if (!problems_.empty())
            return {std::nullopt, std::move(problems_)};
        return {Tariff{currency, WeekRates(std::move(week_))}, {}};
    }

private:
    static int lineOf(const toml::node& node) { return static_cast<int>(node.source().begin.line); }
    void problem(const toml::node& node, std::string message)
    {
        // The root of an empty file has no place.
        problems_.push_back({std::max(lineOf(node), 1), std::move(message)});
    }

    void refuseOthers(const toml::table& table, const std::vector<std::string_view>& known)
    {
        for (const auto& [name, node] : table) {
            if (std::find(known.begin(), known.end(), name.str()) != known.end())
                continue;
            const std::string meant =
                name.str().size() < 64 ? task::nearest(std::string(name.str()), known) : "";
            problem(node, meant.empty()
                              ? translated(XPU_TR("tariff", "no such key"))
                              : filled(XPU_TR("tariff", "no such key; did you mean {key}?"),
                                       {{"key", meant}}));
        }
    }

    double rateOf(const toml::table& table)
    {
        const toml::node* node = table.get(rate_);
        const toml::node& place = node ? *node : static_cast<const toml::node&>(table);
        const std::optional<double> number =
            node && node->is_number() ? node->value<double>() : std::nullopt;
        // Written so that NaN is refused as well.
        if (number && *number >= 0 && std::isfinite(*number))
            return *number;
        problem(place,
                filled(number && *number < 0 ? XPU_TR("tariff", "{key} must not be below 0")
                                             : XPU_TR("tariff", "a number is expected: {key}"),
                       {{"key", std::string(rate_)}}));
        return 0;
    }

    std::string currencyOf(const toml::table& root)
    {
        const toml::node* node = root.get("currency");
        const auto text = node ? node->value_exact<std::string>() : std::nullopt;
        if (text && isCurrency(*text))
            return *text;
        problem(node ? *node : static_cast<const toml::node&>(root),
                translated(XPU_TR("tariff", "currency is expected, in letters: \"EUR\"")));
        return {};
    }

    void readWindows(const toml::table& root)
    {
        const toml::node* node = root.get("window");
        if (node == nullptr)
            return;
        const toml::array* windows = node->as_array();
        if (windows == nullptr)
            return problem(*node, translated(XPU_TR("tariff", "tables [[window]] are expected")));
        for (const toml::node& entry : *windows) {
            if (const toml::table* window = entry.as_table())
                readWindow(*window);
            else
                problem(entry, translated(XPU_TR("tariff", "tables [[window]] are expected")));
        }
    }

    void readWindow(const toml::table& window)
    {
        const std::size_t before = problems_.size();
        refuseOthers(window, {"days", "from", "to", rate_});
        const double rate = rateOf(window);
        const std::vector<int> days = daysOf(window);
        const int from = timeOf(window, "from", 0);
        const int to = timeOf(window, "to", kDayMinutes);
        if (from == to || from == kDayMinutes)
            problem(window, translated(XPU_TR("tariff", "the window is empty: a whole day is from "
                                                        "\"00:00\" to \"24:00\"")));
        if (problems_.size() == before)
            lay(window, days, from, to, rate);
    }

    std::vector<int> daysOf(const toml::table& window)
    {
        const toml::node* node = window.get("days");
        if (node == nullptr)
            return {0, 1, 2, 3, 4, 5, 6};
        std::vector<int> days;
        const toml::array* names = node->as_array();
        for (std::size_t i = 0; names && i < names->size(); ++i) {
            const auto name = names->get(i)->value_exact<std::string>();
            const auto at = std::find(kDays.begin(), kDays.end(), name.value_or(""));
            if (at == kDays.end() || std::count(days.begin(), days.end(), at - kDays.begin()) > 0)
                names = nullptr;
            else
                days.push_back(static_cast<int>(at - kDays.begin()));
        }
        if (names == nullptr || days.empty())
            problem(*node,
                    translated(XPU_TR("tariff", "a list of mon, tue, wed, thu, fri, sat, sun "
                                                "is expected, each once")));
        return days;
    }

    int timeOf(const toml::table& window, std::string_view key, int otherwise)
    {
        const toml::node* node = window.get(key);
        if (node == nullptr)
            return otherwise;
        const auto text = node->value_exact<std::string>();
        if (const auto minute = text ? minuteOf(*text) : std::nullopt)
            return *minute;
        problem(*node, translated(XPU_TR("tariff", "a time of day in quotes is expected, from "
                                                   "\"00:00\" to \"24:00\"")));
        return otherwise;
    }

    /// A window that ends before it begins goes on into the next day; its days are those on which
    /// it begins.
    void lay(const toml::table& window, const std::vector<int>& days, int from, int to, double rate)
    {
        const int length = to > from ? to - from : to + kDayMinutes - from;
        const int line = lineOf(window);
        for (const int day : days) {
            for (int i = 0; i < length; ++i) {
                const auto at =
                    static_cast<std::size_t>((day * kDayMinutes + from + i) % kWeekMinutes);
                if (windowOf_[at] != 0)
                    return problem(window, filled(XPU_TR("tariff", "the window overlaps with that "
                                                                   "of line {line}"),
                                                  {{"line", std::to_string(windowOf_[at])}}));
                windowOf_[at] = line;
                week_[at] = rate;
            }
        }
    }

    const bool price_;
    const std::string_view rate_;
    std::vector<double> week_;
    std::vector<int> windowOf_; ///< line of the window that a minute belongs to; 0 = none
    std::vector<Problem> problems_;
};

} // namespace

LoadedTariff readTariff(const std::string& text, Meaning meaning)
{
    try {
        return Reader(meaning).read(toml::parse(text));
    } catch (const toml::parse_error& error) {
        return {std::nullopt,
                {{static_cast<int>(error.source().begin.line), std::string(error.description())}}};
    }
}

} // namespace xpu::tariff
