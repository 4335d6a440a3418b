#include "core/task/readers.h"

#include <array>

namespace xpu::task {
namespace {

constexpr std::int64_t kFormatVersion = 1;
constexpr std::array<std::string_view, 5> kObjectives = {"time", "energy", "edp", "cost",
                                                         "balanced"};

void require(const TomlTable& table, std::string_view key, Position header, Findings& findings)
{
    if (!table.find(key))
        findings.add("E108", header, {{"key", std::string(key)}});
}

void readVersion(const TomlTable& file, Findings& findings)
{
    require(file, "xpu", {}, findings);
    const TomlEntry* entry = file.find("xpu");
    if (!entry || !entry->value.integer() || *entry->value.integer() == kFormatVersion)
        return;
    const std::int64_t version = *entry->value.integer();
    if (version > kFormatVersion)
        findings.add("E106", entry->at, {{"version", std::to_string(version)}});
    else
        findings.add("E203", entry->at, {{"key", "xpu"}, {"range", "1"}});
}

std::optional<std::int64_t> deadlineOf(const TomlValue& value, std::int64_t now)
{
    if (const auto* date = std::get_if<TomlDate>(&value.data))
        return date->utcMicros;
    if (const auto instant = parseInstant(*value.text()))
        return instant;
    if (const auto span = parseSeconds(*value.text()))
        return now + static_cast<std::int64_t>(span->count() * 1e6);
    return std::nullopt;
}

void readDeadline(const TomlTable& file, std::int64_t now, TaskDecl& out, Findings& findings)
{
    const TomlEntry* entry = file.find("deadline");
    const bool readable =
        entry && (entry->value.text() || std::holds_alternative<TomlDate>(entry->value.data));
    if (!readable)
        return;
    out.deadlineUtcMicros = deadlineOf(entry->value, now);
    const std::string* text = entry->value.text();
    if (!out.deadlineUtcMicros)
        findings.add("E211", entry->at,
                     {{"key", "deadline"},
                      {"found", text ? *text : "a date without an offset"},
                      {"example", "2h, or 2027-01-31T18:00:00Z"}});
    else if (*out.deadlineUtcMicros <= now)
        findings.add("E210", entry->at);
}

/// Position in `words`; E203 for a word that is none of them.
template <std::size_t N>
std::size_t readWord(const TomlTable& table, std::string_view key,
                     const std::array<std::string_view, N>& words, Findings& findings)
{
    const TomlEntry* entry = table.find(key);
    if (!entry || !entry->value.text())
        return 0;
    std::string all;
    for (std::size_t i = 0; i < N; ++i) {
        if (*entry->value.text() == words[i])
            return i;
        all += (i == 0 ? "" : ", ") + std::string(words[i]);
    }
    findings.add("E203", entry->at, {{"key", entry->key}, {"range", "one of " + all}});
    return 0;
}

/// Limits that are checked but not yet obeyed.
void checkPowerAndEnergy(const TomlTable& limits, Findings& findings)
{
    const TomlEntry* power = limits.find("power");
    if (power && power->value.text())
        if (const auto watts = parseWatts(*power->value.text()); !watts)
            reportFault(watts.error(), *power, "180 W", findings);
    const TomlEntry* energy = limits.find("energy");
    if (energy && energy->value.text())
        if (const auto joules = parseJoules(*energy->value.text()); !joules)
            reportFault(joules.error(), *energy, "2 Wh", findings);
    const TomlEntry* slowdown = limits.find("max_slowdown");
    if (slowdown && slowdown->value.number() && *slowdown->value.number() < 1)
        findings.add("E203", slowdown->at, {{"key", "max_slowdown"}, {"range", "1 or more"}});
}

void readLimits(const TomlTable& file, TaskDecl& out, Findings& findings)
{
    const TomlEntry* entry = file.find("limits");
    if (!entry || !entry->value.table())
        return;
    const TomlTable& limits = *entry->value.table();
    checkKeys(limits, Place::Limits, findings);
    out.memoryLimit = readBytes(limits, "memory", findings);
    if (const TomlEntry* memory = limits.find("memory"))
        out.memoryLimitAt = memory->at;
    out.maxParallel =
        static_cast<int>(readInteger(limits, "max_parallel", 1, 1'000'000, 0, findings));
    checkPowerAndEnergy(limits, findings);
}

void readCloud(const TomlTable& file, Findings& findings)
{
    constexpr std::array<std::string_view, 3> kConsents = {"never", "ask", "allow"};
    constexpr std::array<std::string_view, 2> kData = {"public", "private"};
    const TomlEntry* entry = file.find("cloud");
    if (!entry || !entry->value.table())
        return;
    const TomlTable& cloud = *entry->value.table();
    checkKeys(cloud, Place::Cloud, findings);
    if (readWord(cloud, "consent", kConsents, findings) != 0)
        require(cloud, "data", entry->value.at, findings);
    readWord(cloud, "data", kData, findings);
    const TomlEntry* cost = cloud.find("max_cost");
    if (cost && cost->value.number() && *cost->value.number() <= 0)
        findings.add("E203", cost->at, {{"key", "max_cost"}, {"range", "greater than 0"}});
}

void readSteps(const TomlTable& file, TaskDecl& out, PathJail& jail, Findings& findings)
{
    const TomlEntry* steps = file.find("step");
    if (!steps || (steps->value.array() && steps->value.array()->empty()))
        findings.add("E108", steps ? steps->at : Position{}, {{"key", "step"}});
    if (!steps || !steps->value.array())
        return;
    for (const TomlValue& step : *steps->value.array()) {
        if (step.table())
            out.steps.push_back(readStep(*step.table(), step.at, out.sweeps, jail, findings));
        else
            findings.add("E107", steps->at,
                         {{"key", "step"},
                          {"expected", "array of tables"},
                          {"found", "array with " + std::string(typeName(step))}});
    }
}

} // namespace

TaskDecl readTask(const TomlTable& file, std::int64_t nowUtcMicros, PathJail& jail,
                  Findings& findings)
{
    TaskDecl out;
    checkKeys(file, Place::Task, findings);
    readVersion(file, findings);
    require(file, "name", {}, findings);
    if (const std::string* name = readText(file, "name"))
        out.name = *name;
    if (file.find("priority") != nullptr)
        out.priority = static_cast<int>(readInteger(file, "priority", 0, 100, 50, findings));
    out.seed =
        static_cast<std::uint64_t>(readInteger(file, "seed", INT64_MIN, INT64_MAX, 0, findings));
    out.objective = static_cast<Objective>(readWord(file, "objective", kObjectives, findings));
    readDeadline(file, nowUtcMicros, out, findings);
    readLimits(file, out, findings);
    readCloud(file, findings);
    out.sweeps = Sweeps::read(file, jail, findings);
    readSteps(file, out, jail, findings);
    return out;
}

} // namespace xpu::task
