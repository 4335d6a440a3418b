#pragma once

#include "app/options/option.h"

namespace xpu::options {

/// The command line of the control center.
const Program& window();

/// The answer to `xpu-optimizer --help`.
std::string windowHelp();

} // namespace xpu::options
