#pragma once

#include "core/report/comparison.h"

#include <string>
#include <vector>

namespace xpu::wording {

/// Which of two runs was better and by how much, then what speaks for it and what against; one
/// sentence each.
std::vector<std::string> verdict(const Comparison& comparison);

} // namespace xpu::wording
