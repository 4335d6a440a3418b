#pragma once

#include "core/base/result.h"

#include <string>

namespace xpu::history {

/// Puts the copy that `Store::backup` made in the place of `database`, which nobody may have open.
/// What was there is kept as FILE.before-restore-N; a power cut leaves the one or the other.
/// @return the name under which the old file is kept; empty when there was none
/// Errc::NotFound, Errc::Corrupt (no backup of this program, or damaged), Errc::Io, Errc::NoSpace
Result<std::string> restoreBackup(const std::string& backup, const std::string& database);

} // namespace xpu::history
