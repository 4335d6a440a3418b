#include "core/report/report.h"

#include <nlohmann/json.hpp>

namespace xpu {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json orNull(const std::optional<T>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json textOrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json stepJson(const history::StepFinished& step, const tariff::Footprint& footprint)
{
    Json why = step.whyJson ? Json::parse(*step.whyJson, nullptr, false) : Json(nullptr);
    Json error = nullptr;
    if (!step.errorCode.empty() || !step.errorMessage.empty())
        error = {{"code", step.errorCode}, {"message", step.errorMessage}};
    return {{"id", step.step},
            {"state", nameOf(step.state)},
            {"operation", step.operation},
            {"device", textOrNull(step.device)},
            {"predicted_s", orNull(step.predictedS)},
            {"predicted_lo_s", orNull(step.predictedLoS)},
            {"predicted_hi_s", orNull(step.predictedHiS)},
            {"actual_s", orNull(step.actualS)},
            {"prepare_s", orNull(step.prepareS)},
            {"transfer_s", orNull(step.transferS)},
            {"wait_s", orNull(step.waitS)},
            {"cpu_s", orNull(step.cpuS)},
            {"bytes_in", orNull(step.bytesIn)},
            {"bytes_out", orNull(step.bytesOut)},
            {"peak_memory", orNull(step.peakMemory)},
            {"energy_j", orNull(step.energyJ)},
            {"energy_quality", textOrNull(step.energyQuality)},
            {"cost", orNull(footprint.cost)},
            {"carbon_g", orNull(footprint.carbonG)},
            {"started_us", step.startedUtcMicros},
            {"finished_us", step.finishedUtcMicros},
            {"why", why.is_discarded() ? Json(nullptr) : std::move(why)},
            {"error", std::move(error)}};
}

Json devicesJson(const Report& report)
{
    Json all = Json::array();
    for (const Report::DeviceLine& line : report.devices)
        all.push_back({{"device", line.device},
                       {"steps", line.steps},
                       {"busy_s", line.busyS},
                       {"utilization", line.utilization},
                       {"energy_j", orNull(line.energyJ)},
                       {"cost", orNull(line.footprint.cost)},
                       {"carbon_g", orNull(line.footprint.carbonG)},
                       {"bytes_in", line.bytesIn},
                       {"bytes_out", line.bytesOut}});
    return all;
}

Json operationsJson(const Report& report)
{
    Json all = Json::array();
    for (const Report::OperationLine& line : report.operations)
        all.push_back({{"operation", line.operation},
                       {"device", line.device},
                       {"steps", line.steps},
                       {"p50_s", line.p50S},
                       {"p95_s", line.p95S},
                       {"total_s", line.totalS},
                       {"median_error", orNull(line.medianError)}});
    return all;
}

Json telemetryJson(const Report& report)
{
    Json all = Json::array();
    for (const Report::Series& series : report.series) {
        Json points = Json::array();
        for (const Report::Series::Point& point : series.points)
            points.push_back({{"from_us", point.fromUtcMicros},
                              {"to_us", point.toUtcMicros},
                              {"min", point.min},
                              {"mean", point.mean},
                              {"max", point.max}});
        all.push_back({{"kind", nameOf(series.kind)},
                       {"name", textOrNull(series.name)},
                       {"modelled", series.modelled},
                       {"points", std::move(points)}});
    }
    return all;
}

} // namespace

std::string toJson(const Report& report)
{
    const history::RunSummary& run = report.run.summary;
    Json steps = Json::array();
    for (std::size_t i = 0; i < report.run.steps.size(); ++i)
        steps.push_back(stepJson(report.run.steps[i], report.stepFootprints[i]));
    const Json json = {{"run", run.run.text()},
                       {"task", run.task.text()},
                       {"name", run.name},
                       {"state", run.state},
                       {"path", report.run.path},
                       {"sha256", report.run.sha256},
                       {"submitter", report.run.submitter},
                       {"host", report.run.host},
                       {"started_us", run.startedUtcMicros},
                       {"makespan_s", orNull(run.makespanS)},
                       {"predicted_s", orNull(run.predictedS)},
                       {"lower_bound_s", orNull(run.lowerBoundS)},
                       {"gap_to_bound", orNull(report.gapToBound)},
                       {"energy_j", orNull(run.energyJ)},
                       {"energy_quality", textOrNull(run.energyQuality)},
                       {"cost", orNull(report.footprint.cost)},
                       {"currency", textOrNull(report.currency)},
                       {"carbon_g", orNull(report.footprint.carbonG)},
                       {"median_error", orNull(report.medianError)},
                       {"coverage", orNull(report.coverage)},
                       {"steps_done", report.done},
                       {"steps_failed", report.failed},
                       {"devices", devicesJson(report)},
                       {"operations", operationsJson(report)},
                       {"telemetry", telemetryJson(report)},
                       {"steps", std::move(steps)}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace xpu
