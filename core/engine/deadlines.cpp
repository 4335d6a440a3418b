#include "core/engine/deadlines.h"

#include "core/engine/time_left.h"
#include "core/wording/quantity_text.h"

#include <algorithm>

namespace xpu {
namespace {

/// Slack below which a task goes first: its own time once more, and at least this for the steps of
/// others that have begun.
constexpr double kLeastMargin = 30;
/// While something runs, what is left changes with every step.
constexpr double kPeriod = 1;
/// A forecast of a waiting task is made anew with what was learned since.
constexpr double kForecastLasts = 60;

bool hasEnded(const Task& task)
{
    return !task.listed || task.row.removed || isFinal(task.row.state)
           || task.row.state == TaskState::Rejected || !task.graph;
}

bool begun(const Task& task) { return task.run && task.run->planned; }

} // namespace

bool Deadlines::turn()
{
    if (state_.deadlined.empty() || (state_.now < dueAt_ && !state_.deadlinesChanged))
        return false;
    state_.deadlinesChanged = false;
    dueAt_ = kNever;
    bool reordered = false;
    for (Task* task : state_.deadlined)
        if (!hasEnded(*task) && !task->checking)
            reordered = look(*task) || reordered;
    return reordered;
}

bool Deadlines::look(Task& task)
{
    Task::Deadline& own = task.deadline;
    if (!begun(task) && !own.asked && own.forecastAt + kForecastLasts <= state_.now)
        forecast(task);
    const auto left = begun(task) ? timeLeft(state_, task) : own.forecast;
    const double until = double(*task.graph->deadlineUtcMicros - state_.clock.utcMicros()) * 1e-6;
    const double best = left ? left->lo.count() : 0;
    const double late = left ? left->hi.count() : 0;
    const double margin = std::max(late, kLeastMargin);
    const bool goesFirst = until > best && until < late + margin;
    for (const double boundary : {late + margin, late, best, 0.0})
        if (until > boundary)
            lookAgainIn(until - boundary);
    lookAgainIn(begun(task) ? kPeriod : kForecastLasts);
    warn(task, left, until);
    const bool changed = goesFirst != own.goesFirst;
    own.goesFirst = goesFirst;
    return changed;
}

void Deadlines::lookAgainIn(double seconds)
{
    constexpr double kPast = 1e-3; // surely beyond the boundary, whatever the clocks round
    dueAt_ = std::min(dueAt_, state_.now + seconds + kPast);
}

void Deadlines::forecast(Task& task)
{
    Task::Deadline& own = task.deadline;
    own.asked = true;
    auto costs = std::make_shared<const StepCosts>(
        *task.graph, *state_.parts.catalog, state_.deviceList(),
        DeviceChoice{task.row.devices, task.row.wishes.pins}, state_.predictor);
    std::vector<int> slots;
    for (const DeviceSlot& slot : state_.devices)
        slots.push_back(slot.sandbox ? std::max(1, state_.threadBudget) : 1);
    state_.seams.runJob([this, &task, costs, graph = task.graph, post = state_.seams.post,
                         table = costs->table(state_.predictor, slots)] {
        const std::vector<Seconds> ready(table.devices, Seconds{0});
        const auto plan = planTask(*graph, table, ready);
        const auto left = plan ? timeLeft(*plan, *costs) : std::nullopt;
        post([this, &task, graph, left] {
            task.deadline.asked = false;
            task.deadline.forecastAt = state_.now;
            if (task.graph == graph)
                task.deadline.forecast = left;
            state_.deadlinesChanged = true;
        });
    });
}

void Deadlines::warn(Task& task, const std::optional<TimeLeft>& left, double until)
{
    std::optional<Diagnostic> finding;
    if (until <= 0)
        finding = Diagnostic{"E403", Severity::Warning, 0, 0, "passed", {}};
    else if (left && until < left->hi.count())
        finding = Diagnostic{"E403",
                             Severity::Warning,
                             0,
                             0,
                             until < left->lo.count() ? "" : "likely",
                             {{"best", wording::text(left->lo)},
                              {"late", wording::text(left->hi)},
                              {"left", wording::text(Seconds(until))}}};
    const auto old = std::find_if(task.diagnostics.begin(), task.diagnostics.end(),
                                  [](const Diagnostic& d) { return d.code == "E403"; });
    const bool had = old != task.diagnostics.end();
    if (!finding && !had)
        return;
    // Figures that only follow the clock do not make a new warning.
    if (finding && had && old->variant == finding->variant && !begun(task))
        return;
    if (had)
        task.diagnostics.erase(old);
    if (finding)
        task.diagnostics.push_back(std::move(*finding));
    state_.changed(task);
}

} // namespace xpu
