#include "core/report/report.h"

#include "core/report/series.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace xpu {
namespace {

using history::StepFinished;

/// @param sorted  not empty
double percentile(const std::vector<double>& sorted, double share)
{
    const double at = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (at - static_cast<double>(below));
}

std::optional<double> median(std::vector<double> values)
{
    if (values.empty())
        return std::nullopt;
    std::sort(values.begin(), values.end());
    return percentile(values, 0.5);
}

std::optional<double> errorOf(const StepFinished& step)
{
    if (step.state != StepState::Done || !step.predictedS || !step.actualS || *step.actualS <= 0)
        return std::nullopt;
    return std::abs(*step.actualS - *step.predictedS) / *step.actualS;
}

/// Time during which at least one step ran: launches may overlap on one device.
double unionSeconds(std::vector<std::pair<std::int64_t, std::int64_t>> spans)
{
    std::sort(spans.begin(), spans.end());
    std::int64_t total = 0;
    std::int64_t until = INT64_MIN;
    for (const auto& [start, end] : spans) {
        const std::int64_t from = std::max(start, until);
        if (end > from)
            total += end - from;
        until = std::max(until, end);
    }
    return static_cast<double>(total) * 1e-6;
}

double spanOfSteps(const std::vector<StepFinished>& steps)
{
    std::int64_t first = INT64_MAX;
    std::int64_t last = INT64_MIN;
    for (const StepFinished& step : steps) {
        if (step.startedUtcMicros <= 0)
            continue;
        first = std::min(first, step.startedUtcMicros);
        last = std::max(last, step.finishedUtcMicros);
    }
    return last > first ? static_cast<double>(last - first) * 1e-6 : 0;
}

std::vector<Report::DeviceLine> deviceLines(const Report& report)
{
    std::map<std::string, Report::DeviceLine> lines;
    std::map<std::string, std::vector<std::pair<std::int64_t, std::int64_t>>> spans;
    for (std::size_t i = 0; i < report.run.steps.size(); ++i) {
        const StepFinished& step = report.run.steps[i];
        if (step.device.empty())
            continue;
        Report::DeviceLine& line = lines[step.device];
        line.device = step.device;
        ++line.steps;
        line.bytesIn += step.bytesIn.value_or(0);
        line.bytesOut += step.bytesOut.value_or(0);
        if (step.energyJ)
            line.energyJ = line.energyJ.value_or(0) + *step.energyJ;
        line.footprint += report.stepFootprints[i];
        if (step.startedUtcMicros > 0)
            spans[step.device].emplace_back(step.startedUtcMicros, step.finishedUtcMicros);
    }
    std::vector<Report::DeviceLine> all;
    for (auto& [device, line] : lines) {
        line.busyS = unionSeconds(std::move(spans[device]));
        line.utilization = report.makespanS > 0 ? line.busyS / report.makespanS : 0;
        all.push_back(std::move(line));
    }
    return all;
}

std::vector<Report::OperationLine> operationLines(const std::vector<StepFinished>& steps)
{
    struct Samples {
        std::vector<double> times, errors;
        std::size_t steps = 0;
    };
    std::map<std::pair<std::string, std::string>, Samples> groups;
    for (const StepFinished& step : steps) {
        if (step.device.empty())
            continue;
        Samples& group = groups[{step.operation, step.device}];
        ++group.steps;
        if (step.actualS && step.state == StepState::Done)
            group.times.push_back(*step.actualS);
        if (const std::optional<double> error = errorOf(step))
            group.errors.push_back(*error);
    }
    std::vector<Report::OperationLine> all;
    for (auto& [key, group] : groups) {
        Report::OperationLine line;
        line.operation = key.first;
        line.device = key.second;
        line.steps = group.steps;
        line.timed = group.times.size();
        std::sort(group.times.begin(), group.times.end());
        if (!group.times.empty()) {
            line.p50S = percentile(group.times, 0.5);
            line.p95S = percentile(group.times, 0.95);
        }
        for (const double time : group.times)
            line.totalS += time;
        line.medianError = median(std::move(group.errors));
        all.push_back(std::move(line));
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.totalS > b.totalS; });
    return all;
}

void judgePredictions(Report& report)
{
    std::vector<double> errors;
    std::size_t bounded = 0;
    std::size_t inside = 0;
    for (const StepFinished& step : report.run.steps) {
        if (const std::optional<double> error = errorOf(step))
            errors.push_back(*error);
        if (step.state != StepState::Done || !step.actualS || !step.predictedLoS
            || !step.predictedHiS)
            continue;
        ++bounded;
        inside +=
            *step.predictedLoS <= *step.actualS && *step.actualS <= *step.predictedHiS ? 1u : 0u;
    }
    report.medianError = median(std::move(errors));
    if (bounded > 0)
        report.coverage = static_cast<double>(inside) / static_cast<double>(bounded);
}

/// Energy of attempts that failed is the run's and no step's: the run's figure is its energy at the
/// mean rate of its steps, and where no step's energy is known, of its time.
tariff::Footprint footprintOfRun(const Report& report, const tariff::Rates& rates)
{
    const history::RunSummary& run = report.run.summary;
    if (!run.energyJ)
        return {};
    double known = 0;
    tariff::Footprint sum;
    for (std::size_t i = 0; i < report.run.steps.size(); ++i) {
        if (report.run.steps[i].startedUtcMicros > 0)
            known += report.run.steps[i].energyJ.value_or(0);
        sum += report.stepFootprints[i];
    }
    if (!(known > 0))
        return tariff::footprintOf(rates, run.energyJ, run.startedUtcMicros,
                                   run.startedUtcMicros
                                       + static_cast<std::int64_t>(report.makespanS * 1e6));
    const auto whole = [&](std::optional<double> part) {
        return part ? std::optional(*part * (*run.energyJ / known)) : std::nullopt;
    };
    return {whole(sum.cost), whole(sum.carbonG)};
}

void addFootprints(Report& report, const tariff::Rates& rates)
{
    report.currency = rates.price ? rates.price->currency : "";
    report.stepFootprints.reserve(report.run.steps.size());
    for (const StepFinished& step : report.run.steps)
        report.stepFootprints.push_back(
            step.startedUtcMicros > 0 ? tariff::footprintOf(
                rates, step.energyJ, step.startedUtcMicros, step.finishedUtcMicros)
                                      : tariff::Footprint{});
    report.footprint = footprintOfRun(report, rates);
}

} // namespace

Report makeReport(history::RunDetail run, const tariff::Rates& rates)
{
    Report report;
    report.run = std::move(run);
    const history::RunSummary& summary = report.run.summary;
    report.makespanS = summary.makespanS.value_or(spanOfSteps(report.run.steps));
    for (const StepFinished& step : report.run.steps) {
        report.failed += step.state == StepState::Failed ? 1u : 0u;
        report.done += step.state == StepState::Done ? 1u : 0u;
    }
    if (summary.makespanS && summary.lowerBoundS && *summary.lowerBoundS > 0)
        report.gapToBound = *summary.makespanS / *summary.lowerBoundS - 1;
    addFootprints(report, rates);
    report.devices = deviceLines(report);
    report.operations = operationLines(report.run.steps);
    judgePredictions(report);
    report.series = report::seriesOf(report.run.telemetry);
    return report;
}

} // namespace xpu
