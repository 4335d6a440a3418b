#pragma once

#include "compute/posix/unique_fd.h"
#include "core/base/result.h"
#include "core/base/units.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xpu::sandbox {

/// A memory file with the given content, at its beginning, closed on exec.
Result<UniqueFd> memoryFile(const char* name, std::string_view content);

struct Frozen {
    std::string path;
    UniqueFd content; ///< none when the file is too large to be held in memory
    bool executable = false;
};

/// Reads and hashes each file through one descriptor and keeps the very bytes that were hashed, so
/// that a change after the check cannot reach the command.
/// @param pinned  path -> lower-case sha256
/// Errc::Conflict with the path when a file differs or is gone (E701)
Result<std::vector<Frozen>>
freezePinned(const std::vector<std::pair<std::string, std::string>>& pinned);

} // namespace xpu::sandbox
