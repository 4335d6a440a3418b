#pragma once

#include "core/history/store.h"

#include <string>

namespace xpu {

/// Statistics of one run, computed from its history; what every report form is made of.
struct Report {
    history::RunDetail run;
    struct DeviceLine {
        std::string device;
        std::size_t steps = 0;
        double busyS = 0;
        double utilization = 0;
        std::optional<double> energyJ;
        std::uint64_t bytesIn = 0, bytesOut = 0;
    };
    std::vector<DeviceLine> devices;
    struct OperationLine {
        std::string operation;
        std::string device;
        std::size_t steps = 0;
        double p50S = 0, p95S = 0, totalS = 0;
        std::optional<double> medianError;
    };
    std::vector<OperationLine> operations;
    std::optional<double> gapToBound; ///< makespan / lower bound - 1
    std::size_t failed = 0;
};

Report makeReport(history::RunDetail run);
/// A page that opens anywhere without network: tables, and an SVG Gantt of the steps.
std::string toHtml(const Report& report);

} // namespace xpu
