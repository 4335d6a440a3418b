#pragma once

#include "compute/posix/unique_fd.h"
#include "core/base/result.h"
#include "core/device/device.h"

#include <string>
#include <vector>

namespace xpu::sandbox {

/// Makes a command's outputs final: a temporary that exists is synced and renamed to the declared
/// name, its folder synced; where there is none the declared file must exist. Only regular files
/// count, and no folder on the way beneath `roots` may be a symbolic link.
/// Errc::NotFound (no such output), Errc::Permission (link, or outside of roots), NoSpace, Io;
/// context names the output
Result<void> settleOutputs(const std::vector<CommandWork::Output>& outputs,
                           const std::vector<std::string>& roots);

/// Makes the folders of the outputs where absent, as host operators do for theirs.
/// Errc::Permission (link, or outside of roots), NoSpace, Io; context names the output
Result<void> makeOutputFolders(const std::vector<CommandWork::Output>& outputs,
                               const std::vector<std::string>& roots);

/// Removes what is left of the temporaries.
void removeTemporaries(const std::vector<CommandWork::Output>& outputs,
                       const std::vector<std::string>& roots);

/// A file of the user that takes what a command prints: made or emptied, with its folders, and
/// always a plain file beneath `root`.
Result<UniqueFd> openForPrinting(const std::string& path, const std::string& root);

} // namespace xpu::sandbox
