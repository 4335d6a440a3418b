#pragma once

#include "core/task/substitution.h"

#include <string>
#include <string_view>
#include <vector>

namespace xpu::task {

/// Whether a sweep value or a port's path would land in code: the argument after `sh -c`.
bool shellCodeTakesValues(const std::vector<std::string>& argv,
                          const std::vector<Substitution>& parts);

/// ECMAScript with exactly one group, not longer than 256 bytes.
bool isProgressRegex(const std::string& pattern);

/// [A-Za-z_][A-Za-z0-9_]*
bool isVariableName(std::string_view name);

/// "XPU_SIGMA" for the sweep "sigma": letters raised, "-" becomes "_".
std::string variableOfSweep(std::string_view sweep);

} // namespace xpu::task
