#include "core/engine/energy_model.h"
#include "core/engine/runner.h"
#include "core/engine/step_error.h"

#include <algorithm>
#include <cmath>

namespace xpu {
namespace {

template <class T>
bool allFinite(const HostBlock& block)
{
    const auto values = block.as<T>();
    return std::all_of(values.begin(), values.end(), [](T v) { return std::isfinite(v); });
}

struct Checked {
    std::shared_ptr<const HostBlock> block;
    DType dtype;
};

bool allFinite(const std::vector<Checked>& outputs)
{
    return std::all_of(outputs.begin(), outputs.end(), [](const Checked& output) {
        return output.dtype == DType::F32 ? allFinite<float>(*output.block)
                                          : allFinite<double>(*output.block);
    });
}

} // namespace

void Runner::stepCompleted(const InFlight& flight, Completion& done)
{
    Task& task = *flight.task;
    TaskRun& run = *task.run;
    const StepIndex s = flight.step;
    RunStep& step = run[s];
    // Killed by the engine's own end: the step stays started, and the next start asks about it.
    if (done.error && abandoned_)
        return;
    DeviceSlot& slot = state_.devices[flight.device.value];
    state_.dirty = task.dirty = task.stepsDirty = true;
    step.behind = false;
    endOffer(task, s);
    if (step.stale) {
        staleCompleted(task, s, slot);
        return;
    }
    step.run = static_cast<float>(done.run.count());
    step.prepare = static_cast<float>(done.prepare.count());
    step.transfer = static_cast<float>(done.transfer.count());
    step.bytesIn = done.bytesIn.count;
    step.bytesOut = done.bytesOut.count;
    step.finishedAt = state_.now;
    if (done.cpuTime || done.peakMemory) {
        StepDetail& detail = run.details[s.value];
        detail.cpuTime = done.cpuTime;
        detail.peakMemory = done.peakMemory;
    }
    if (done.error) {
        takeBackSuccessors(task, s);
        undoLaunch(task, s, slot);
        if (task.cancelling)
            cancelled(task, s);
        else if (!retry(task, s, *done.error))
            stepFailed(task, s, stepErrorOf(*done.error, run.step(s)));
        maybeEnd(task);
        return;
    }
    const DeviceIndex cpu = state_.deviceByDriver("cpu");
    step.energy =
        static_cast<float>(slot.sandbox && cpu.valid()
                               ? energyOfCommand(state_.devices[cpu.value].device->info(),
                                                 done.cpuTime.value_or(Seconds{0}))
                               : modelledEnergy(slot.device->info(),
                                                slot.countsThreads ? flight.threads : 0, done.run));
    run.energy += step.energy;
    slot.meanRun += 0.125 * (done.run.count() - slot.meanRun);
    if (slot.meanRun > 16 * (done.run.count() + 1e-6))
        slot.meanRun = done.run.count();
    state_.latency.add(state_.now, step.startedAt - step.readyAt, state_.now - step.startedAt);
    takeResults(task, s, slot, done);
    learn(task, s, flight.device, done);
    if (run.step(s).verifyFinite)
        verify(task, s);
    else
        save(task, s);
    maybeEnd(task);
}

void Runner::takeResults(Task& task, StepIndex s, const DeviceSlot& slot, Completion& done)
{
    TaskRun& run = *task.run;
    const std::uint32_t bit = 1U << slot.memory;
    const bool shares = slot.device->info().sharesHostMemory;
    for (const std::uint32_t b : run.inputs(s))
        if (b != TaskRun::kNoBuffer) {
            run.buffer(b).validIn |= bit;
            --run.buffer(b).pinned;
        }
    if (std::holds_alternative<CommandWork>(*run.step(s).work))
        return;
    state_.ledger.release(slot.memory, run.costs().group(run[s].group).cost.temporary);
    for (const auto& [id, spec] : done.specs)
        if (run.localOf(id) < run.bufferCount())
            learnSpec(run, run.buffer(run.localOf(id)), spec);
    for (auto& [id, block] : done.produced) {
        const std::uint32_t b = run.localOf(id);
        XPU_INVARIANT(b < run.bufferCount(), "a device produced a value nobody asked for");
        hold(run, run.buffer(b), 0);
        run.buffer(b).host = std::move(block);
        run.buffer(b).validIn |= 1U;
    }
    for (const std::uint32_t b : run.outputs(s)) {
        if (b == TaskRun::kNoBuffer)
            continue;
        --run.buffer(b).pinned;
        if (!shares)
            run.buffer(b).validIn |= bit;
        XPU_INVARIANT(run.buffer(b).validIn != 0, "a device finished without its output");
    }
}

/// A launch that is out brings or makes this value there too; the last one gives it back.
bool Runner::inFlightIn(const Task& task, std::uint32_t b, std::uint32_t memory) const
{
    const TaskRun& run = *task.run;
    return std::any_of(flights_.begin(), flights_.end(), [&](const InFlight& f) {
        if (!f.active || !f.computes() || f.task != &task
            || state_.devices[f.device.value].memory != memory)
            return false;
        const auto names = [b](std::span<const std::uint32_t> buffers) {
            return std::find(buffers.begin(), buffers.end(), b) != buffers.end();
        };
        return names(run.inputs(f.step)) || names(run.outputs(f.step));
    });
}

void Runner::undoLaunch(Task& task, StepIndex s, const DeviceSlot& slot)
{
    TaskRun& run = *task.run;
    const std::uint32_t bit = 1U << slot.memory;
    const auto give = [&](std::uint32_t b) {
        if (b == TaskRun::kNoBuffer)
            return;
        RunBuffer& buffer = run.buffer(b);
        if (run[s].phase == StepPhase::Launched)
            --buffer.pinned;
        if ((buffer.validIn & bit) != 0 || (buffer.reservedIn & bit) == 0
            || inFlightIn(task, b, slot.memory))
            return;
        // Half an upload or output may lie there; dropping what is not there harms nothing.
        buffer.validIn |= slot.memory != 0 ? bit : 0;
        dropCopy(task, b, slot.memory);
    };
    for (const std::uint32_t b : run.inputs(s))
        give(b);
    if (std::holds_alternative<CommandWork>(*run.step(s).work))
        return;
    for (const std::uint32_t b : run.outputs(s))
        give(b);
    state_.ledger.release(slot.memory, run.costs().group(run[s].group).cost.temporary);
}

void Runner::learn(Task& task, StepIndex s, DeviceIndex d, const Completion& done)
{
    const TaskRun& run = *task.run;
    const StepGroup& group = run.costs().group(run[s].group);
    state_.predictor.observe({group.operation, d, group.dtype}, group.cost, done.run, done.prepare);
    const Bytes moved = done.bytesIn + done.bytesOut;
    if (done.transfer.count() > 0 && moved.count > 0)
        state_.predictor.observeTransfer(d, moved, done.transfer);
}

void Runner::verify(Task& task, StepIndex s)
{
    TaskRun& run = *task.run;
    run[s].phase = StepPhase::Verifying;
    std::vector<Checked> outputs;
    for (const std::uint32_t b : run.outputs(s)) {
        if (b == TaskRun::kNoBuffer || !run.buffer(b).host)
            continue;
        const DType dtype = run.buffer(b).spec.dtype;
        ++run.buffer(b).pinned; // it may have to be saved afterwards
        if (dtype == DType::F32 || dtype == DType::F64)
            outputs.push_back({run.buffer(b).host, dtype});
    }
    ++busy_;
    state_.seams.runJob([this, &task, s, outputs = std::move(outputs), post = state_.seams.post] {
        const bool finite = allFinite(outputs);
        post([this, &task, s, finite] {
            --busy_;
            for (const std::uint32_t b : task.run->outputs(s))
                if (b != TaskRun::kNoBuffer && task.run->buffer(b).host)
                    --task.run->buffer(b).pinned;
            const Step& step = task.run->step(s);
            if (finite)
                save(task, s);
            else
                stepFailed(task, s,
                           {"verify", "an output holds NaN or infinity", step.line, step.column});
            maybeEnd(task);
        });
    });
}

void Runner::save(Task& task, StepIndex s)
{
    TaskRun& run = *task.run;
    RunStep& step = run[s];
    step.pendingIo = 0;
    const auto outputs = run.outputs(s);
    const bool command = std::holds_alternative<CommandWork>(*run.step(s).work);
    for (std::size_t o = 0; o < outputs.size() && !command && !step.again; ++o) {
        const OutputPort& port = run.step(s).outputs[o];
        if (!port.file || outputs[o] == TaskRun::kNoBuffer)
            continue;
        const DeviceIndex host = state_.deviceByDriver("host");
        XPU_INVARIANT(host.valid(), "a file is to be written and no device writes files");
        XPU_INVARIANT(run.buffer(outputs[o]).host != nullptr, "a value to save is not on the host");
        step.phase = StepPhase::Saving;
        ++step.pendingIo;
        ++run.pendingIo;
        ++run.buffer(outputs[o]).pinned;
        IoRequest io;
        io.kind = IoRequest::Kind::Save;
        io.task = &task;
        io.buffer = outputs[o];
        io.step = s;
        io.file = &*port.file;
        state_.devices[host.value].io.push_back(io);
    }
    if (step.pendingIo == 0)
        stepDone(task, s);
}

} // namespace xpu
