#include "core/engine/runner.h"
#include "core/engine/step_log.h"

#include <algorithm>

namespace xpu {
namespace {

constexpr std::size_t kReleaseBatch = 64;

const FileSource* sourceFile(const TaskGraph& graph, const InputPort& port)
{
    if (const auto* file = std::get_if<FileSource>(&port.source))
        return file;
    const auto& from = std::get<StepPort>(port.source);
    const OutputPort& output = graph.steps[from.step.value].outputs[from.output];
    return output.file ? &*output.file : nullptr;
}

} // namespace

/// `then` runs once the row is committed.
void Runner::journalStart(Task& task, StepIndex s, DeviceIndex d, std::function<void()> then)
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
    state_.journal.add({history::Record(std::move(row))}, true,
                       [this, &task, s, asked, then = std::move(then)] {
                           state_.predictor.observeCommit(Seconds(state_.now - asked));
                           (*task.run)[s].startedRow = true;
                           then();
                       });
}

void Runner::launchJournaled(Task& task, StepIndex s, DeviceIndex d)
{
    if (!task.cancelling) {
        launch(task, s, d);
        return;
    }
    --busy_;
    --state_.devices[d.value].inFlight;
    threadsBack(state_.devices[d.value], (*task.run)[s].threads);
    undoLaunch(task, s, state_.devices[d.value]);
    cancelled(task, s);
    maybeEnd(task);
}

void Runner::launch(Task& task, StepIndex s, DeviceIndex d)
{
    TaskRun& run = *task.run;
    RunStep& step = run[s];
    DeviceSlot& slot = state_.devices[d.value];
    InFlight flight;
    flight.kind = InFlight::Kind::Step;
    flight.task = &task;
    flight.step = s;
    flight.device = d;
    flight.submittedAt = state_.now;
    flight.threads = slot.sandbox ? step.threads : slot.threadsHeld;
    flight.behind = !slot.inTurn.empty();
    step.behind = flight.behind;
    step.phase = StepPhase::Launched;
    step.startedAt = flight.submittedAt;
    Launch out;
    out.id = newLaunch(flight);
    if (slot.device->info().inOrder)
        slot.inTurn.push_back(out.id);
    out.work = workFor(task, s, slot.device->info());
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
        launch.inputs.push_back({step.inputs[i].name, run.idOf(inputs[i]),
                                 specRead(step.inputs[i], buffer.spec),
                                 send ? buffer.host : nullptr});
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

std::shared_ptr<const Work> Runner::workFor(Task& task, StepIndex s, const DeviceInfo& on) const
{
    const TaskRun& run = *task.run;
    const Step& step = run.step(s);
    if (const auto* command = std::get_if<CommandWork>(step.work.get())) {
        CommandWork logged = *command;
        logged.logPath = stepLogPath(state_.parts.dataFolder, task.row.run, step.id);
        return std::make_shared<const Work>(std::move(logged));
    }
    const auto* op = std::get_if<OperatorWork>(step.work.get());
    if (op != nullptr && &workOn(on, *op) != op)
        return std::make_shared<const Work>(workOn(on, *op));
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
    flights_[at] = what;
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
    const InFlight flight = *found;
    found->active = false;
    freeFlights_.push_back(static_cast<std::uint32_t>(done.id.value));
    if (flight.kind == InFlight::Kind::Release)
        return;
    DeviceSlot& slot = state_.devices[flight.device.value];
    if (flight.kind == InFlight::Kind::WarmUp) {
        slot.warming = false;
        return;
    }
    --busy_;
    --slot.inFlight;
    if (flight.kind == InFlight::Kind::Step)
        nextInTurn(slot, done.id);
    if (!done.error && !flight.behind && depthOf(slot) <= 2)
        state_.predictor.observeHandover(flight.device, Seconds(state_.now - flight.submittedAt)
                                                            - done.run - done.prepare
                                                            - done.transfer);
    threadsBack(slot, flight.threads);
    try {
        if (flight.kind == InFlight::Kind::Step)
            stepCompleted(flight, done);
        else if (flight.kind == InFlight::Kind::Piece)
            pieceCompleted(flight, done);
        else
            ioCompleted(flight, done);
    } catch (const BrokenInvariant& broken) {
        stop(*flight.task, broken.what());
    }
}

/// The device goes on with the next launch it was given.
void Runner::nextInTurn(DeviceSlot& slot, LaunchId ended)
{
    std::erase(slot.inTurn, ended);
    const InFlight* next = slot.inTurn.empty() ? nullptr : flightOf(slot.inTurn.front());
    if (next == nullptr)
        return;
    RunStep& step = (*next->task->run)[next->step];
    if (!step.behind)
        return;
    step.behind = false;
    step.startedAt = state_.now;
    next->task->dirty = next->task->stepsDirty = true;
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
        launch.id = newLaunch(flight);
        submit(DeviceIndex(static_cast<std::uint16_t>(d)), std::move(launch));
    }
}

std::vector<std::string> Runner::runningOn(DeviceIndex d) const
{
    std::vector<std::string> ids;
    for (const InFlight& flight : flights_)
        if (flight.active && flight.computes() && flight.device == d) {
            const std::string& id = flight.task->run->step(flight.step).id;
            if (std::find(ids.begin(), ids.end(), id) == ids.end())
                ids.push_back(id);
        }
    return ids;
}

std::vector<std::string> Runner::devicesOf(const Task& task) const
{
    std::vector<std::string> ids;
    for (std::size_t d = 0; d < state_.devices.size(); ++d) {
        const bool used = std::any_of(flights_.begin(), flights_.end(), [&](const InFlight& f) {
            return f.active && f.computes() && f.task == &task && f.device.value == d;
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
