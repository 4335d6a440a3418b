#pragma once

#include "core/task/findings.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace xpu::task {

struct TomlValue;
struct TomlEntry;

/// A date as written; the instant is known only when it has a time and an offset.
struct TomlDate {
    std::optional<std::int64_t> utcMicros;
};
using TomlArray = std::vector<TomlValue>;

/// Keys in the order of the file (the parser itself sorts them by name).
struct TomlTable {
    std::vector<TomlEntry> entries;
    const TomlEntry* find(std::string_view key) const;
};

struct TomlValue {
    Position at; ///< of the value; for [tables] of their header
    std::variant<bool, std::int64_t, double, std::string, TomlDate, TomlArray, TomlTable> data;

    const TomlTable* table() const { return std::get_if<TomlTable>(&data); }
    const TomlArray* array() const { return std::get_if<TomlArray>(&data); }
    const std::string* text() const { return std::get_if<std::string>(&data); }
    const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data); }
    const bool* flag() const { return std::get_if<bool>(&data); }
    /// Integers are numbers too.
    std::optional<double> number() const;
};

struct TomlEntry {
    std::string key;
    Position at; ///< of the key
    TomlValue value;
};

/// Parses a prescanned file. Adds E102 and returns nothing when it is not TOML; adds E209 for
/// every nan and inf, which come back as 0 so that nothing else complains about them.
std::optional<TomlTable> readToml(std::string_view text, Findings& findings);

} // namespace xpu::task
