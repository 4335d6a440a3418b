#pragma once

#include "core/history/store.h"
#include "core/tariff/footprint.h"

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
        tariff::Footprint footprint; ///< of its steps
    };
    std::vector<DeviceLine> devices;
    struct OperationLine {
        std::string operation;
        std::string device;
        std::size_t steps = 0;
        double p50S = 0, p95S = 0, totalS = 0;
        std::optional<double> medianError;
        std::size_t timed = 0; ///< finished steps, which the times are of
    };
    std::vector<OperationLine> operations;
    /// What one sensor said while the run went on; base units: shares of one, bytes, watts.
    struct Series {
        enum class Kind { Utilization, Memory, Power };
        struct Point {
            std::int64_t fromUtcMicros = 0, toUtcMicros = 0;
            double min = 0, mean = 0, max = 0;
        };
        Kind kind = Kind::Utilization;
        std::string name; ///< a device, a part of one, or empty = the whole machine
        bool modelled = false;
        std::vector<Point> points; ///< by time; a gap where nothing was measured
    };
    std::vector<Series> series;
    std::optional<double>
        gapToBound; ///< makespan / predicted lower bound - 1; below 0 when steps took less than predicted
    std::string currency;                          ///< of all costs; empty without a price
    tariff::Footprint footprint;                   ///< of the run's energy
    std::vector<tariff::Footprint> stepFootprints; ///< one for each step, in their order
    std::size_t failed = 0;
    std::size_t done = 0;
    double makespanS = 0;              ///< of the run; of its steps so far while it goes on
    std::optional<double> medianError; ///< |actual - predicted| / actual over all finished steps
    std::optional<double> coverage;    ///< share of steps whose time lay in the 90 % interval
};

std::string_view nameOf(Report::Series::Kind kind); ///< "utilization", "memory", "power"

/// @param rates  what energy costs and emits, in force now: reports follow a corrected file
Report makeReport(history::RunDetail run, const tariff::Rates& rates = {});
/// A page that opens anywhere without network: tables, and an SVG Gantt of the steps.
/// Above kStepsShownWhole steps it shows aggregates and the notable steps, and says so.
std::string toHtml(const Report& report);
inline constexpr std::size_t kStepsShownWhole = 2000;
/// All figures and all steps; keys are always present, unknown = null.
std::string toJson(const Report& report);
/// One line a step (RFC 4180), named as in the JSON; unknown = empty. No text becomes a formula in a
/// spreadsheet.
std::string toCsv(const Report& report);
/// Trace Event Format for ui.perfetto.dev and chrome://tracing: devices as threads, steps as boxes,
/// their preparation and transfers beside them, predictions as a second process, telemetry as
/// counters. Time 0 = start of the run.
std::string toTrace(const Report& report);
/// OpenMetrics 1.0 text; figures that are not known have no sample.
std::string toOpenMetrics(const Report& report);

} // namespace xpu
