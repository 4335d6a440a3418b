#pragma once

#include "core/task/path_jail.h"

#include <string>
#include <string_view>
#include <vector>

namespace xpu::task {

/// Files that match `pattern` (`*`, `?`, `[…]` within a folder name or the file name), as paths
/// written like the pattern, sorted by bytes. Hidden files need a pattern that starts with a dot.
/// Errc::Permission if the pattern leaves the jail, OutOfMemory if more than `limit` match.
Result<std::vector<std::string>> globFiles(std::string_view pattern, PathJail& jail,
                                           std::size_t limit);

} // namespace xpu::task
