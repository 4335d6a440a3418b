#include "core/report/comparison.h"

#include <nlohmann/json.hpp>

namespace xpu {
namespace {

using Json = nlohmann::ordered_json;

Json orNull(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }
Json textOrNull(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json pairJson(const Comparison::Pair& pair)
{
    return {{"first", orNull(pair.first)},
            {"second", orNull(pair.second)},
            {"ratio", orNull(pair.ratio())}};
}

Json sideJson(const Comparison::Side& side)
{
    return {{"run", side.run.run.text()},
            {"name", side.run.name},
            {"state", side.run.state},
            {"started_us", side.run.startedUtcMicros},
            {"sha256", side.sha256},
            {"energy_quality", textOrNull(side.run.energyQuality)},
            {"currency", textOrNull(side.currency)}};
}

Json verdictJson(const Comparison& both, const std::vector<std::string>& sentences)
{
    return {{"time", textOrNull(nameOf(both.time))},
            {"time_ratio", orNull(both.makespanS.ratio())},
            {"energy", textOrNull(nameOf(both.energy))},
            {"energy_ratio", orNull(both.energyJ.ratio())},
            {"evidence", nameOf(both.evidence)},
            {"steps_compared", both.compared},
            {"faster_in_first", both.fasterInFirst},
            {"faster_in_second", both.fasterInSecond},
            {"median_step_ratio", orNull(both.medianStepRatio)},
            {"ran_only_in_first", both.ranOnlyInFirst},
            {"ran_only_in_second", both.ranOnlyInSecond},
            {"same_file", both.sameFile},
            {"text", sentences}};
}

Json stepJson(const Comparison::StepLine& step)
{
    return {{"id", step.step},
            {"operation", step.operation},
            {"first_state", nameOf(step.firstState)},
            {"second_state", nameOf(step.secondState)},
            {"first_device", textOrNull(step.firstDevice)},
            {"second_device", textOrNull(step.secondDevice)},
            {"actual_s", pairJson(step.actualS)}};
}

} // namespace

std::string toJson(const Comparison& both, const std::vector<std::string>& sentences)
{
    Json figures = Json::object();
    for (const Comparison::Figure& figure : both.figures)
        figures[figure.name] = pairJson(figure.value);
    Json devices = Json::array();
    for (const Comparison::DeviceLine& line : both.devices)
        devices.push_back({{"device", line.device},
                           {"steps", pairJson(line.steps)},
                           {"busy_s", pairJson(line.busyS)},
                           {"utilization", pairJson(line.utilization)},
                           {"energy_j", pairJson(line.energyJ)}});
    Json operations = Json::array();
    for (const Comparison::OperationLine& line : both.operations)
        operations.push_back({{"operation", line.operation},
                              {"device", line.device},
                              {"steps", pairJson(line.steps)},
                              {"p50_s", pairJson(line.p50S)},
                              {"total_s", pairJson(line.totalS)}});
    Json steps = Json::array();
    for (const Comparison::StepLine& step : both.steps)
        steps.push_back(stepJson(step));
    const Json json = {{"first", sideJson(both.first)},
                       {"second", sideJson(both.second)},
                       {"verdict", verdictJson(both, sentences)},
                       {"figures", std::move(figures)},
                       {"devices", std::move(devices)},
                       {"operations", std::move(operations)},
                       {"steps", std::move(steps)},
                       {"only_first", both.onlyFirst},
                       {"only_second", both.onlySecond}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace xpu
