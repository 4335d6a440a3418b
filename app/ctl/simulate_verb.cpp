#include "app/assembly/check_place.h"
#include "app/ctl/exit_code.h"
#include "app/ctl/output.h"
#include "app/ctl/verbs.h"
#include "compute/operators/catalog.h"
#include "core/base/clock.h"
#include "core/engine/snapshot_json.h"
#include "core/sim/simulation.h"

#include <charconv>
#include <cstdio>

namespace xpu::ctl {
namespace {

Result<std::uint64_t> seedOf(const Invocation& call)
{
    const std::string text = call.has("--seed") ? call.value("--seed") : "1";
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error != std::errc{} || end != text.data() + text.size())
        return fail(Errc::InvalidInput, "--seed " + text + ": a whole number is expected");
    return seed;
}

/// The graphs of all files, or what is wrong with the first that has none.
Result<std::vector<std::shared_ptr<const TaskGraph>>> graphsOf(const Invocation& call,
                                                               const assembly::CheckPlace& place)
{
    std::vector<std::shared_ptr<const TaskGraph>> graphs;
    for (const std::string& operand : call.operands) {
        const std::string path = absolutePath(operand);
        const CheckResult checked = place.check(path);
        if (!checked.graph)
            return tl::unexpected(refusalOf(path, checked));
        graphs.push_back(checked.graph);
    }
    return graphs;
}

nlohmann::json outcomeJson(const sim::Machine& machine, std::uint64_t seed,
                           const sim::Simulation::Outcome& outcome)
{
    nlohmann::json tasks = nlohmann::json::array();
    for (const auto& task : outcome.snapshot->queue)
        tasks.push_back(runJson(*task));
    nlohmann::json devices = nlohmann::json::array();
    for (const auto& share : outcome.shares)
        devices.push_back(
            {{"id", share.device}, {"launches", share.launches}, {"busy_s", share.busy.count()}});
    return {{"machine", machine.name},
            {"seed", seed},
            {"took_s", outcome.took.count()},
            {"tasks", std::move(tasks)},
            {"devices", std::move(devices)}};
}

void printOutcome(const nlohmann::json& outcome)
{
    std::vector<std::vector<std::string>> tasks;
    for (const auto& task : outcome.at("tasks"))
        tasks.push_back({task.at("name"), task.at("state"), secondsText(task.at("makespan_s")),
                         secondsText(task.at("predicted_s")), secondsText(task.at("lower_bound_s")),
                         joulesText(task.at("energy_j"))});
    printTable({"Task", "State", "Took", "Predicted", "No less than", "Energy"}, tasks);
    std::vector<std::vector<std::string>> devices;
    for (const auto& device : outcome.at("devices"))
        devices.push_back(
            {device.at("id"), device.at("launches").dump(), secondsText(device.at("busy_s"))});
    std::puts("");
    printTable({"Device", "Launches", "Busy"}, devices);
    std::printf("all together: %s on \"%s\" (simulated, seed %s)\n",
                secondsText(outcome.at("took_s")).c_str(),
                outcome.at("machine").get<std::string>().c_str(),
                outcome.at("seed").dump().c_str());
}

} // namespace

int simulate(const Invocation& call)
{
    if (!call.has("--machine"))
        return complain(call, {Errc::InvalidInput, "simulate needs --machine SPEC"});
    const auto seed = seedOf(call);
    if (!seed)
        return complain(call, seed.error());
    const auto machine = sim::readMachine(call.value("--machine"));
    if (!machine)
        return complain(call, machine.error());
    sim::Simulation simulation(*machine, operators::BuiltinCatalog::instance(), *seed,
                               SystemClock().utcMicros());
    const assembly::CheckPlace place(call.value("--data-dir"), simulation.devices());
    const auto graphs = graphsOf(call, place);
    if (!graphs)
        return complain(call, graphs.error());
    const auto outcome = simulation.run(*graphs);
    if (!outcome)
        return complain(call, outcome.error());
    const nlohmann::json json = outcomeJson(*machine, *seed, *outcome);
    if (call.has("--json"))
        printJson(json);
    else
        printOutcome(json);
    for (const auto& task : outcome->snapshot->queue)
        if (task->state != TaskState::Done)
            return StepFailed;
    return Done;
}

} // namespace xpu::ctl
