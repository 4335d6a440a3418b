#pragma once

#include "core/base/result.h"

#include <string>

namespace xpu {

/// Creates the folder (and its parents) with mode 0700 if it is not there; returns its path.
/// Errc::Permission when it is not a folder of this user, or when others may write into it.
Result<std::string> makePrivateFolder(const std::string& path);

} // namespace xpu
