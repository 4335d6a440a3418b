#pragma once

#include "core/base/ids.h"

#include <string>
#include <string_view>

namespace xpu {

/// Where a step's output is kept: beneath the data folder, a file a step and run. Empty without one.
std::string stepLogPath(const std::string& dataFolder, const RunId& run, std::string_view step);

} // namespace xpu
