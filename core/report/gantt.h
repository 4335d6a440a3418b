#pragma once

#include "core/report/report.h"

#include <map>
#include <string>

namespace xpu::report {

/// Number of each operation, which decides its colour; largest total time first.
std::map<std::string, std::size_t> operationColours(const Report& report);

/// Steps over time, one band per device; above kStepsShownWhole steps how busy each device was.
std::string ganttSvg(const Report& report);

} // namespace xpu::report
