#include "core/task/readers.h"

namespace xpu::task {

void reportFault(QuantityFault fault, const TomlEntry& entry, std::string_view example,
                 Findings& findings)
{
    const std::string found = entry.value.text() ? *entry.value.text() : std::string();
    if (fault == QuantityFault::Range)
        findings.add("E203", entry.at, {{"key", entry.key}, {"range", "greater than 0"}});
    else
        findings.add("E211", entry.at,
                     {{"key", entry.key}, {"found", found}, {"example", std::string(example)}});
}

Bytes readBytes(const TomlTable& table, std::string_view key, Findings& findings)
{
    const TomlEntry* entry = table.find(key);
    if (!entry || !entry->value.text())
        return {};
    const auto parsed = parseBytes(*entry->value.text());
    if (!parsed)
        reportFault(parsed.error(), *entry, "6 GiB", findings);
    return parsed.value_or(Bytes());
}

Seconds readSeconds(const TomlTable& table, std::string_view key, Findings& findings)
{
    const TomlEntry* entry = table.find(key);
    if (!entry)
        return Seconds(0);
    if (const auto number = entry->value.number()) {
        const bool inRange = *number > 0 && *number < 3.2e10;
        if (!inRange)
            reportFault(QuantityFault::Range, *entry, {}, findings);
        return Seconds(inRange ? *number : 0);
    }
    if (!entry->value.text())
        return Seconds(0);
    const auto parsed = parseSeconds(*entry->value.text());
    if (!parsed)
        reportFault(parsed.error(), *entry, "90 s", findings);
    return parsed.value_or(Seconds(0));
}

std::int64_t readInteger(const TomlTable& table, std::string_view key, std::int64_t min,
                         std::int64_t max, std::int64_t fallback, Findings& findings)
{
    const TomlEntry* entry = table.find(key);
    if (!entry || !entry->value.integer())
        return fallback;
    const std::int64_t value = *entry->value.integer();
    if (value >= min && value <= max)
        return value;
    const std::string range = max == INT64_MAX ? std::to_string(min) + " or more"
                                               : std::to_string(min) + " to " + std::to_string(max);
    findings.add("E203", entry->at, {{"key", entry->key}, {"range", range}});
    return fallback;
}

std::vector<std::string> readTexts(const TomlTable& table, std::string_view key)
{
    std::vector<std::string> out;
    const TomlEntry* entry = table.find(key);
    if (!entry || !entry->value.array())
        return out;
    for (const TomlValue& v : *entry->value.array())
        if (v.text())
            out.push_back(*v.text());
    return out;
}

const std::string* readText(const TomlTable& table, std::string_view key)
{
    const TomlEntry* entry = table.find(key);
    return entry ? entry->value.text() : nullptr;
}

bool readFlag(const TomlTable& table, std::string_view key, bool fallback)
{
    const TomlEntry* entry = table.find(key);
    return entry && entry->value.flag() ? *entry->value.flag() : fallback;
}

} // namespace xpu::task
