#pragma once

#include "core/task/declaration.h"
#include "core/task/path_jail.h"
#include "core/task/quantity.h"

#include <cstdint>

namespace xpu::task {

/// Reads everything outside [[step]], and the steps through readStep. The declaration is usable
/// even when there are errors: what is wrong keeps its default.
TaskDecl readTask(const TomlTable& file, std::int64_t nowUtcMicros, PathJail& jail,
                  Findings& findings);

StepDecl readStep(const TomlTable& table, Position header, const Sweeps& sweeps, PathJail& jail,
                  Findings& findings);

/// Ports below `in` or `out`.
std::vector<PortDecl> readPorts(const TomlTable& ports, const Sweeps& sweeps, Findings& findings);

/// The tables of a kernel step: `kernel` itself, and sizes and constants as parameters.
void readKernel(const TomlTable& table, const Sweeps& sweeps, PathJail& jail, StepDecl& step,
                Findings& findings);
ModelDecl readModel(const TomlTable& step, PathJail& jail, Findings& findings);

/// Adds E203 or E211 for a quantity that is none.
/// @param example  how a right one looks: "6 GiB"
void reportFault(QuantityFault fault, const TomlEntry& entry, std::string_view example,
                 Findings& findings);

/// Quantities below `key`; 0 when absent or wrong (E203 or E211 at the key).
Bytes readBytes(const TomlTable& table, std::string_view key, Findings& findings);
Seconds readSeconds(const TomlTable& table, std::string_view key, Findings& findings);
/// The integer below `key` if it lies within the range; E203 and `fallback` otherwise.
std::int64_t readInteger(const TomlTable& table, std::string_view key, std::int64_t min,
                         std::int64_t max, std::int64_t fallback, Findings& findings);
std::vector<std::string> readTexts(const TomlTable& table, std::string_view key);
const std::string* readText(const TomlTable& table, std::string_view key);
bool readFlag(const TomlTable& table, std::string_view key, bool fallback);

} // namespace xpu::task
