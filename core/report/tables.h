#pragma once

#include "core/report/report.h"

#include <string>

namespace xpu::report {

std::string deviceTable(const Report& report);
std::string operationTable(const Report& report);
/// Every failed step with its message; empty when there is none.
std::string errorList(const Report& report);
/// All steps, or above kStepsShownWhole the failed and the longest ones, in order.
std::string stepTable(const Report& report);

} // namespace xpu::report
