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
    std::optional<double>
        gapToBound; ///< makespan / predicted lower bound - 1; below 0 when steps took less than predicted
    std::size_t failed = 0;
    std::size_t done = 0;
    double makespanS = 0;              ///< of the run; of its steps so far while it goes on
    std::optional<double> medianError; ///< |actual - predicted| / actual over all finished steps
    std::optional<double> coverage;    ///< share of steps whose time lay in the 90 % interval
};

Report makeReport(history::RunDetail run);
/// A page that opens anywhere without network: tables, and an SVG Gantt of the steps.
/// Above kStepsShownWhole steps it shows aggregates and the notable steps, and says so.
std::string toHtml(const Report& report);
inline constexpr std::size_t kStepsShownWhole = 2000;
/// All figures and all steps; keys are always present, unknown = null.
std::string toJson(const Report& report);

} // namespace xpu
