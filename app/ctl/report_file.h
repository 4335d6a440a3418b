#pragma once

#include "app/ctl/door.h"
#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <string>

namespace xpu::ctl {

/// Writes the report of each task's run, in the form of the file's ending, else HTML: the first to `file`, further ones beside it with the
/// row's number before the extension. Tasks that never ran have none.
Result<void> writeReports(Door& door, const nlohmann::json& tasks, const std::string& file);

/// Writes `text` to a file that appears whole or not at all. Errc::InvalidInput for a folder, a
/// device and whatever else is no plain file; Errc::Io with the system's reason.
Result<void> writeWhole(const std::string& file, const std::string& text);

} // namespace xpu::ctl
