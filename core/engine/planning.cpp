#include "core/engine/explain.h"
#include "core/engine/recovered_run.h"
#include "core/engine/run_log.h"
#include "core/engine/runner.h"
#include "core/engine/turn_order.h"

#include <algorithm>
#include <numeric>

namespace xpu {
namespace {

/// Planning stays on the engine's thread up to here: a few milliseconds at most.
constexpr std::size_t kPlanHere = 2000;
/// Tasks that may run side by side; more would only spread memory thin.
constexpr std::size_t kRunningTasks = 16;
/// How far down the queue a task may be that fills an idle device out of turn.
constexpr std::size_t kLookAhead = 16;

/// Used when there is no plan to follow: the graph's own order, every step on its fastest device.
Plan fallbackPlan(const StepCosts& costs, std::size_t steps)
{
    Plan plan;
    plan.order.resize(steps);
    plan.placements.resize(steps);
    for (std::uint32_t i = 0; i < steps; ++i) {
        plan.order[i] = StepIndex(i);
        const StepGroup& group = costs.group(costs.groupOf(StepIndex(i)));
        Placement& place = plan.placements[i];
        place.device = DeviceIndex(0);
        Seconds best = kImpossible;
        for (std::size_t d = 0; d < group.devices.size(); ++d)
            if (group.devices[d].able() && group.devices[d].estimate.run < best) {
                best = group.devices[d].estimate.run;
                place.device = DeviceIndex(static_cast<std::uint16_t>(d));
            }
    }
    return plan;
}

/// True when `waiting` is to begin beside `running` even if no device is idle.
bool outranks(const Task& waiting, const Task& running)
{
    if (waiting.deadline.goesFirst != running.deadline.goesFirst)
        return waiting.deadline.goesFirst;
    return waiting.priority() > running.priority();
}

/// Steps that are settled take no time in a plan of what is left.
void costNothing(CostTable& table, const TaskRun& run)
{
    if (run.settled == 0)
        return;
    const auto nothing = static_cast<std::uint32_t>(table.rows());
    table.run.insert(table.run.end(), table.devices, Seconds{0});
    for (std::uint32_t i = 0; i < run.size(); ++i)
        if (isFinal(run[StepIndex(i)].state)) {
            table.rowOf[i] = nothing;
            if (i < table.files.size())
                table.files[i] = {};
        }
}

} // namespace

void Runner::prepare(Task& task)
{
    const TaskGraph& graph = *task.graph;
    auto costs = std::make_shared<StepCosts>(graph, *state_.parts.catalog, state_.deviceList(),
                                             DeviceChoice{task.row.devices, task.row.wishes.pins},
                                             state_.predictor);
    task.run = std::make_unique<TaskRun>(task.graph, std::move(costs), state_.nextBuffer,
                                         state_.devices.size());
    state_.nextBuffer += task.run->bufferCount();
    task.shownDone = task.shownFailed = 0; // a snapshot may have counted the recovered rows before
    takeOverRecovered(task, state_.devices, state_.clock.now());
    task.touchSteps();
}

void Runner::begin(Task& task)
{
    if (!task.run)
        prepare(task);
    TaskRun& run = *task.run;
    run.startedAt = state_.clock.now().count();
    run.startedUtcMicros = state_.clock.utcMicros();
    if (!task.row.run)
        task.row.run = RunId::generate();
    task.row.state = TaskState::Running;
    task.cancelling = false;
    state_.running.push_back(&task);
    sortRunning();
    lookFirst(task);
}

void Runner::lookFirst(Task& task)
{
    ++planning_;
    kept_.look(task, [this, &task, generation = ++task.run->generation] {
        --planning_;
        if (!task.run || task.run->generation != generation || task.run->planned)
            return;
        leaveOut(task);
        askForPlan(task);
    });
}

void Runner::askForPlan(Task& task)
{
    TaskRun& run = *task.run;
    ++run.generation;
    std::vector<int> slots;
    std::vector<Seconds> ready(state_.devices.size(), Seconds{0});
    for (std::size_t d = 0; d < state_.devices.size(); ++d) {
        ready[d] += std::max(Seconds{0}, restOf(state_.devices[d]));
        slots.push_back(state_.devices[d].sandbox ? std::max(1, state_.threadBudget) : 1);
        for (const Task* other : state_.running)
            if (other != &task)
                ready[d] += Seconds(other->run->leftRun[d]);
    }
    CostTable table = run.costs().table(state_.predictor, slots);
    costNothing(table, run);
    if (run.size() <= kPlanHere) {
        adoptPlan(task, run.generation, planTask(run.graph(), table, ready));
        return;
    }
    ++planning_;
    auto job = [this, &task, generation = run.generation, graph = task.graph,
                table = std::move(table), ready = std::move(ready), post = state_.seams.post] {
        auto plan = std::make_shared<Result<Plan>>(planTask(*graph, table, ready));
        post([this, &task, generation, plan] {
            --planning_;
            adoptPlan(task, generation, std::move(*plan));
        });
    };
    state_.seams.runJob(std::move(job));
}

void Runner::adoptPlan(Task& task, std::uint64_t generation, Result<Plan> result)
{
    if (!task.run || task.run->generation != generation || task.run->planned)
        return;
    TaskRun& run = *task.run;
    Plan plan = result ? std::move(*result) : fallbackPlan(run.costs(), run.size());
    run.adoptOrder(plan.order);
    run.predictable = result.has_value();
    for (std::uint32_t i = 0; i < run.size(); ++i) {
        RunStep& step = run[StepIndex(i)];
        if (isFinal(step.state))
            continue;
        step.device = plan.placements[i].device;
        StepGroup& group = run.costs().group(step.group);
        group.placedOn |= std::uint64_t{1} << (step.device.value % 64U);
        const Estimate& e = group.devices[step.device.value].estimate;
        run.predictable = run.predictable && e.known;
        const double behind = state_.clock.now().count() - run.startedAt;
        step.plannedStart = static_cast<float>(behind + plan.placements[i].start.count());
        step.plannedFinish = static_cast<float>(behind + plan.placements[i].finish.count());
        run.leftRun[step.device.value] += e.run.count();
        run.leftLo[step.device.value] += e.lo.count();
        run.leftHi[step.device.value] += e.hi.count();
    }
    history::RunStarted started;
    started.task = task.row.id;
    started.run = task.row.run;
    started.name = task.row.name;
    started.utcMicros = run.startedUtcMicros;
    started.steps = run.size();
    // A plan on assumed times orders the steps; it predicts nothing.
    if (run.predictable) {
        task.predicted = plan.makespan;
        task.lowerBound = plan.lowerBound;
        started.predictedS = plan.makespan.count();
        started.lowerBoundS = plan.lowerBound.count();
    }
    logRunStarted(task);
    state_.commit(task, {}, {history::Record(std::move(started))});
    refuseImpossible(task);
    releaseFirstSteps(task);
    task.touchSteps();
    state_.dirty = true;
    maybeEnd(task);
}

void Runner::refuseImpossible(Task& task)
{
    TaskRun& run = *task.run;
    std::vector<bool> possible;
    for (std::uint32_t g = 0; g < run.costs().groupCount(); ++g)
        possible.push_back(run.costs().group(g).possible());
    if (std::find(possible.begin(), possible.end(), false) == possible.end())
        return;
    for (std::uint32_t i = 0; i < run.size(); ++i) {
        const StepIndex s(i);
        if (possible[run[s].group] || isFinal(run[s].state))
            continue;
        run[s].device = {};
        const auto why = whyRefused(run.costs().group(run[s].group), state_.deviceList());
        const Step& step = run.step(s);
        stepFailed(task, s, {"E401", why->reason, step.line, step.column});
    }
}

void Runner::releaseFirstSteps(Task& task)
{
    TaskRun& run = *task.run;
    for (std::uint32_t i = 0; i < run.size(); ++i) {
        const RunStep& step = run[StepIndex(i)];
        if (step.waiting == 0 && step.state == StepState::Waiting)
            makeReady(task, StepIndex(i));
    }
}

bool Runner::hasUseFor(Task& task)
{
    if (!task.run)
        prepare(task);
    const StepCosts& costs = task.run->costs();
    for (std::size_t d = 0; d < state_.devices.size(); ++d) {
        const DeviceSlot& slot = state_.devices[d];
        const bool full =
            slot.sandbox ? state_.threadsUsed >= state_.threadBudget : slot.inFlight > 0;
        if (slot.host || full || best(d).task != nullptr)
            continue;
        for (std::uint32_t g = 0; g < costs.groupCount(); ++g)
            if (costs.group(g).devices[d].able())
                return true;
    }
    return false;
}

bool Runner::startNextTask()
{
    if (planning_ > 0 || state_.running.size() >= kRunningTasks)
        return false;
    std::vector<Task*> queued;
    for (Task* task : state_.queue.listed()) {
        const bool waits = task->row.state == TaskState::Queued;
        if (waits && !task->waiting)
            task->queuedSince = Seconds(state_.now);
        task->waiting = waits;
        if (waits && task->graph && !task->checking && !task->resting
            && task->row.wishes.after.empty())
            queued.push_back(task);
    }
    if (queued.empty())
        return false;
    queued = inTurn(queued, Seconds(state_.now));
    if (state_.running.empty() || outranks(*queued.front(), *state_.running.front())) {
        begin(*queued.front());
        return true;
    }
    for (std::size_t i = 0; i < std::min(queued.size(), kLookAhead); ++i)
        if (hasUseFor(*queued[i])) {
            begin(*queued[i]);
            return true;
        }
    return false;
}

void Runner::sortRunning()
{
    std::stable_sort(
        state_.running.begin(), state_.running.end(),
        [](const Task* a, const Task* b) { return a->row.position < b->row.position; });
    state_.running = inTurn(state_.running, Seconds(state_.now));
}

} // namespace xpu
