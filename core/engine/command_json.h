#pragma once

#include "core/engine/command.h"

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace xpu {

/// The JSON form of a command: {"version": 1, "type": "move", "tasks": ["..."], "before": null}.
/// Who asked is not part of it. Bytes of a path that are not UTF-8 cannot be carried.
nlohmann::json commandJson(const Command& command);

/// The word of a command's kind: "submit", "approve_digest".
std::string_view nameOf(const Command& command);

/// Reads it back. `version` may be left out and then means kCommandVersion; of `submit` everything
/// but `paths` may be, and then means what the struct says.
/// Errc::InvalidInput names the field; Errc::Unsupported an unknown type or version.
Result<Command> commandFromJson(const nlohmann::json& json);
Result<Command> commandFromText(std::string_view text);

/// {"version": 1, "tasks": [...], "inverse": {...} or null}
nlohmann::json appliedJson(const Applied& applied);
Result<Applied> appliedFromJson(const nlohmann::json& json);

} // namespace xpu
