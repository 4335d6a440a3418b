#include "core/task/toml_document.h"

#include <toml++/toml.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace xpu::task {
namespace {

Position positionOf(const toml::source_region& region)
{
    return {static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

TomlDate dateOf(const toml::date_time& value)
{
    if (!value.offset)
        return {};
    namespace chrono = std::chrono;
    const chrono::year_month_day day{chrono::year{value.date.year}, chrono::month{value.date.month},
                                     chrono::day{value.date.day}};
    const auto instant = chrono::sys_days{day} + chrono::hours{value.time.hour}
                         + chrono::minutes{value.time.minute} + chrono::seconds{value.time.second}
                         - chrono::minutes{value.offset->minutes};
    const auto micros =
        chrono::duration_cast<chrono::microseconds>(instant.time_since_epoch()).count()
        + value.time.nanosecond / 1000;
    return {micros};
}

/// Copies the parser's tree into the order of the file. Depth is bounded by the prescan.
class Converter {
public:
    explicit Converter(Findings& findings) : findings_(findings) {}

    TomlTable table(const toml::table& source)
    {
        TomlTable out;
        out.entries.reserve(source.size());
        for (auto&& [key, node] : source) {
            TomlEntry entry{std::string(key.str()), positionOf(key.source()), {}};
            key_ = entry.at;
            entry.value = value(node);
            out.entries.push_back(std::move(entry));
        }
        std::stable_sort(out.entries.begin(), out.entries.end(),
                         [](const TomlEntry& a, const TomlEntry& b) { return a.at < b.at; });
        return out;
    }

private:
    TomlValue value(const toml::node& node)
    {
        TomlValue out;
        out.at = positionOf(node.source());
        if (const auto* t = node.as_table())
            out.data = table(*t);
        else if (const auto* a = node.as_array())
            out.data = array(*a);
        else
            scalar(node, out);
        return out;
    }

    TomlArray array(const toml::array& source)
    {
        TomlArray out;
        out.reserve(source.size());
        const Position key = key_;
        for (const toml::node& node : source) {
            key_ = key;
            out.push_back(value(node));
        }
        return out;
    }

    void scalar(const toml::node& node, TomlValue& out)
    {
        if (const auto* s = node.as_string())
            out.data = s->get();
        else if (const auto* i = node.as_integer())
            out.data = i->get();
        else if (const auto* b = node.as_boolean())
            out.data = b->get();
        else if (const auto* f = node.as_floating_point())
            out.data = finite(f->get());
        else if (const auto* d = node.as_date_time())
            out.data = dateOf(d->get());
        else
            out.data = TomlDate{};
    }

    double finite(double value)
    {
        if (std::isfinite(value))
            return value;
        findings_.add("E209", key_);
        return 0;
    }

    Findings& findings_;
    Position key_; ///< the innermost key around the value at hand
};

} // namespace

const TomlEntry* TomlTable::find(std::string_view key) const
{
    for (const TomlEntry& entry : entries)
        if (entry.key == key)
            return &entry;
    return nullptr;
}

std::optional<double> TomlValue::number() const
{
    if (const auto* i = integer())
        return static_cast<double>(*i);
    if (const auto* d = std::get_if<double>(&data))
        return *d;
    return std::nullopt;
}

std::optional<TomlTable> readToml(std::string_view text, Findings& findings)
{
    try {
        const toml::table root = toml::parse(text);
        return Converter(findings).table(root);
    } catch (const toml::parse_error& error) {
        findings.add("E102", positionOf(error.source()),
                     {{"detail", std::string(error.description())}});
    } catch (const std::exception& error) {
        findings.add("E102", {}, {{"detail", error.what()}});
    }
    return std::nullopt;
}

} // namespace xpu::task
