#include "core/engine/file_costs.h"
#include "core/engine/runner.h"

#include <algorithm>

// Divided steps: pieces of rows go to every device that takes part, each as soon as it is free. The
// pieces read and write parts of whole values on the host, so nothing has to be put together
// afterwards, and a device that fails gives its piece back to the others.

namespace xpu {
namespace {

constexpr std::uint32_t kHost = 0;
constexpr std::uint32_t bitOf(std::uint32_t memory) { return 1U << memory; }

/// Shorter steps are not worth sharing: dealing pieces costs some round trips through the engine.
constexpr Seconds kWorthSharing{0.02};
/// What sharing has to save of the time of one device alone.
constexpr double kLeastGain = 0.1;
/// The engine's part in a piece, beside what the device's handover takes.
constexpr Seconds kDealing{50e-6};
/// Assumed for a device nothing is known of; its first piece tells.
constexpr Seconds kUnknownRun{0.05};

Bytes bytesOf(const PieceSpecs& whole)
{
    Bytes all;
    for (const PortSpec& port : whole.inputs)
        all += port.spec.bytes();
    for (const TensorSpec& spec : whole.outputs)
        all += spec.bytes();
    return all;
}

} // namespace

/// What a device would contribute; nullopt when it cannot take part.
std::optional<RowDealer::Worker> Runner::workerOn(const DividedStep& divided, DeviceIndex d) const
{
    const TaskRun& run = *divided.task->run;
    const DeviceCost& cost = run.costs().group(run[divided.step].group).devices[d.value];
    const DeviceSlot& slot = state_.devices[d.value];
    if (!cost.able() || restOf(slot).count() > 0)
        return std::nullopt;
    const auto& work = std::get<OperatorWork>(*run.step(divided.step).work);
    RowDealer::Worker worker;
    worker.most = mostRows(*slot.device, work, divided.division, divided.inputs, divided.outputs);
    if (worker.most == 0)
        return std::nullopt;
    Seconds time = cost.estimate.known ? cost.estimate.mean : kUnknownRun;
    worker.overhead = kDealing + state_.predictor.handover(d);
    if (!slot.device->info().sharesHostMemory) {
        const PieceSpecs all = pieceSpecs(work, divided.division, divided.inputs, divided.outputs,
                                          {0, divided.division.rows});
        if (cost.pieceRows == 0) // else its estimate has them
            time += state_.predictor.transferTime(d, bytesOf(all));
        worker.overhead += 2.0 * state_.predictor.transferLatency(d);
    }
    worker.rate = static_cast<double>(divided.division.rows) / std::max(1e-9, time.count());
    return worker;
}

/// The device has nothing of its own to do.
bool Runner::isFree(DeviceIndex d) const
{
    const DeviceSlot& slot = state_.devices[d.value];
    return slot.inFlight == 0 && slot.io.empty() && !slot.warming && best(d.value).task == nullptr;
}

/// CPU threads a device would compute with.
int Runner::cpuThreadsOf(const DividedStep& divided, DeviceIndex d) const
{
    const DeviceSlot& slot = state_.devices[d.value];
    if (slot.countsThreads)
        return threadsOf(divided.task->run->step(divided.step));
    return slot.device->info().usesCpuThreads ? slot.device->info().threads : 0;
}

/// Lets free devices take part as long as that shortens what is left.
void Runner::invite(DividedStep& divided)
{
    int threads = state_.threadsUsed;
    for (const DividedStep::Worker& worker : divided.workers)
        if (worker.out == 0 || !state_.devices[worker.device.value].countsThreads)
            threads += cpuThreadsOf(divided, worker.device);
    for (std::size_t i = 0; i < state_.devices.size(); ++i) {
        const DeviceIndex d(static_cast<std::uint16_t>(i));
        const bool there = std::any_of(divided.workers.begin(), divided.workers.end(),
                                       [d](const auto& worker) { return worker.device == d; });
        if (there || !isFree(d))
            continue;
        const auto worker = workerOn(divided, d);
        if (!worker)
            continue;
        const double before = divided.dealer.rate();
        const auto left = static_cast<double>(divided.dealer.left());
        const double alone = before > 0 ? left / before : kImpossible.count();
        const double together = left / (before + worker->rate) + worker->overhead.count();
        const int more = cpuThreadsOf(divided, d);
        const bool pays = alone > kWorthSharing.count() && together < alone * (1 - kLeastGain);
        if (!pays || (more > 0 && threads + more > state_.threadsTotal))
            continue;
        threads += more;
        divided.workers.push_back({d, divided.dealer.join(*worker), 0, state_.now, false});
    }
}

/// How the step is to be divided; null when it runs on `d` in one piece.
std::unique_ptr<DividedStep> Runner::divide(Task& task, StepIndex s, DeviceIndex d)
{
    TaskRun& run = *task.run;
    const auto* work = std::get_if<OperatorWork>(run.step(s).work.get());
    const DeviceCost& cost = run.costs().group(run[s].group).devices[d.value];
    const bool lasts = cost.estimate.known && cost.estimate.mean >= kWorthSharing;
    if (work == nullptr || !work->op->divide || (!lasts && cost.pieceRows == 0))
        return nullptr;
    std::vector<PortSpec> inputs;
    for (std::size_t i = 0; i < run.inputs(s).size(); ++i) {
        if (run.inputs(s)[i] == TaskRun::kNoBuffer)
            return nullptr;
        const InputPort& port = run.step(s).inputs[i];
        inputs.push_back({port.name, specRead(port, run.buffer(run.inputs(s)[i]).spec)});
    }
    std::vector<TensorSpec> outputs;
    for (const std::uint32_t b : run.outputs(s)) {
        if (b == TaskRun::kNoBuffer)
            return nullptr;
        outputs.push_back(run.buffer(b).spec);
    }
    const auto division = work->op->divide(inputs, work->params);
    const bool rows =
        division && std::all_of(outputs.begin(), outputs.end(), [&](const auto& spec) {
            return spec.shape.rank > 0 && spec.shape[0] == division->rows;
        });
    if (!rows || division->rows <= division->grain)
        return nullptr;
    auto divided = std::make_unique<DividedStep>(
        DividedStep{.task = &task,
                    .step = s,
                    .division = *division,
                    .dealer = RowDealer(division->rows, division->grain),
                    .inputs = std::move(inputs),
                    .outputs = std::move(outputs)});
    const auto first = workerOn(*divided, d);
    if (!first)
        return nullptr;
    divided->workers.push_back({d, divided->dealer.join(*first), 0, state_.now, false});
    const bool onHost =
        std::all_of(run.inputs(s).begin(), run.inputs(s).end(),
                    [&](std::uint32_t b) { return (run.buffer(b).validIn & bitOf(kHost)) != 0; });
    if (onHost) // what lies on the device only is worked on there
        invite(*divided);
    if (divided->workers.size() < 2 && cost.pieceRows == 0)
        return nullptr;
    return divided;
}

/// nullopt when the step is not divided.
std::optional<Runner::Start> Runner::startDivided(Task& task, StepIndex s, DeviceIndex d)
{
    auto divided = divide(task, s, d);
    if (!divided)
        return std::nullopt;
    TaskRun& run = *task.run;
    RunStep& step = run[s];
    if (!stageOnHost(task, s)) {
        run.ready[d.value].remove(step.order);
        step.phase = StepPhase::Staging;
        ++run.inFlight;
        return Start::Staged;
    }
    if (!placeResults(*divided)) {
        blockedForMemory_ = {&task, s};
        return Start::Blocked;
    }
    run.ready[d.value].remove(step.order);
    ++run.inFlight;
    step.device = d;
    step.state = StepState::Running;
    step.phase = StepPhase::Launched;
    ++step.attempt;
    step.startedAt = state_.now;
    for (const auto& buffers : {run.inputs(s), run.outputs(s)})
        for (const std::uint32_t b : buffers)
            ++run.buffer(b).pinned;
    divided_.push_back(std::move(divided));
    run.details[s.value].shares.clear(); // of an attempt before
    task.touchSteps();
    if (startsJournaled(run.step(s)) && !step.again) {
        divided_.back()->journaling = true;
        ++busy_;
        journalStart(task, s, d, [this, &task, s] { dealJournaled(task, s); });
    } else {
        deal(*divided_.back());
    }
    return Start::Launched;
}

void Runner::dealJournaled(Task& task, StepIndex s)
{
    --busy_;
    (*task.run)[s].phase = StepPhase::Launched;
    for (const auto& divided : divided_)
        if (divided->task == &task && divided->step == s)
            divided->journaling = false;
    state_.dirty = true; // dealt in this turn of the loop, or ended when the task was cancelled
}

bool Runner::stageOnHost(Task& task, StepIndex s)
{
    TaskRun& run = *task.run;
    RunStep& step = run[s];
    step.pendingIo = 0;
    for (const std::uint32_t b : run.inputs(s))
        if ((run.buffer(b).validIn & bitOf(kHost)) == 0) {
            ++step.pendingIo;
            bringToHost(task, b, s);
        }
    return step.pendingIo == 0;
}

/// Host memory for the whole results.
bool Runner::placeResults(DividedStep& divided)
{
    TaskRun& run = *divided.task->run;
    Bytes wanted;
    for (const std::uint32_t b : run.outputs(divided.step))
        if ((run.buffer(b).reservedIn & bitOf(kHost)) == 0)
            wanted += run.buffer(b).spec.bytes();
    if (!state_.ledger.fits(kHost, wanted)) {
        for (const std::uint32_t b : run.inputs(divided.step))
            ++run.buffer(b).pinned;
        const bool room = makeRoom(kHost, wanted);
        for (const std::uint32_t b : run.inputs(divided.step))
            --run.buffer(b).pinned;
        if (!room)
            return false;
    }
    for (const TensorSpec& spec : divided.outputs) {
        auto block = HostBlock::allocate(spec.bytes());
        if (!block)
            return false;
        divided.results.push_back(std::move(*block));
    }
    for (const std::uint32_t b : run.outputs(divided.step))
        hold(run, run.buffer(b), kHost);
    return true;
}

/// Gives every free worker of every divided step its next piece.
bool Runner::dealPieces()
{
    bool any = false;
    for (const auto& divided : divided_) {
        if (divided->task->cancelling)
            divided->dealer.stop();
        else if (divided->dealer.left() > 0)
            invite(*divided);
        any = deal(*divided) || any;
    }
    for (std::size_t i = divided_.size(); i-- > 0;)
        if (!divided_[i]->journaling && divided_[i]->pieces.empty()
            && divided_[i]->dealer.left() == 0) {
            const auto ended = std::move(divided_[i]);
            divided_.erase(divided_.begin() + static_cast<std::ptrdiff_t>(i));
            endDivided(*ended);
            any = true;
        }
    return any;
}

bool Runner::deal(DividedStep& divided)
{
    bool any = false;
    for (std::size_t w = 0; w < divided.workers.size() && !divided.journaling; ++w) {
        const DividedStep::Worker& worker = divided.workers[w];
        const DeviceSlot& slot = state_.devices[worker.device.value];
        const DeviceInfo& info = slot.device->info();
        // A device of its own memory takes in the rows of one piece while it works on another.
        const int depth = info.inOrder && !info.sharesHostMemory ? 2 : 1;
        while (!worker.gone && slot.inFlight < depth && restOf(slot).count() <= 0) {
            if (!launchPiece(divided, w))
                break;
            any = true;
        }
    }
    return any;
}

bool Runner::launchPiece(DividedStep& divided, std::size_t w)
{
    DividedStep::Worker& worker = divided.workers[w];
    DeviceSlot& slot = state_.devices[worker.device.value];
    const auto& work = std::get<OperatorWork>(*divided.task->run->step(divided.step).work);
    auto rows = divided.dealer.deal(worker.number);
    if (!rows)
        return false;
    const auto threads = takeThreads(divided.task->run->step(divided.step), slot);
    if (!threads) {
        divided.dealer.giveBack(*rows);
        return false;
    }
    DividedStep::Piece piece;
    PieceSpecs specs = pieceSpecs(work, divided.division, divided.inputs, divided.outputs, *rows);
    while (!reservePiece(divided, slot, specs, piece)) {
        const std::uint64_t half = (rows->count() + 1) / 2;
        const std::uint64_t grain = divided.division.grain;
        const std::uint64_t less = (half + grain - 1) / grain * grain;
        if (less >= rows->count()) {
            divided.dealer.giveBack(*rows);
            giveThreads(slot, *threads);
            blockedDivided_ = blockedDivided_ || divided.pieces.empty();
            return false;
        }
        divided.dealer.giveBack({rows->first + less, rows->end});
        rows->end = rows->first + less;
        specs = pieceSpecs(work, divided.division, divided.inputs, divided.outputs, *rows);
    }
    piece.rows = *rows;
    piece.worker = w;
    piece.cost = specs.cost;
    submitPiece(divided, std::move(piece), specs);
    return true;
}

/// Room for the piece itself and, on a device of its own memory, for the inputs it needs whole.
bool Runner::reservePiece(DividedStep& divided, const DeviceSlot& slot, const PieceSpecs& specs,
                          DividedStep::Piece& piece)
{
    TaskRun& run = *divided.task->run;
    const bool shares = slot.device->info().sharesHostMemory;
    piece.memory = slot.memory;
    piece.reserved = shares ? specs.cost.temporary : specs.own;
    Bytes wanted = piece.reserved;
    const auto inputs = run.inputs(divided.step);
    const auto comes = [&](std::size_t i) {
        return !shares && divided.division.whole[i]
               && (run.buffer(inputs[i]).reservedIn & bitOf(slot.memory)) == 0;
    };
    for (std::size_t i = 0; i < inputs.size(); ++i)
        if (comes(i))
            wanted += run.buffer(inputs[i]).spec.bytes();
    if (!state_.ledger.fits(slot.memory, wanted) && !makeRoom(slot.memory, wanted))
        return false;
    for (std::size_t i = 0; i < inputs.size(); ++i)
        if (comes(i))
            hold(run, run.buffer(inputs[i]), slot.memory);
    state_.ledger.force(slot.memory, piece.reserved);
    return true;
}

void Runner::submitPiece(DividedStep& divided, DividedStep::Piece piece, const PieceSpecs& specs)
{
    TaskRun& run = *divided.task->run;
    DividedStep::Worker& worker = divided.workers[piece.worker];
    DeviceSlot& slot = state_.devices[worker.device.value];
    const bool shares = slot.device->info().sharesHostMemory;
    const Rows made = worked(divided.division, piece.rows);
    Launch launch;
    launch.work = run.step(divided.step).work;
    launch.seed = run.graph().seed;
    launch.threads = slot.threadsHeld;
    const auto ownBuffer = [&] {
        piece.buffers.emplace_back(state_.nextBuffer++);
        return piece.buffers.back();
    };
    for (std::size_t i = 0; i < specs.inputs.size(); ++i) {
        const std::uint32_t b = run.inputs(divided.step)[i];
        const RunBuffer& buffer = run.buffer(b);
        const PortSpec& port = specs.inputs[i];
        if (divided.division.whole[i]) {
            const bool send = shares || (buffer.validIn & bitOf(slot.memory)) == 0;
            launch.inputs.push_back(
                {port.name, run.idOf(b), port.spec, send ? buffer.host : nullptr});
        } else {
            launch.inputs.push_back(
                {port.name, ownBuffer(), port.spec, buffer.host, made.first * rowBytes(port.spec)});
        }
    }
    for (std::size_t o = 0; o < specs.outputs.size(); ++o) {
        const std::size_t row = rowBytes(divided.outputs[o]);
        launch.outputs.push_back(
            {run.step(divided.step).outputs[o].name, ownBuffer(), specs.outputs[o],
             Target{divided.results[o], piece.rows.first * row,
                    (piece.rows.first - made.first) * row, piece.rows.count() * row}});
    }
    InFlight flight;
    flight.kind = InFlight::Kind::Piece;
    flight.task = divided.task;
    flight.step = divided.step;
    flight.device = worker.device;
    flight.submittedAt = state_.now;
    flight.threads = slot.threadsHeld;
    flight.behind = slot.inFlight > 0;
    launch.id = piece.launch = newLaunch(flight);
    if (worker.out++ == 0)
        worker.freeSince = state_.now;
    ++slot.inFlight;
    ++busy_;
    divided.pieces.push_back(std::move(piece));
    submit(worker.device, std::move(launch));
}

} // namespace xpu
