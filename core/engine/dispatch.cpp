#include "core/engine/runner.h"
#include "core/wording/translator.h"

#include <algorithm>

namespace xpu {
namespace {

/// Launches handed to a device ahead of time, by how long its launches take of late: enough to
/// cover the round trip through the engine, never so many that a better plan comes too late.
constexpr int kDepthTiny = 64;
constexpr int kDepthShort = 4;
constexpr double kTiny = 20e-6;
constexpr double kShort = 200e-6;
constexpr std::size_t kReleaseBatch = 64;

bool writesFiles(const Step& step)
{
    if (std::holds_alternative<CommandWork>(*step.work))
        return true;
    return std::any_of(step.outputs.begin(), step.outputs.end(),
                       [](const OutputPort& port) { return port.file.has_value(); });
}

const FileSource* sourceFile(const TaskGraph& graph, const InputPort& port)
{
    if (const auto* file = std::get_if<FileSource>(&port.source))
        return file;
    const auto& from = std::get<StepPort>(port.source);
    const OutputPort& output = graph.steps[from.step.value].outputs[from.output];
    return output.file ? &*output.file : nullptr;
}

} // namespace

void Runner::dispatch()
{
    if (!state_.journal.trouble().empty())
        return;
    while (dispatchPass() || (!state_.queuePaused && startNextTask())) {
    }
    if (busy_ == 0 && planning_ == 0)
        breakDeadlock();
    flushReleases();
}

bool Runner::dispatchPass()
{
    blockedForThreads_ = false;
    blockedForMemory_.reset();
    blockedIo_.reset();
    std::size_t visit[64];
    Candidate candidates[64];
    const std::size_t n = std::min<std::size_t>(state_.devices.size(), 64);
    for (std::size_t d = 0; d < n; ++d) {
        visit[d] = d;
        candidates[d] = best(d);
    }
    // Whoever comes first in the plan takes CPU threads first.
    std::sort(visit, visit + n, [&](std::size_t a, std::size_t b) {
        if (candidates[a].rank != candidates[b].rank)
            return candidates[a].rank < candidates[b].rank;
        if (candidates[a].order != candidates[b].order)
            return candidates[a].order < candidates[b].order;
        return a < b;
    });
    bool any = false;
    for (std::size_t i = 0; i < n; ++i) {
        any = serveIo(visit[i]) || any;
        any = fillDevice(visit[i]) || any;
    }
    return any;
}

Runner::Candidate Runner::best(std::size_t d) const
{
    Candidate found;
    found.rank = SIZE_MAX;
    if (state_.queuePaused)
        return found;
    for (std::size_t i = 0; i < state_.running.size(); ++i) {
        Task* task = state_.running[i];
        const TaskRun& run = *task->run;
        if (!run.planned || task->row.state != TaskState::Running || task->cancelling)
            continue;
        const int most = run.graph().maxParallel;
        if (most > 0 && run.inFlight >= most)
            continue;
        const std::uint32_t order = run.ready[d].lowest();
        if (order != ReadySet::kNone)
            return {task, order, i};
    }
    return found;
}

int Runner::depthOf(const DeviceSlot& slot) const
{
    if (slot.sandbox)
        return state_.threadBudget;
    return slot.meanRun < kTiny ? kDepthTiny : slot.meanRun < kShort ? kDepthShort : 1;
}

bool Runner::fillDevice(std::size_t d)
{
    bool any = false;
    const DeviceIndex device(static_cast<std::uint16_t>(d));
    DeviceSlot& slot = state_.devices[d];
    const int depth = depthOf(slot);
    while (slot.inFlight < depth) {
        const Candidate next = best(d);
        if (next.task == nullptr)
            return any;
        const StepIndex s = next.task->run->stepAt(next.order);
        if (guardedStart(*next.task, s, device) == Start::Blocked)
            return any;
        any = true;
    }
    return any;
}

Runner::Start Runner::guardedStart(Task& task, StepIndex s, DeviceIndex d)
{
    try {
        return tryStart(task, s, d);
    } catch (const BrokenInvariant& broken) {
        stop(task, broken.what());
        return Start::Settled;
    }
}

Runner::Start Runner::tryStart(Task& task, StepIndex s, DeviceIndex d)
{
    TaskRun& run = *task.run;
    RunStep& step = run[s];
    DeviceSlot& slot = state_.devices[d.value];
    const bool files = worksOnFiles(run.step(s));
    if (step.early && !inputsAhead(task, s, slot)) {
        takeBack(task, s);
        return Start::Settled;
    }
    if (!step.early && !stage(task, s, slot)) {
        run.ready[d.value].remove(step.order);
        step.phase = StepPhase::Staging;
        ++run.inFlight;
        return Start::Staged;
    }
    if (!files && !specsReady(task, s, d))
        return Start::Settled;
    const std::optional<int> threads = takeThreads(run.step(s), slot);
    if (!threads)
        return Start::Blocked;
    if (!reserve(task, s, slot)) {
        giveThreads(slot, *threads);
        blockedForMemory_ = {&task, s};
        return Start::Blocked;
    }
    step.threads = static_cast<std::uint16_t>(*threads);
    run.ready[d.value].remove(step.order);
    ++run.inFlight;
    ++slot.inFlight;
    ++busy_;
    step.device = d;
    step.state = StepState::Running;
    ++step.attempt;
    if (writesFiles(run.step(s)) && !step.again)
        journalStart(task, s, d);
    else
        launch(task, s, d);
    return Start::Launched;
}

int Runner::threadsOf(const Step& step) const
{
    const auto* command = std::get_if<CommandWork>(step.work.get());
    const int wanted = command != nullptr ? command->threads : step.threadsMax;
    return std::clamp(wanted > 0 ? wanted : state_.threadBudget, 1, state_.threadBudget);
}

std::optional<int> Runner::takeThreads(const Step& step, DeviceSlot& slot)
{
    if (!slot.countsThreads && !slot.sandbox)
        return 0;
    // Launches that run ahead on the CPU share the threads of the one that runs.
    if (slot.countsThreads && slot.inFlight > 0)
        return 0;
    const int free = state_.threadBudget - state_.threadsUsed;
    const int wanted = threadsOf(step);
    const int granted = slot.sandbox ? wanted : std::min(wanted, free);
    if (blockedForThreads_ || granted < 1 || granted > free) {
        blockedForThreads_ = true;
        return std::nullopt;
    }
    state_.threadsUsed += granted;
    slot.threadsHeld += granted;
    return granted;
}

/// A command gives back its own threads; the CPU device all of them when its last launch is in.
void Runner::threadsBack(DeviceSlot& slot, int held)
{
    if (slot.sandbox)
        giveThreads(slot, held);
    else if (slot.inFlight == 0)
        giveThreads(slot, slot.threadsHeld);
}

void Runner::giveThreads(DeviceSlot& slot, int threads)
{
    state_.threadsUsed -= threads;
    slot.threadsHeld -= threads;
}

void Runner::setThreadBudget(int threads)
{
    state_.threadBudget =
        threads > 0 ? std::min(threads, state_.threadsTotal) : state_.threadsTotal;
    for (const DeviceSlot& slot : state_.devices)
        if (slot.countsThreads)
            slot.device->setThreadBudget(state_.threadBudget);
}

void Runner::journalStart(Task& task, StepIndex s, DeviceIndex d)
{
    RunStep& step = (*task.run)[s];
    step.phase = StepPhase::Journaling;
    history::StepStarted row;
    row.task = task.row.id;
    row.run = task.row.run;
    row.step = task.run->step(s).id;
    row.device = state_.devices[d.value].device->info().id;
    row.utcMicros = state_.clock.utcMicros();
    row.attempt = step.attempt;
    const double asked = state_.now;
    state_.journal.add({history::Record(std::move(row))}, true, [this, &task, s, d, asked] {
        state_.predictor.observeCommit(Seconds(state_.now - asked));
        RunStep& journaled = (*task.run)[s];
        journaled.startedRow = true;
        if (!task.cancelling) {
            launch(task, s, d);
            return;
        }
        --busy_;
        --state_.devices[d.value].inFlight;
        threadsBack(state_.devices[d.value], journaled.threads);
        undoLaunch(task, s, state_.devices[d.value]);
        cancelled(task, s);
        maybeEnd(task);
    });
}

void Runner::launch(Task& task, StepIndex s, DeviceIndex d)
{
    TaskRun& run = *task.run;
    RunStep& step = run[s];
    const DeviceSlot& slot = state_.devices[d.value];
    InFlight flight;
    flight.kind = InFlight::Kind::Step;
    flight.task = &task;
    flight.step = s;
    flight.device = d;
    flight.submittedAt = state_.now;
    flight.threads = slot.sandbox ? step.threads : slot.threadsHeld;
    step.phase = StepPhase::Launched;
    step.startedAt = flight.submittedAt;
    Launch out;
    out.id = newLaunch(std::move(flight));
    out.work = workFor(task, s);
    out.seed = run.graph().seed;
    out.threads = slot.sandbox ? step.threads : slot.threadsHeld;
    fillOperands(task, s, slot, out);
    submit(d, std::move(out));
    offerSuccessors(task, s);
    if (run.size() <= 2000)
        task.touchSteps();
}

void Runner::fillOperands(Task& task, StepIndex s, const DeviceSlot& slot, Launch& launch)
{
    TaskRun& run = *task.run;
    const Step& step = run.step(s);
    const bool shares = slot.device->info().sharesHostMemory;
    const std::uint32_t bit = 1U << slot.memory;
    const auto inputs = run.inputs(s);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (inputs[i] == TaskRun::kNoBuffer)
            continue;
        RunBuffer& buffer = run.buffer(inputs[i]);
        ++buffer.pinned;
        buffer.lastUse = ++useCounter_;
        const bool made = buffer.validIn != 0; // else it is being made ahead of this launch
        const bool send = shares || (made && (buffer.validIn & bit) == 0);
        launch.inputs.push_back(
            {step.inputs[i].name, run.idOf(inputs[i]), buffer.spec, send ? buffer.host : nullptr});
    }
    if (std::holds_alternative<CommandWork>(*step.work))
        return;
    const auto outputs = run.outputs(s);
    for (std::size_t o = 0; o < outputs.size(); ++o) {
        if (outputs[o] == TaskRun::kNoBuffer)
            continue;
        RunBuffer& buffer = run.buffer(outputs[o]);
        ++buffer.pinned;
        buffer.lastUse = ++useCounter_;
        launch.outputs.push_back({step.outputs[o].name, run.idOf(outputs[o]), buffer.spec});
        if (!shares && wantedOnHost(task, s, outputs[o], slot.memory))
            launch.fetch.push_back(
                {step.outputs[o].name, run.idOf(outputs[o]), buffer.spec, nullptr});
    }
}

std::shared_ptr<const Work> Runner::workFor(Task& task, StepIndex s) const
{
    const TaskRun& run = *task.run;
    const Step& step = run.step(s);
    const auto* op = std::get_if<OperatorWork>(step.work.get());
    if (op == nullptr || !op->op->host)
        return step.work;
    OperatorWork work = *op;
    const FileSource* file = nullptr;
    for (const OutputPort& port : step.outputs)
        if (port.file)
            file = &*port.file;
    for (const InputPort& port : step.inputs)
        if (const FileSource* from = file == nullptr ? sourceFile(run.graph(), port) : nullptr)
            file = from;
    if (file != nullptr) {
        work.file = file->path;
        work.root = file->root;
    }
    // A second attempt finds what the first one of this same run wrote.
    work.overwrite = work.overwrite || run[s].attempt > 1;
    return std::make_shared<const Work>(std::move(work));
}

LaunchId Runner::newLaunch(InFlight what)
{
    if (freeFlights_.empty()) {
        freeFlights_.push_back(static_cast<std::uint32_t>(flights_.size()));
        flights_.emplace_back();
    }
    const std::uint32_t at = freeFlights_.back();
    freeFlights_.pop_back();
    what.generation = flights_[at].generation + 1;
    what.active = true;
    flights_[at] = std::move(what);
    return LaunchId(std::uint64_t{flights_[at].generation} << 32 | at);
}

InFlight* Runner::flightOf(LaunchId id)
{
    const auto at = static_cast<std::uint32_t>(id.value);
    if (at >= flights_.size())
        return nullptr;
    InFlight& flight = flights_[at];
    return flight.active && flight.generation == id.value >> 32 ? &flight : nullptr;
}

void Runner::submit(DeviceIndex d, Launch launch)
{
    DeviceSlot& slot = state_.devices[d.value];
    launch.release.swap(slot.toRelease);
    slot.device->submit(std::move(launch));
}

void Runner::completed(Completion done)
{
    InFlight* found = flightOf(done.id);
    if (found == nullptr)
        return;
    const InFlight flight = std::move(*found);
    found->active = false;
    found->generation = flight.generation;
    freeFlights_.push_back(static_cast<std::uint32_t>(done.id.value));
    if (flight.kind == InFlight::Kind::Release)
        return;
    DeviceSlot& slot = state_.devices[flight.device.value];
    --busy_;
    --slot.inFlight;
    threadsBack(slot, flight.threads);
    try {
        if (flight.kind == InFlight::Kind::Step)
            stepCompleted(flight, done);
        else
            ioCompleted(flight, done);
    } catch (const BrokenInvariant& broken) {
        stop(*flight.task, broken.what());
    }
}

void Runner::progress(LaunchId id, double percent)
{
    const InFlight* flight = flightOf(id);
    if (flight == nullptr || flight->kind != InFlight::Kind::Step)
        return;
    flight->task->run->details[flight->step.value].percent = percent;
    flight->task->touchSteps();
    state_.dirty = true;
}

void Runner::breakDeadlock()
{
    // Nothing runs that could give memory back: what waits for it now would wait for ever.
    if (blockedForMemory_) {
        const auto [task, s] = *blockedForMemory_;
        blockedForMemory_.reset();
        const RunStep& step = (*task->run)[s];
        const Step& source = task->run->step(s);
        task->run->ready[step.device.value].remove(step.order);
        stepFailed(
            *task, s,
            {"E401",
             wording::filled(XPU_TR("why", "does not fit the memory left on {device}"),
                             {{"device", state_.devices[step.device.value].device->info().id}}),
             source.line, source.column});
        maybeEnd(*task);
        state_.dirty = true;
    } else if (blockedIo_) {
        const IoRequest io = *blockedIo_;
        blockedIo_.reset();
        std::erase_if(state_.devices[state_.deviceByDriver("host").value].io,
                      [&](const IoRequest& other) {
                          return other.task == io.task && other.buffer == io.buffer;
                      });
        --io.task->run->pendingIo;
        arrived(*io.task, io.buffer,
                StepError{"E401",
                          wording::translated(
                              XPU_TR("why", "its file does not fit the host memory left")),
                          0, 0});
        maybeEnd(*io.task);
        state_.dirty = true;
    } else {
        return;
    }
    dispatch();
}

void Runner::flushReleases()
{
    for (std::size_t d = 0; d < state_.devices.size(); ++d) {
        DeviceSlot& slot = state_.devices[d];
        if (slot.toRelease.size() < kReleaseBatch && (slot.inFlight > 0 || slot.toRelease.empty()))
            continue;
        InFlight flight;
        flight.kind = InFlight::Kind::Release;
        flight.device = DeviceIndex(static_cast<std::uint16_t>(d));
        Launch launch;
        launch.id = newLaunch(std::move(flight));
        submit(DeviceIndex(static_cast<std::uint16_t>(d)), std::move(launch));
    }
}

std::vector<std::string> Runner::runningOn(DeviceIndex d) const
{
    std::vector<std::string> ids;
    for (const InFlight& flight : flights_)
        if (flight.active && flight.kind == InFlight::Kind::Step && flight.device == d)
            ids.push_back(flight.task->run->step(flight.step).id);
    return ids;
}

std::vector<std::string> Runner::devicesOf(const Task& task) const
{
    std::vector<std::string> ids;
    for (std::size_t d = 0; d < state_.devices.size(); ++d) {
        const bool used = std::any_of(flights_.begin(), flights_.end(), [&](const InFlight& f) {
            return f.active && f.kind == InFlight::Kind::Step && f.task == &task
                   && f.device.value == d;
        });
        if (used)
            ids.push_back(state_.devices[d].device->info().id);
    }
    return ids;
}

void Runner::abandon()
{
    abandoned_ = true;
    for (std::size_t i = 0; i < flights_.size(); ++i)
        if (flights_[i].active)
            state_.devices[flights_[i].device.value].device->cancel(
                LaunchId(std::uint64_t{flights_[i].generation} << 32 | i));
}

} // namespace xpu
