#include "core/task/sweep.h"

#include "core/task/schema.h"
#include "core/task/suggest.h"
#include "core/task/sweep_values.h"

#include <algorithm>
#include <charconv>
#include <ranges>

namespace xpu::task {
namespace {

bool isSweepName(const std::string& name)
{
    const auto isWord = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || c == '_' || c == '-';
    };
    const bool reserved = name == "in" || name == "out" || name == "threads";
    return !name.empty() && name.size() <= 64 && !reserved
           && std::all_of(name.begin(), name.end(), isWord);
}

} // namespace

std::string textOf(const SweepValue& value)
{
    if (const auto* flag = std::get_if<bool>(&value))
        return *flag ? "true" : "false";
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return std::to_string(*whole);
    if (const auto* text = std::get_if<std::string>(&value))
        return *text;
    // Twelve digits hide the rounding of a stepped range: 0.3, not 0.30000000000000004.
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, std::get<double>(value),
                                   std::chars_format::general, 12);
    return {buffer, end.ptr};
}

Sweeps Sweeps::read(const TomlTable& task, PathJail& jail, Findings& findings)
{
    Sweeps out;
    const TomlEntry* sweeps = task.find("sweep");
    if (sweeps && sweeps->value.table()) {
        for (const TomlEntry& entry : sweeps->value.table()->entries) {
            if (!isSweepName(entry.key))
                findings.add("E213", entry.at, {{"id", entry.key}}, "sweep");
            if (!entry.value.table()) {
                findings.add("E107", entry.at,
                             {{"key", entry.key},
                              {"expected", "table"},
                              {"found", std::string(typeName(entry.value))}});
                continue;
            }
            checkKeys(*entry.value.table(), Place::Sweep, findings);
            out.byName_.emplace(entry.key, out.axes_.size());
            out.axes_.push_back({entry.key, readSweepValues(entry, jail, findings)});
            out.group_.push_back(out.group_.size());
        }
    }
    if (const TomlEntry* zipped = task.find("sweep_zip"))
        out.zip(*zipped, findings);
    out.at_ = sweeps ? sweeps->at : Position{};
    out.multiply(out.at_, findings);
    return out;
}

Sweeps Sweeps::together(std::vector<SweepAxis> axes, Position at)
{
    Sweeps out;
    out.axes_ = std::move(axes);
    out.group_.assign(out.axes_.size(), 0);
    for (std::size_t i = 0; i < out.axes_.size(); ++i)
        out.byName_.emplace(out.axes_[i].name, i);
    out.at_ = at;
    Findings none; // the caller has bounded them
    out.multiply(at, none);
    return out;
}

void Sweeps::zip(const TomlEntry& entry, Findings& findings)
{
    if (!entry.value.array())
        return;
    zipped_.assign(axes_.size(), false);
    for (const TomlValue& names : *entry.value.array())
        if (names.array())
            zipGroup(*names.array(), entry.at, findings);
}

void Sweeps::zipGroup(const TomlArray& names, Position at, Findings& findings)
{
    std::optional<std::size_t> first;
    for (const TomlValue& name : names) {
        if (!name.text())
            continue;
        const auto axis = find(*name.text());
        if (!axis) {
            std::vector<std::string_view> known;
            for (const SweepAxis& a : axes_)
                known.push_back(a.name);
            findings.add("E105", at,
                         {{"key", *name.text()}, {"nearest", nearest(*name.text(), known)}},
                         "sweep");
            continue;
        }
        if (zipped_[*axis]) {
            findings.add("E203", at, {{"key", *name.text()}}, "zip_twice");
            continue;
        }
        zipped_[*axis] = true;
        first = first ? first : axis;
        if (axes_[*axis].values.size() != axes_[*first].values.size()) {
            findings.add("E203", at,
                         {{"a", axes_[*first].name},
                          {"b", axes_[*axis].name},
                          {"na", std::to_string(axes_[*first].values.size())},
                          {"nb", std::to_string(axes_[*axis].values.size())}},
                         "zip");
            continue;
        }
        group_[*axis] = *first;
    }
}

void Sweeps::multiply(Position at, Findings& findings)
{
    strides_.assign(axes_.size(), {});
    // The group stands where its first axis in the file stands.
    std::vector<bool> counted(axes_.size(), false);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < axes_.size(); ++i) {
        if (counted[group_[i]])
            continue;
        counted[group_[i]] = true;
        order.push_back(group_[i]);
    }
    std::size_t runs = 1;
    for (const auto g : order | std::views::reverse) {
        strides_[g] = {axes_[g].values.size(), runs};
        runs *= axes_[g].values.size();
        if (runs > kMaxRuns) {
            findings.add("E404", at, {{"runs", "more than " + std::to_string(kMaxRuns)}});
            runs_ = 1;
            return;
        }
    }
    runs_ = runs;
}

std::optional<std::size_t> Sweeps::find(std::string_view name) const
{
    const auto it = byName_.find(name);
    return it == byName_.end() ? std::nullopt : std::optional(it->second);
}

const SweepValue& Sweeps::value(std::size_t run, std::size_t axis) const
{
    const Group& g = strides_[group_[axis]];
    return axes_[axis].values[run / g.stride % g.size];
}

} // namespace xpu::task
