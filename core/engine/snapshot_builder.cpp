#include "core/engine/snapshot_builder.h"

#include "core/engine/command_line.h"
#include "core/engine/explain.h"
#include "core/engine/step_log.h"
#include "core/engine/time_left.h"
#include "core/wording/translator.h"

#include <algorithm>
#include <limits>

namespace xpu {

using wording::filled;
using wording::translated;

namespace {

/// Views of a task's steps are made again at most once in this time per step: a graph of 100 000
/// steps is shown anew every second, one of 1000 every 10 ms, so building stays a few per cent.
constexpr double kPerStep = 1e-5;

template <class T, class V>
std::optional<T> typed(const std::optional<V>& value)
{
    return value ? std::optional<T>(T(*value)) : std::nullopt;
}

std::optional<UndoView> undoView(const history::UndoRow* entry)
{
    if (entry == nullptr)
        return std::nullopt;
    return UndoView{entry->deed, entry->task, entry->tasks};
}

std::optional<StepCache> cacheOf(const Task& task, std::size_t step)
{
    return step < task.cache.size() ? std::optional(task.cache[step]) : std::nullopt;
}

std::optional<std::size_t> cleanSteps(const Task& task)
{
    if (task.cache.empty())
        return std::nullopt;
    return static_cast<std::size_t>(
        std::count_if(task.cache.begin(), task.cache.end(),
                      [](const StepCache& step) { return step.state == CacheState::Clean; }));
}

bool endedAndCommitted(const Task& task)
{
    return task.run && task.run->ended && isFinal(task.shownState);
}

/// "prepare, fetch"
std::string namesOf(const std::vector<Predecessor>& after)
{
    std::string names;
    for (const Predecessor& each : after)
        names += (names.empty() ? "" : ", ") + each.name;
    return names;
}

/// What of somebody else's a step runs, for the person who has to approve it; empty = nothing.
std::string runLine(const Work& work)
{
    if (const auto* command = std::get_if<CommandWork>(&work))
        return commandLine(command->argv);
    const UserKernel* kernel = std::get<OperatorWork>(work).op->kernel.get();
    return kernel == nullptr ? "" : "kernel " + kernel->file + " (" + kernel->language + ")";
}

} // namespace

std::shared_ptr<const Snapshot> SnapshotBuilder::build()
{
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->generation = ++generation_;
    nextDue_ = Seconds(std::numeric_limits<double>::infinity());
    std::vector<Task*> shown;
    for (const auto& task : state_.queue.all())
        if (task->listed)
            shown.push_back(task.get());
    std::stable_sort(shown.begin(), shown.end(), [](const Task* a, const Task* b) {
        return a->shownPosition < b->shownPosition;
    });
    int position = 0;
    for (Task* task : shown) {
        refreshTask(*task, ++position);
        snapshot->queue.push_back(task->view);
    }
    for (std::size_t d = 0; d < state_.devices.size(); ++d)
        snapshot->devices.push_back(viewOf(d));
    snapshot->queuePaused = state_.shownQueuePaused;
    snapshot->trouble = state_.journal.trouble();
    snapshot->grantedFolders = state_.grants;
    snapshot->measuring = state_.measuring;
    snapshot->undo = undoView(state_.undo.newest(UndoLog::Way::Undo));
    snapshot->redo = undoView(state_.undo.newest(UndoLog::Way::Redo));
    return snapshot;
}

void SnapshotBuilder::refreshTask(Task& task, int position)
{
    if (!task.dirty && task.view && task.view->position == position)
        return;
    refreshSteps(task);
    auto view = std::make_shared<TaskView>();
    view->id = task.row.id;
    view->run = task.row.run;
    view->name = task.row.name;
    view->path = task.row.path;
    view->sha256 = task.row.sha256;
    view->state = task.shownState;
    view->position = position;
    view->priority = task.priority();
    view->wishes = task.row.wishes;
    view->submitter = task.row.submitter;
    view->submittedUtcMicros = task.row.submittedUtcMicros;
    view->needsApproval = task.needsApproval;
    if (task.graph && task.graph->needsApproval)
        view->approvalDigest = task.graph->approvalDigest;
    view->diagnostics = task.diagnostics;
    view->predicted = task.predicted;
    view->lowerBound = task.lowerBound;
    if (isFinal(task.shownState)) {
        view->makespan = task.makespan;
        view->energy = task.energy;
    }
    view->steps = task.steps;
    view->stepCount = task.steps ? task.steps->size() : 0;
    view->stepsDone = task.shownDone;
    view->stepsFailed = task.shownFailed;
    view->stepsClean = cleanSteps(task);
    view->devicesInUse = runner_.devicesOf(task);
    if (const auto left = timeLeft(state_, task)) {
        view->remainingLo = left->lo;
        view->remainingHi = left->hi;
    }
    if (task.graph)
        view->deadlineUtcMicros = task.graph->deadlineUtcMicros;
    view->goesFirst = task.deadline.goesFirst;
    task.view = std::move(view);
    task.dirty = task.stepsDirty;
    if (endedAndCommitted(task) && !task.stepsDirty)
        task.run.reset();
}

void SnapshotBuilder::refreshSteps(Task& task)
{
    const bool final = endedAndCommitted(task);
    const Seconds now = state_.clock.now();
    if (!task.stepsDirty)
        return;
    if (!final && now < task.stepsDueAt) {
        nextDue_ = std::min(nextDue_, task.stepsDueAt);
        return;
    }
    auto steps = std::make_shared<std::vector<StepView>>();
    if (task.run) {
        steps->reserve(task.run->size());
        for (std::uint32_t i = 0; i < task.run->size(); ++i)
            steps->push_back(viewOf(task, StepIndex(i)));
    } else if (!task.recoveredFinished.empty()) {
        task.shownDone = task.shownFailed = 0;
        for (const history::StepFinished& row : task.recoveredFinished) {
            steps->push_back(viewOf(row));
            task.countShown(row.state);
        }
    } else if (task.graph) {
        for (const Step& step : task.graph->steps) {
            StepView& view = steps->emplace_back();
            view.id = step.id;
            view.cache = cacheOf(task, steps->size() - 1);
            view.commandLine = runLine(*step.work);
            if (task.shownState == TaskState::Cancelled)
                view.state = StepState::Cancelled;
            else if (task.shownState == TaskState::Held)
                view.blockedBy = translated(
                    task.needsApproval ? XPU_TR("waiting", "its commands need your approval")
                                       : XPU_TR("waiting", "the task is held"));
            else if (!task.row.wishes.after.empty())
                view.blockedBy = filled(XPU_TR("waiting", "waits for {tasks}"),
                                        {{"tasks", namesOf(task.row.wishes.after)}});
        }
    }
    task.stepsDueAt = now + Seconds(kPerStep * static_cast<double>(steps->size()));
    task.steps = std::move(steps);
    task.stepsDirty = false;
}

StepView SnapshotBuilder::viewOf(Task& task, StepIndex s)
{
    TaskRun& run = *task.run;
    const RunStep& step = run[s];
    StepGroup& group = run.costs().group(step.group);
    StepView view;
    view.id = run.step(s).id;
    view.cache = cacheOf(task, s.value);
    view.operation = group.operationName;
    const bool hidden = isFinal(step.state) && !step.committed;
    view.state = hidden ? (step.startedAt > 0 ? StepState::Running : StepState::Waiting)
                 : step.again && step.committed ? StepState::Done
                 : step.early                   ? StepState::Waiting
                 : step.behind                  ? StepState::Ready
                                                : step.state;
    view.commandLine = runLine(*run.step(s).work);
    if (std::holds_alternative<CommandWork>(*run.step(s).work) && step.startedAt > 0)
        view.logPath = stepLogPath(state_.parts.dataFolder, task.row.run, view.id);
    if (step.device.valid() && (run.planned || step.committed)) {
        view.device = state_.devices[step.device.value].device->info().id;
        const Estimate& e = group.devices[step.device.value].estimate;
        if (e.known)
            view.predicted = e;
        view.why = whyFor(group, run.graph(), state_.deviceList(), step.device);
    } else if (!group.possible()) {
        view.why = whyRefused(group, state_.deviceList());
    }
    const double utcOffset = double(run.startedUtcMicros) * 1e-6 - run.startedAt;
    if (run.planned && run.predictable && step.plannedStart >= 0) {
        const auto planned = [&](float at) {
            return run.startedUtcMicros + static_cast<std::int64_t>(double(at) * 1e6);
        };
        view.plannedStartUtcMicros = planned(step.plannedStart);
        view.plannedFinishUtcMicros = planned(step.plannedFinish);
    }
    if (step.startedAt > 0 && !hidden)
        view.startedUtcMicros = static_cast<std::int64_t>((step.startedAt + utcOffset) * 1e6);
    if (isFinal(step.state) && !hidden && step.run + step.prepare + step.startedAt > 0) {
        view.actual = Seconds(step.run);
        view.prepare = Seconds(step.prepare);
        view.transfer = Seconds(step.transfer);
        view.bytesIn = Bytes(step.bytesIn);
        view.bytesOut = Bytes(step.bytesOut);
        view.energy = Joules(step.energy);
        view.finishedUtcMicros = static_cast<std::int64_t>((step.finishedAt + utcOffset) * 1e6);
    }
    if (const auto at = run.details.find(s.value); at != run.details.end()) {
        view.percent = at->second.percent;
        view.shares = at->second.shares;
        if (!hidden)
            view.error = at->second.error;
    }
    view.blockedBy = blockedBy(task, s);
    return view;
}

StepView SnapshotBuilder::viewOf(const history::StepFinished& row) const
{
    StepView view;
    view.id = row.step;
    view.state = row.state;
    view.device = row.device;
    view.operation = row.operation;
    if (row.operation.starts_with("run:") && row.startedUtcMicros != 0)
        view.logPath = stepLogPath(state_.parts.dataFolder, row.run, row.step);
    if (row.predictedS) {
        Estimate e;
        e.run = Seconds(*row.predictedS);
        e.lo = Seconds(row.predictedLoS.value_or(*row.predictedS));
        e.hi = Seconds(row.predictedHiS.value_or(*row.predictedS));
        e.known = true;
        view.predicted = e;
    }
    view.actual = typed<Seconds>(row.actualS);
    view.prepare = typed<Seconds>(row.prepareS);
    view.bytesIn = typed<Bytes>(row.bytesIn);
    view.bytesOut = typed<Bytes>(row.bytesOut);
    view.energy = typed<Joules>(row.energyJ);
    if (row.whyJson)
        view.why = std::make_shared<const Why>(whyFromJson(*row.whyJson, state_.deviceList()));
    if (!row.errorCode.empty() || !row.errorMessage.empty())
        view.error = StepError{row.errorCode, row.errorMessage, 0, 0};
    if (row.startedUtcMicros != 0)
        view.startedUtcMicros = row.startedUtcMicros;
    view.finishedUtcMicros = row.finishedUtcMicros;
    return view;
}

const std::string& SnapshotBuilder::turnOn(DeviceIndex d)
{
    std::string& text = turnTexts_[d.value];
    if (text.empty())
        text = filled(XPU_TR("waiting", "waits for its turn on {device}"),
                      {{"device", state_.devices[d.value].device->info().id}});
    return text;
}

const std::string& SnapshotBuilder::waitsFor(std::uint32_t steps)
{
    std::string& text = waitTexts_[steps];
    if (text.empty())
        text = steps == 1 ? translated(XPU_TR("waiting", "waits for one earlier step"))
                          : filled(XPU_TR("waiting", "waits for {count} earlier steps"),
                                   {{"count", std::to_string(steps)}});
    return text;
}

std::string SnapshotBuilder::blockedBy(const Task& task, StepIndex s)
{
    const TaskRun& run = *task.run;
    const RunStep& step = run[s];
    if (step.state == StepState::Skipped) {
        const auto detail = run.details.find(s.value);
        return detail == run.details.end() ? std::string() : detail->second.blockedBy;
    }
    if (step.state == StepState::Ready && step.phase == StepPhase::Staging)
        return translated(XPU_TR("waiting", "its inputs are being read or copied"));
    if (step.state == StepState::Ready && state_.queuePaused)
        return translated(XPU_TR("waiting", "the queue is paused"));
    if (step.state == StepState::Ready && task.row.state == TaskState::Paused)
        return translated(XPU_TR("waiting", "the task is paused"));
    if (step.state == StepState::Ready && step.device.valid()
        && state_.devices[step.device.value].snoozedUntilUtcMicros != 0)
        return filled(XPU_TR("waiting", "{device} rests"),
                      {{"device", state_.devices[step.device.value].device->info().id}});
    if (step.state == StepState::Ready && step.device.valid())
        return turnOn(step.device);
    if (step.state == StepState::Waiting && step.waiting > 0)
        return waitsFor(step.waiting);
    return {};
}

std::vector<DeviceView::Owner> SnapshotBuilder::ownersOf(std::uint32_t memory) const
{
    std::vector<DeviceView::Owner> owners;
    for (const Task* task : state_.running)
        if (const Bytes held = task->run->held[memory]; held.count > 0)
            owners.push_back({task->row.id, task->row.name, held});
    std::stable_sort(owners.begin(), owners.end(),
                     [](const auto& a, const auto& b) { return a.held > b.held; });
    return owners;
}

DeviceView SnapshotBuilder::viewOf(std::size_t d) const
{
    const DeviceSlot& slot = state_.devices[d];
    DeviceView view;
    view.info = slot.device->info();
    view.usage = slot.device->usage();
    view.limit = state_.ledger.limit(slot.memory);
    view.inFlight = slot.inFlight;
    view.snoozedUntilUtcMicros = slot.snoozedUntilUtcMicros;
    view.owners = ownersOf(slot.memory);
    view.now = runner_.runningOn(DeviceIndex(static_cast<std::uint16_t>(d)));
    return view;
}

} // namespace xpu
