#include "app/assembly/history_methods.h"

#include "app/assembly/user_settings.h"
#include "core/report/form.h"
#include "core/settings/rate_files.h"

#include <algorithm>

namespace xpu::assembly {
namespace {

using nlohmann::json;

constexpr std::size_t kMostRuns = 10'000;

template <class T>
json orNull(const std::optional<T>& value)
{
    return value ? json(*value) : json();
}

json runJson(const history::RunSummary& run)
{
    return {{"run", run.run.text()},
            {"task", run.task.text()},
            {"name", run.name},
            {"state", run.state},
            {"started_utc_us", run.startedUtcMicros},
            {"makespan_s", orNull(run.makespanS)},
            {"predicted_s", orNull(run.predictedS)},
            {"lower_bound_s", orNull(run.lowerBoundS)},
            {"energy_j", orNull(run.energyJ)},
            {"energy_quality", run.energyQuality},
            {"steps", run.steps}};
}

Result<json> runsAnswer(history::Store& store, std::size_t limit)
{
    const auto runs = store.runs(0, limit);
    if (!runs)
        return tl::unexpected(runs.error());
    json list = json::array();
    for (const auto& run : *runs)
        list.push_back(runJson(run));
    return json{{"runs", list}};
}

/// @param form  empty = figures and page
Result<json> reportAnswer(history::Store& store, const std::string& run,
                          std::optional<report::Form> form)
{
    auto detail = store.run(run);
    if (!detail)
        return tl::unexpected(detail.error());
    const Report report = makeReport(std::move(*detail), ratesInForce(settingsFile()));
    if (form)
        return json{{"text", report::render(report, *form)}};
    return json{{"report", json::parse(toJson(report))}, {"html", toHtml(report)}};
}

/// The form that `params` name, if they do.
Result<std::optional<report::Form>> formOf(const json& params)
{
    if (!params.contains("form"))
        return std::nullopt;
    const std::string name = params["form"].is_string() ? params["form"].get<std::string>() : "";
    const std::optional<report::Form> form = report::formFromName(name);
    return form ? Result<std::optional<report::Form>>(form)
                : fail(Errc::InvalidInput, "form " + name);
}

/// The run that `params` name: directly, or as the current run of a task in the queue.
Result<std::string> runOf(const json& params, const Snapshot& snapshot)
{
    if (params.contains("run") && params["run"].is_string())
        return params["run"].get<std::string>();
    if (!params.contains("task") || !params["task"].is_string())
        return fail(Errc::InvalidInput, "run or task");
    const std::string id = params["task"];
    const auto found = std::find_if(snapshot.queue.begin(), snapshot.queue.end(),
                                    [&](const auto& t) { return t->id.text() == id; });
    if (found == snapshot.queue.end() || !(*found)->run)
        return fail(Errc::NotFound, "no run of task " + id);
    return (*found)->run.text();
}

} // namespace

void addHistoryMethods(Service& service, history::Writer& history, Engine& engine)
{
    service.add("history", [&history](const json& params, const Origin&, Service::Answer answer) {
        const std::size_t asked = params.contains("limit") && params["limit"].is_number_unsigned()
                                      ? params["limit"].get<std::size_t>()
                                      : 20;
        history.query([limit = std::min(asked, kMostRuns), answer = std::move(answer)](
                          history::Store& store) { answer(runsAnswer(store, limit)); });
    });
    service.add(
        "report", [&history, &engine](const json& params, const Origin&, Service::Answer answer) {
            auto run = runOf(params, *engine.snapshot());
            if (!run)
                return answer(tl::unexpected(run.error()));
            const auto form = formOf(params);
            if (!form)
                return answer(tl::unexpected(form.error()));
            history.query([run = *run, form = *form, answer = std::move(answer)](
                              history::Store& store) { answer(reportAnswer(store, run, form)); });
        });
}

} // namespace xpu::assembly
