#pragma once

#include <nlohmann/json.hpp>

namespace xpu::ctl {

/// Prints a report for people: the run in one line, its devices, its steps.
/// @param report  the JSON form, as `report --json` prints it
void printReport(const nlohmann::json& report);

/// Prints two runs side by side: the verdict, then what differs.
/// @param comparison  the JSON form, as `compare --json` prints it
void printComparison(const nlohmann::json& comparison);

/// Prints why steps run where they run: one step, or a line for each.
/// @param why  the answer to the request "why"
void printWhy(const nlohmann::json& why);

} // namespace xpu::ctl
