#pragma once

#include "core/report/report.h"

#include <vector>

namespace xpu::report {

/// The sensors a report shows, machine first, then by name; others are left out.
std::vector<Report::Series> seriesOf(const std::vector<history::TelemetryRollup>& telemetry);

} // namespace xpu::report
