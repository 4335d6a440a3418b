#include "core/engine/file_costs.h"
#include "core/engine/runner.h"

#include <algorithm>
#include <bit>

namespace xpu {
namespace {

constexpr std::uint32_t kHost = 0;
constexpr std::uint32_t bitOf(std::uint32_t memory) { return 1U << memory; }

std::string errorWord(Errc code)
{
    switch (code) {
    case Errc::NotFound:
        return "E302";
    case Errc::Corrupt:
        return "E304";
    case Errc::OutOfMemory:
        return "E401";
    default:
        return "io";
    }
}

StepError errorOf(const LaunchError& error)
{
    return {error.errorCode.empty() ? errorWord(error.code) : error.errorCode, error.message, 0, 0};
}

} // namespace

bool Runner::stage(Task& task, StepIndex s, const DeviceSlot& slot)
{
    TaskRun& run = *task.run;
    const std::uint32_t usable = bitOf(kHost) | bitOf(slot.memory);
    RunStep& step = run[s];
    step.pendingIo = 0;
    for (const std::uint32_t b : run.inputs(s)) {
        if (b == TaskRun::kNoBuffer || (run.buffer(b).validIn & usable) != 0)
            continue;
        ++step.pendingIo;
        bringToHost(task, b, s);
    }
    return step.pendingIo == 0;
}

void Runner::bringToHost(Task& task, std::uint32_t b, StepIndex waiter)
{
    RunBuffer& buffer = task.run->buffer(b);
    if (waiter.valid())
        buffer.waiters.push_back(waiter);
    if (buffer.loading)
        return;
    buffer.loading = true;
    ioQueued_ = true;
    ++task.run->pendingIo;
    IoRequest io;
    io.task = &task;
    io.buffer = b;
    if (buffer.validIn != 0) {
        io.kind = IoRequest::Kind::Fetch;
        for (DeviceSlot& slot : state_.devices)
            if ((buffer.validIn & bitOf(slot.memory)) != 0) {
                slot.io.push_back(io);
                return;
            }
    }
    XPU_INVARIANT(buffer.source() != nullptr, "an input is in no memory and in no file");
    const DeviceIndex host = state_.deviceByDriver("host");
    XPU_INVARIANT(host.valid(), "a file is wanted and no device reads files");
    io.kind = IoRequest::Kind::Load;
    io.step = waiter;
    io.file = buffer.source();
    state_.devices[host.value].io.push_back(io);
}

bool Runner::specsReady(Task& task, StepIndex s, DeviceIndex d)
{
    TaskRun& run = *task.run;
    const auto outputs = run.outputs(s);
    const bool known = std::all_of(outputs.begin(), outputs.end(), [&](std::uint32_t b) {
        return b == TaskRun::kNoBuffer || run.buffer(b).specKnown;
    });
    if (known)
        return true;
    const Step& step = run.step(s);
    const auto& work = std::get<OperatorWork>(*step.work);
    std::vector<PortSpec> inputs;
    for (std::size_t i = 0; i < step.inputs.size(); ++i)
        inputs.push_back(
            {step.inputs[i].name, specRead(step.inputs[i], run.buffer(run.inputs(s)[i]).spec)});
    const auto specs = work.op->infer(inputs, work.params);
    if (!specs) {
        const bool dtype = specs.error().kind == InferError::Kind::DType;
        stepFailed(task, s,
                   {dtype ? "E208" : "E207", specs.error().subject + ": " + specs.error().detail,
                    step.line, step.column});
        maybeEnd(task);
        return false;
    }
    for (std::size_t o = 0; o < outputs.size() && o < specs->size(); ++o)
        if (outputs[o] != TaskRun::kNoBuffer)
            learnSpec(run, run.buffer(outputs[o]), (*specs)[o]);
    run.costs().split(run.graph(), s, inputs, *specs, state_.predictor);
    run[s].group = run.costs().groupOf(s);
    if (run.costs().group(run[s].group).devices[d.value].able())
        return true;
    run.ready[d.value].remove(run[s].order);
    run[s].phase = StepPhase::Idle;
    if (!moveElsewhere(task, s, d)) {
        const DeviceCost& cost = run.costs().group(run[s].group).devices[d.value];
        stepFailed(task, s, {"E401", cost.excluded, step.line, step.column});
        maybeEnd(task);
    }
    return false;
}

bool Runner::reserve(Task& task, StepIndex s, const DeviceSlot& slot)
{
    TaskRun& run = *task.run;
    if (std::holds_alternative<CommandWork>(*run.step(s).work))
        return true;
    const std::uint32_t bit = bitOf(slot.memory);
    const Bytes scratch = run.costs().group(run[s].group).cost.temporary;
    Bytes wanted = scratch;
    const auto each = [&](auto&& act) {
        for (const std::uint32_t b : run.inputs(s))
            if (b != TaskRun::kNoBuffer)
                act(run.buffer(b));
        for (const std::uint32_t b : run.outputs(s))
            if (b != TaskRun::kNoBuffer)
                act(run.buffer(b));
    };
    each([&](const RunBuffer& buffer) {
        if ((buffer.reservedIn & bit) == 0)
            wanted += buffer.spec.bytes();
    });
    if (wanted.count == 0)
        return true;
    if (!state_.ledger.fits(slot.memory, wanted)) {
        each([](RunBuffer& buffer) { ++buffer.pinned; });
        const bool room = makeRoom(slot.memory, wanted);
        each([](RunBuffer& buffer) { --buffer.pinned; });
        if (!room)
            return false;
    }
    each([&](RunBuffer& buffer) { hold(run, buffer, slot.memory); });
    state_.ledger.force(slot.memory, scratch);
    return true;
}

bool Runner::wantedOnHost(Task& task, StepIndex s, std::uint32_t b, std::uint32_t memory) const
{
    const TaskRun& run = *task.run;
    const auto outputs = run.outputs(s);
    for (std::size_t o = 0; o < outputs.size(); ++o)
        if (outputs[o] == b && (run.step(s).outputs[o].file || run.step(s).verifyFinite))
            return true;
    for (const StepIndex next : run.successors(s)) {
        if (isFinal(run[next].state))
            continue;
        const auto inputs = run.inputs(next);
        const bool reads = std::find(inputs.begin(), inputs.end(), b) != inputs.end();
        const DeviceIndex d = run[next].device;
        if (reads && (!d.valid() || state_.devices[d.value].memory != memory))
            return true;
    }
    return false;
}

bool Runner::serveIo(std::size_t d)
{
    DeviceSlot& slot = state_.devices[d];
    bool any = false;
    while (!slot.io.empty() && slot.inFlight < std::max(1, depthOf(slot))) {
        const IoRequest io = slot.io.front();
        if (!startIo(DeviceIndex(static_cast<std::uint16_t>(d)), io)) {
            blockedIo_ = io;
            return any;
        }
        slot.io.pop_front();
        any = true;
    }
    return any;
}

void Runner::learnFile(const InFlight& flight, const TensorSpec& spec, const Completion& done)
{
    const bool save = flight.io.kind == IoRequest::Kind::Save;
    const OperatorInfo* op = state_.parts.catalog->find(save ? kFileSave : kFileLoad);
    if (done.error || op == nullptr)
        return;
    state_.predictor.observe({state_.predictor.operationOf(op->name), flight.device, spec.dtype},
                             fileTerms(*op, spec), done.run, done.prepare);
}

bool Runner::startIo(DeviceIndex d, const IoRequest& io)
{
    TaskRun& run = *io.task->run;
    RunBuffer& buffer = run.buffer(io.buffer);
    const bool save = io.kind == IoRequest::Kind::Save || io.kind == IoRequest::Kind::Spill;
    const bool reserved = (buffer.reservedIn & bitOf(kHost)) != 0;
    if (!save && !reserved && !state_.ledger.fits(kHost, buffer.spec.bytes())
        && !makeRoom(kHost, buffer.spec.bytes(), &io))
        return false;
    if (!save)
        hold(run, buffer, kHost);
    Launch launch;
    OperatorWork work;
    if (io.kind == IoRequest::Kind::Fetch) {
        launch.fetch.push_back({"x", run.idOf(io.buffer), buffer.spec, nullptr});
    } else {
        work.op = state_.parts.catalog->find(save ? kFileSave : kFileLoad);
        XPU_INVARIANT(work.op != nullptr, "the catalog has no file operators");
        work.file = io.file->path;
        work.root = io.file->root;
        if (io.file->part)
            work.params = paramsOf(*io.file->part);
        if (io.kind == IoRequest::Kind::Save) {
            const auto* maker = std::get_if<OperatorWork>(run.step(io.step).work.get());
            work.overwrite = maker == nullptr || maker->overwrite || run[io.step].attempt > 1;
        }
        const auto& ports = save ? work.op->inputs : work.op->outputs;
        const std::string port = ports.empty() ? "x" : ports.front();
        if (save)
            launch.inputs.push_back({port, run.idOf(io.buffer), buffer.spec, buffer.host});
        else
            launch.outputs.push_back({port, run.idOf(io.buffer), buffer.spec});
        launch.work = std::make_shared<const Work>(std::move(work));
    }
    ++buffer.pinned;
    InFlight flight;
    flight.kind = InFlight::Kind::Io;
    flight.task = io.task;
    flight.io = io;
    flight.device = d;
    flight.submittedAt = state_.now;
    launch.id = newLaunch(flight);
    ++state_.devices[d.value].inFlight;
    ++busy_;
    submit(d, std::move(launch));
    return true;
}

void Runner::ioCompleted(const InFlight& flight, Completion& done)
{
    Task& task = *flight.task;
    TaskRun& run = *task.run;
    const IoRequest& io = flight.io;
    RunBuffer& buffer = run.buffer(io.buffer);
    if (done.error && abandoned_)
        return;
    --run.pendingIo;
    --buffer.pinned;
    if (io.kind == IoRequest::Kind::Spill) {
        spillCompleted(task, io.buffer, !done.error);
        return;
    }
    if (io.kind == IoRequest::Kind::Save) {
        RunStep& step = run[io.step];
        --buffer.pinned; // taken by `save`
        --step.pendingIo;
        step.bytesOut += done.bytesOut.count;
        learnFile(flight, buffer.spec, done);
        if (done.error && !isFinal(step.state))
            stepFailed(task, io.step, errorOf(*done.error));
        else if (step.pendingIo == 0 && !isFinal(step.state))
            stepDone(task, io.step);
        maybeEnd(task);
        return;
    }
    if (io.kind == IoRequest::Kind::Fetch && !done.error)
        state_.predictor.observeTransfer(flight.device, buffer.spec.bytes(), done.transfer);
    for (const auto& [id, spec] : done.specs)
        learnSpec(run, buffer, spec);
    if (io.kind == IoRequest::Kind::Load)
        learnFile(flight, buffer.spec, done);
    for (auto& [id, block] : done.produced)
        buffer.host = std::move(block);
    std::optional<StepError> error;
    if (done.error)
        error = errorOf(*done.error);
    else if (!buffer.host)
        error = StepError{"internal", "the device returned no data", 0, 0};
    else
        buffer.validIn |= bitOf(kHost);
    if (error)
        dropCopy(task, io.buffer, kHost);
    arrived(task, io.buffer, error);
    if (buffer.consumers == 0 && buffer.pinned == 0)
        drop(task, io.buffer);
    maybeEnd(task);
}

void Runner::arrived(Task& task, std::uint32_t b, const std::optional<StepError>& error)
{
    TaskRun& run = *task.run;
    RunBuffer& buffer = run.buffer(b);
    buffer.loading = false;
    std::vector<StepIndex> waiters;
    waiters.swap(buffer.waiters);
    for (const StepIndex s : waiters) {
        RunStep& step = run[s];
        if (step.phase != StepPhase::Staging)
            continue;
        if (error) {
            StepError own = *error;
            own.line = run.step(s).line;
            own.column = run.step(s).column;
            stepFailed(task, s, std::move(own));
        } else if (--step.pendingIo == 0) {
            makeReady(task, s);
        }
    }
}

void Runner::hold(TaskRun& run, RunBuffer& buffer, std::uint32_t memory)
{
    if ((buffer.reservedIn & bitOf(memory)) != 0)
        return;
    state_.ledger.force(memory, buffer.spec.bytes());
    run.held[memory] += buffer.spec.bytes();
    buffer.reservedIn |= bitOf(memory);
}

void Runner::learnSpec(TaskRun& run, RunBuffer& buffer, const TensorSpec& spec)
{
    for (std::uint32_t bits = buffer.reservedIn; bits != 0; bits &= bits - 1) {
        const auto memory = static_cast<std::uint32_t>(std::countr_zero(bits));
        state_.ledger.release(memory, buffer.spec.bytes());
        state_.ledger.force(memory, spec.bytes());
        run.held[memory] -= buffer.spec.bytes();
        run.held[memory] += spec.bytes();
    }
    buffer.spec = spec;
    buffer.specKnown = true;
}

void Runner::dropCopy(Task& task, std::uint32_t b, std::uint32_t memory)
{
    RunBuffer& buffer = task.run->buffer(b);
    const std::uint32_t bit = bitOf(memory);
    if (memory == kHost)
        buffer.host.reset();
    else if ((buffer.validIn & bit) != 0)
        for (DeviceSlot& slot : state_.devices)
            if (slot.memory == memory) {
                slot.toRelease.push_back(task.run->idOf(b));
                break;
            }
    buffer.validIn &= ~bit;
    if ((buffer.reservedIn & bit) != 0) {
        state_.ledger.release(memory, buffer.spec.bytes());
        task.run->held[memory] -= buffer.spec.bytes();
        buffer.reservedIn &= ~bit;
    }
}

void Runner::drop(Task& task, std::uint32_t b)
{
    const RunBuffer& buffer = task.run->buffer(b);
    if (buffer.spill && !buffer.spilled)
        return; // it is being written out; what comes back of that drops it
    for (std::uint32_t bits = buffer.validIn | buffer.reservedIn; bits != 0; bits &= bits - 1)
        dropCopy(task, b, static_cast<std::uint32_t>(std::countr_zero(bits)));
    forgetSpill(task.run->buffer(b));
}

void Runner::releaseAll(Task& task)
{
    for (std::uint32_t b = 0; b < task.run->bufferCount(); ++b)
        drop(task, b);
}

} // namespace xpu
