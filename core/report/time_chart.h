#pragma once

#include "core/report/report.h"

#include <string>
#include <vector>

namespace xpu::report {

/// The series of one kind that have enough points within the run to be drawn.
std::vector<const Report::Series*> drawable(const Report& report, Report::Series::Kind kind);
/// "vulkan:0 (modelled)"; "whole machine" for the series without a name.
std::string labelOf(const Report::Series& series);
/// Their means as lines, from minimum to maximum as a band, on the time axis of the timeline; empty
/// when there is nothing to draw.
std::string timeChartSvg(const Report& report, Report::Series::Kind kind);

} // namespace xpu::report
