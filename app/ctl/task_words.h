#pragma once

#include "app/ctl/door.h"
#include "app/ctl/options.h"

#include <string>
#include <vector>

namespace xpu::ctl {

/// The queue as `list` gives it.
Result<nlohmann::json> tasksOf(Door& door);
/// Ids of the tasks that row numbers, ids or unique beginnings of ids mean.
/// Errc::NotFound, Errc::InvalidInput name the word.
Result<std::vector<std::string>> taskIds(Door& door, const std::vector<std::string>& words);
/// Sends one command of the command language; prints what it did with `--json`.
/// @return the exit status
int sendCommand(const Invocation& call, Door& door, const nlohmann::json& command);

} // namespace xpu::ctl
