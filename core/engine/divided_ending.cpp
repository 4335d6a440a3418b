#include "core/engine/energy_model.h"
#include "core/engine/runner.h"
#include "core/engine/step_error.h"

#include <algorithm>

namespace xpu {
namespace {

constexpr std::uint32_t kHost = 0;
constexpr std::uint32_t bitOf(std::uint32_t memory) { return 1U << memory; }

/// The others may well do what this one could not.
bool isTheDevices(Errc code)
{
    return code == Errc::DeviceLost || code == Errc::OutOfMemory || code == Errc::DeviceFailed
           || code == Errc::Unsupported;
}

void countShare(std::vector<StepShare>& shares, const std::string& device, std::uint64_t rows)
{
    auto mine = std::find_if(shares.begin(), shares.end(),
                             [&](const StepShare& share) { return share.device == device; });
    if (mine == shares.end())
        mine = shares.insert(shares.end(), {device, 0});
    mine->rows += rows;
}

} // namespace

void Runner::pieceCompleted(const InFlight& flight, Completion& done)
{
    const auto found = std::find_if(divided_.begin(), divided_.end(), [&](const auto& divided) {
        return flight.serves(*divided->task, divided->step);
    });
    XPU_INVARIANT(found != divided_.end(), "a piece of no step came back");
    DividedStep& divided = **found;
    const auto at = std::find_if(divided.pieces.begin(), divided.pieces.end(),
                                 [&](const auto& piece) { return piece.launch == done.id; });
    XPU_INVARIANT(at != divided.pieces.end(), "a piece came back twice");
    const DividedStep::Piece piece = std::move(*at);
    divided.pieces.erase(at);
    state_.dirty = true;
    divided.task->touchSteps();
    state_.ledger.release(piece.memory, piece.reserved);
    DeviceSlot& slot = state_.devices[flight.device.value];
    if (!slot.device->info().sharesHostMemory)
        slot.toRelease.insert(slot.toRelease.end(), piece.buffers.begin(), piece.buffers.end());
    DividedStep::Worker& worker = divided.workers[piece.worker];
    --worker.out;
    if (done.error)
        pieceFailed(divided, piece, *done.error);
    else
        pieceDone(divided, piece, flight, done);
    worker.freeSince = state_.now;
}

void Runner::pieceDone(DividedStep& divided, const DividedStep::Piece& piece,
                       const InFlight& flight, const Completion& done)
{
    TaskRun& run = *divided.task->run;
    DividedStep::Worker& worker = divided.workers[piece.worker];
    DeviceSlot& slot = state_.devices[worker.device.value];
    const Seconds compiled = done.prepare;
    const Seconds took = Seconds(state_.now - worker.freeSince) - compiled;
    divided.dealer.done(worker.number, piece.rows,
                        std::max(took, done.run)); // what it is paid for: all but compiling
    const auto inputs = run.inputs(divided.step);
    for (std::size_t i = 0; i < inputs.size(); ++i)
        if (divided.division.whole[i])
            run.buffer(inputs[i]).validIn |= bitOf(slot.memory);
    divided.prepare += done.prepare;
    divided.transfer += done.transfer;
    divided.bytesIn += done.bytesIn;
    divided.bytesOut += done.bytesOut;
    divided.energy +=
        modelledEnergy(slot.device->info(), slot.countsThreads ? flight.threads : 0, done.run);
    const StepGroup& group = run.costs().group(run[divided.step].group);
    state_.predictor.observe({group.operation, worker.device, group.dtype}, piece.cost, done.run,
                             done.prepare);
    const Bytes moved = done.bytesIn + done.bytesOut;
    if (done.transfer.count() > 0 && moved.count > 0)
        state_.predictor.observeTransfer(worker.device, moved, done.transfer);
    StepDetail& detail = run.details[divided.step.value];
    detail.percent = 100.0 * static_cast<double>(divided.dealer.finished())
                     / static_cast<double>(divided.division.rows);
    countShare(detail.shares, slot.device->info().id, piece.rows.count());
}

void Runner::pieceFailed(DividedStep& divided, const DividedStep::Piece& piece,
                         const LaunchError& error)
{
    DividedStep::Worker& worker = divided.workers[piece.worker];
    if (!worker.gone && isTheDevices(error.code)) {
        worker.gone = true;
        divided.dealer.leave(worker.number);
    }
    const bool others = std::any_of(divided.workers.begin(), divided.workers.end(),
                                    [](const auto& other) { return !other.gone; });
    if (isTheDevices(error.code) && others && !divided.error && !divided.task->cancelling) {
        divided.dealer.giveBack(piece.rows);
        return;
    }
    if (!divided.error)
        divided.error = error;
    divided.dealer.stop();
}

/// All pieces are back.
void Runner::endDivided(DividedStep& divided)
{
    Task& task = *divided.task;
    TaskRun& run = *task.run;
    const StepIndex s = divided.step;
    if (abandoned_)
        return;
    const bool complete = !divided.error && divided.dealer.finished() == divided.division.rows;
    unpinDivided(divided, complete);
    RunStep& step = run[s];
    step.finishedAt = state_.now;
    step.run = static_cast<float>(state_.now - step.startedAt);
    step.prepare = static_cast<float>(divided.prepare.count());
    step.transfer = static_cast<float>(divided.transfer.count());
    step.bytesIn = divided.bytesIn.count;
    step.bytesOut = divided.bytesOut.count;
    step.energy = static_cast<float>(divided.energy);
    run.energy += divided.energy;
    state_.dirty = true;
    task.touchSteps();
    if (complete) {
        state_.latency.add(state_.now, step.startedAt - step.readyAt, state_.now - step.startedAt);
        if (run.step(s).verifyFinite)
            verify(task, s);
        else
            save(task, s);
    } else if (task.cancelling) {
        cancelled(task, s);
    } else {
        const LaunchError error =
            divided.error.value_or(LaunchError{Errc::Internal, "rows were left out", {}});
        if (!retry(task, s, error))
            stepFailed(task, s, stepErrorOf(error, run.step(s)));
    }
    maybeEnd(task);
}

void Runner::unpinDivided(DividedStep& divided, bool complete)
{
    TaskRun& run = *divided.task->run;
    for (const std::uint32_t b : run.inputs(divided.step)) {
        RunBuffer& buffer = run.buffer(b);
        --buffer.pinned;
        // Held for whole inputs, and no piece that brought them there came back well.
        for (const DividedStep::Worker& worker : divided.workers) {
            const std::uint32_t memory = state_.devices[worker.device.value].memory;
            if ((buffer.reservedIn & ~buffer.validIn & bitOf(memory)) == 0 || memory == kHost
                || inFlightIn(*divided.task, b, memory))
                continue;
            buffer.validIn |= bitOf(memory);
            dropCopy(*divided.task, b, memory);
        }
    }
    const auto outputs = run.outputs(divided.step);
    for (std::size_t o = 0; o < outputs.size(); ++o) {
        RunBuffer& buffer = run.buffer(outputs[o]);
        --buffer.pinned;
        if (complete) {
            buffer.host = divided.results[o];
            buffer.validIn |= bitOf(kHost);
        } else {
            dropCopy(*divided.task, outputs[o], kHost);
        }
    }
}

} // namespace xpu
