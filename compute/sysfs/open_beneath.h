#pragma once

#include "compute/sysfs/file_descriptor.h"
#include "core/base/result.h"

#include <sys/types.h>

#include <string>

namespace xpu {

/// `path` relative to `root`, both absolute and compared as text after "." and ".." are folded.
/// Errc::InvalidInput when it does not lie beneath.
Result<std::string> relativeTo(const std::string& root, const std::string& path);

/// Opens absolute `path`, which must stay beneath the folder `root` in every component, symbolic
/// links included (openat2 with RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS).
/// Errc::InvalidInput when it leaves the folder (E301, E307), NotFound, Permission, Io
Result<FileDescriptor> openBeneath(const std::string& root, const std::string& path, int flags,
                                   mode_t mode = 0);

/// Opens the folder `path` beneath `root`, making it and its parents where absent.
Result<FileDescriptor> openFolderBeneath(const std::string& root, const std::string& path);

} // namespace xpu
