#include "core/task/sweep_values.h"

#include "core/task/glob.h"
#include "core/task/schema.h"

#include <cmath>

namespace xpu::task {
namespace {

/// One [sweep.NAME] under its reading: the findings point at the key that is wrong.
class Reader {
public:
    Reader(const TomlEntry& sweep, PathJail& jail, Findings& findings)
        : table_(*sweep.value.table()), header_(sweep.at), jail_(jail), findings_(findings)
    {}

    std::vector<SweepValue> read()
    {
        const TomlEntry* values = table_.find("values");
        const TomlEntry* from = table_.find("from");
        const TomlEntry* glob = table_.find("glob");
        if ((values ? 1 : 0) + (from ? 1 : 0) + (glob ? 1 : 0) != 1)
            return refuse("E212", header_, values || from || glob ? "several" : "none");
        if (values)
            return list(*values);
        return glob ? files(*glob) : range(*from);
    }

private:
    std::vector<SweepValue> refuse(std::string code, Position at, std::string variant,
                                   Holes holes = {})
    {
        findings_.add(std::move(code), at, std::move(holes), std::move(variant));
        return {SweepValue(std::int64_t{1})};
    }

    std::vector<SweepValue> list(const TomlEntry& entry)
    {
        std::vector<SweepValue> out;
        const TomlArray* array = entry.value.array();
        if (!array)
            return {SweepValue(std::int64_t{1})};
        if (array->empty())
            return refuse("E212", entry.at, "empty");
        if (array->size() > kMaxRuns)
            return refuse("E404", entry.at, {}, {{"runs", std::to_string(array->size())}});
        for (const TomlValue& v : *array) {
            auto value = scalar(v);
            if (!value)
                return refuse("E107", entry.at, {},
                              {{"key", entry.key},
                               {"expected", "array of numbers, text or true and false"},
                               {"found", "array with " + std::string(typeName(v))}});
            out.push_back(std::move(*value));
        }
        return out;
    }

    static std::optional<SweepValue> scalar(const TomlValue& v)
    {
        if (v.flag())
            return SweepValue(*v.flag());
        if (v.integer())
            return SweepValue(*v.integer());
        if (v.text())
            return SweepValue(*v.text());
        if (const auto number = v.number())
            return SweepValue(*number);
        return std::nullopt;
    }

    std::vector<SweepValue> files(const TomlEntry& entry)
    {
        const std::string* pattern = entry.value.text();
        if (!pattern)
            return {SweepValue(std::int64_t{1})};
        auto found = globFiles(*pattern, jail_, kMaxRuns);
        if (!found) {
            if (found.error().code == Errc::Permission)
                return refuse(jail_.locate(*pattern) ? "E307" : "E301", entry.at, {},
                              {{"path", *pattern}});
            return refuse("E404", entry.at, "files", {{"path", *pattern}});
        }
        if (found->empty())
            return refuse("E212", entry.at, "glob", {{"path", *pattern}});
        std::vector<SweepValue> out;
        for (std::string& file : *found)
            out.emplace_back(std::move(file));
        return out;
    }

    std::vector<SweepValue> range(const TomlEntry& from)
    {
        const TomlEntry* to = table_.find("to");
        const TomlEntry* step = table_.find("step");
        const TomlEntry* count = table_.find("count");
        if (!to)
            return refuse("E212", from.at, "to");
        const auto first = from.value.number();
        const auto last = to->value.number();
        if (!first || !last)
            return {SweepValue(std::int64_t{1})};
        if ((step != nullptr) == (count != nullptr))
            return refuse("E212", from.at, "step");
        if (count)
            return spaced(from, *to, *count);
        return stepped(from, *to, *step);
    }

    std::vector<SweepValue> stepped(const TomlEntry& from, const TomlEntry& to,
                                    const TomlEntry& step)
    {
        const auto by = step.value.number();
        if (!by)
            return {SweepValue(std::int64_t{1})};
        if (*by == 0)
            return refuse("E203", step.at, {}, {{"key", "step"}, {"range", "other than 0"}});
        const double span = *to.value.number() - *from.value.number();
        // Half a rounding error of slack, so that 0 to 1 by 0.1 has its eleven values.
        const double steps = std::floor(span / *by + 1e-9);
        if (!(steps >= 0))
            return refuse("E212", from.at, "direction");
        if (steps + 1 > static_cast<double>(kMaxRuns))
            return refuse("E404", from.at, {}, {{"runs", std::to_string(steps + 1)}});
        const auto n = static_cast<std::size_t>(steps) + 1;
        std::vector<SweepValue> out;
        const bool whole = from.value.integer() && step.value.integer();
        for (std::size_t i = 0; i < n; ++i) {
            if (whole)
                out.emplace_back(*from.value.integer()
                                 + static_cast<std::int64_t>(i) * *step.value.integer());
            else
                out.emplace_back(*from.value.number() + static_cast<double>(i) * *by);
        }
        return out;
    }

    std::vector<SweepValue> spaced(const TomlEntry& from, const TomlEntry& to,
                                   const TomlEntry& count)
    {
        const std::int64_t* n = count.value.integer();
        const TomlEntry* scale = table_.find("scale");
        if (!n)
            return {SweepValue(std::int64_t{1})};
        if (*n < 1)
            return refuse("E212", count.at, "count");
        if (*n > static_cast<std::int64_t>(kMaxRuns))
            return refuse("E404", count.at, {}, {{"runs", std::to_string(*n)}});
        const std::string word = scale && scale->value.text() ? *scale->value.text() : "linear";
        if (word != "linear" && word != "log")
            return refuse("E203", scale->at, {}, {{"key", "scale"}, {"range", "linear or log"}});
        const double a = *from.value.number();
        const double b = *to.value.number();
        if (word == "log" && !(a > 0 && b > 0))
            return refuse("E203", scale->at, "log", {{"key", "scale"}});
        std::vector<double> points(static_cast<std::size_t>(*n), a);
        for (std::size_t i = 1; i < points.size(); ++i) {
            const double t = static_cast<double>(i) / static_cast<double>(points.size() - 1);
            points[i] = word == "log" ? a * std::pow(b / a, t) : a + (b - a) * t;
        }
        if (points.size() > 1)
            points.back() = b;
        return typed(points, from.value.integer() && to.value.integer());
    }

    /// Integers stay integers when every point is one; otherwise all are numbers.
    static std::vector<SweepValue> typed(const std::vector<double>& points, bool integerEnds)
    {
        bool whole = integerEnds;
        for (const double p : points)
            whole = whole && std::abs(p - std::round(p)) <= 1e-9 * std::max(1.0, std::abs(p));
        std::vector<SweepValue> out;
        for (const double p : points) {
            if (whole)
                out.emplace_back(std::int64_t{std::llround(p)});
            else
                out.emplace_back(p);
        }
        return out;
    }

    const TomlTable& table_;
    Position header_;
    PathJail& jail_;
    Findings& findings_;
};

} // namespace

std::vector<SweepValue> readSweepValues(const TomlEntry& sweep, PathJail& jail, Findings& findings)
{
    return Reader(sweep, jail, findings).read();
}

} // namespace xpu::task
