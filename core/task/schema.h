#pragma once

#include "core/task/findings.h"
#include "core/task/toml_document.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace xpu::task {

/// Where in a task file a key stands.
enum class Place : std::uint8_t {
    Task,
    Limits,
    Cloud,
    Sweep,
    Step,
    Devices,
    Verify,
    Variant,
    Kernel,
    Cost,
    Twin,
    Model,
    PortFile,
    List ///< the `#xpu:` lines of a command list
};

/// The kinds of step, as bits: which of them a key belongs to.
enum StepKinds : std::uint8_t {
    NoKind = 0,
    OperatorKind = 1,
    KernelKind = 2,
    ModelKind = 4,
    CommandKind = 8,
    AnyKind = 15
};

/// Checks the keys of one table against the grammar of version 1: unknown keys (E105), values of
/// another type (E107), keys of another kind of step (E105), and keys this version accepts but
/// does not obey (W901). The getters below then need no messages of their own.
/// @param kind  the step's kind where `place` is Step; AnyKind while it is unclear
void checkKeys(const TomlTable& table, Place place, Findings& findings,
               std::uint8_t kind = AnyKind);

/// Whether this version acts on a key of the grammar.
bool isInForce(Place place, std::string_view key);

/// One key of the grammar, for those who describe it.
struct KeyInfo {
    enum class InForce : std::uint8_t { Yes, No, OneWord };
    Place place;
    std::string_view key;
    std::string expected;  ///< "integer", "text or number"
    InForce inForce;       ///< whether this version acts on it
    std::string_view word; ///< the one word that is in force
};
/// Every key of version 1, table by table.
std::vector<KeyInfo> grammar();

/// "integer", "text", ...: the word for what was found.
std::string_view typeName(const TomlValue& value);

} // namespace xpu::task
