#include "app/assembly/check_place.h"
#include "app/ctl/exit_code.h"
#include "app/ctl/output.h"
#include "app/ctl/verbs.h"
#include "compute/operators/catalog.h"
#include "core/engine/snapshot_json.h"
#include "core/engine/step_costs.h"
#include "core/plan/plan.h"
#include "core/wording/quantity_text.h"

#include <cstdio>

namespace xpu::ctl {
namespace {

nlohmann::json stepJson(const TaskGraph& graph, const Plan& plan, StepIndex s,
                        const std::vector<const Device*>& devices)
{
    const Placement& placed = plan.placements[s.value];
    return {{"id", graph.steps[s.value].id},
            {"device", devices[placed.device.value]->info().id},
            {"start_s", placed.start.count()},
            {"finish_s", placed.finish.count()}};
}

nlohmann::json planJson(const TaskGraph& graph, const Plan& plan,
                        const std::vector<const Device*>& devices)
{
    nlohmann::json steps = nlohmann::json::array();
    for (const StepIndex s : plan.order)
        steps.push_back(stepJson(graph, plan, s, devices));
    const double bound = plan.lowerBound.count();
    return {
        {"makespan_s", plan.makespan.count()},
        {"lower_bound_s", bound},
        {"bound", plan.binding},
        {"gap", bound > 0 ? nlohmann::json(plan.makespan.count() / bound - 1) : nlohmann::json()},
        {"steps", steps}};
}

void printPlan(const nlohmann::json& plan)
{
    std::vector<std::vector<std::string>> rows;
    for (const auto& step : plan.at("steps"))
        rows.push_back({step.at("id"), step.at("device"), secondsText(step.at("start_s")),
                        secondsText(step.at("finish_s"))});
    printTable({"Step", "Device", "Start", "Finish"}, rows);
    std::printf(
        "makespan %s; no schedule under %s (%s)\n", secondsText(plan.at("makespan_s")).c_str(),
        secondsText(plan.at("lower_bound_s")).c_str(), plan.at("bound").get<std::string>().c_str());
}

} // namespace

int plan(const Invocation& call)
{
    const std::string path = absolutePath(call.operands.front());
    const assembly::CheckPlace place(call.value("--data-dir"));
    const CheckResult checked = place.check(path);
    if (!checked.graph)
        return complain(call, refusalOf(path, checked));
    Predictor predictor = place.predictor();
    const StepCosts costs(*checked.graph, operators::BuiltinCatalog::instance(), place.devices(),
                          DeviceChoice{splitList(call.value("--devices")), {}}, predictor);
    const std::vector<int> slots(place.devices().size(), 1);
    const std::vector<Seconds> ready(place.devices().size(), Seconds(0));
    const auto made = planTask(*checked.graph, costs.table(predictor, slots), ready);
    if (!made)
        return complain(call, made.error());
    const nlohmann::json json = planJson(*checked.graph, *made, place.devices());
    if (call.has("--json"))
        printJson(json);
    else
        printPlan(json);
    return Done;
}

} // namespace xpu::ctl
