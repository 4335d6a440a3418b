#pragma once

#include "core/task/draft.h"

#include <string>

namespace xpu::task {

/// Hashes what an approval covers: the task file, programs and scripts that its commands name
/// inside the task's or a granted folder. Pins each command's files for the check at launch.
/// Files the task itself reads or writes through ports are data, not scripts.
/// @return the digest, sha256 hex; empty when the task has no command
std::string pinCommands(Draft& draft);

} // namespace xpu::task
