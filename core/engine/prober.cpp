#include "core/engine/prober.h"

#include "core/engine/probe_data.h"
#include "core/log/log.h"
#include "core/predict/fingerprint.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace xpu {
namespace {

/// Nobody has wanted anything for so long that nobody is likely to in the next moment.
constexpr double kQuietFor = 20;
constexpr double kBetween = 0.1; ///< leaves the machine half of the time at least
/// A probe predicted to take longer is left out: what was learned of smaller ones has to do.
constexpr Seconds kLongestRun{0.1};
constexpr double kGiveUpAfter = 2; ///< for those that take longer than predicted
constexpr Bytes kMostMemory = 64_MiB;
/// Launches and buffers of probes, apart from those of tasks.
constexpr std::uint64_t kOwn = std::uint64_t{1} << 63;
constexpr std::uint64_t kOwnBuffers = std::uint64_t{1} << 62;

bool sameLine(const WantedProbe& a, const WantedProbe& b)
{
    return a.op == b.op && a.device == b.device;
}

} // namespace

void Prober::begin(std::span<const PastProbe> past)
{
    const auto all = wantedProbes(*state_.parts.catalog, state_.deviceInfos(), past);
    wanted_.assign(all.begin(), all.end());
    quietSince_ = state_.now;
    state_.measuring.all = wanted_.size();
    tell();
}

/// Front ends show how far it is.
void Prober::tell()
{
    const auto awake = std::count_if(wanted_.begin(), wanted_.end(),
                                     [this](const WantedProbe& wanted) { return !rests(wanted); });
    Measuring now = state_.measuring;
    now.left = static_cast<std::size_t>(awake) + (current_ ? 1 : 0);
    // The short rest between two probes belongs to it.
    const bool next = state_.now - quietSince_ > kQuietFor - 2 * kBetween;
    now.active = now.left > 0 && (current_ || next);
    state_.dirty = state_.dirty || now != state_.measuring;
    state_.measuring = now;
}

const ProbeCase& Prober::caseOf(const WantedProbe& wanted) const
{
    return wanted.op->probes[wanted.size];
}

void Prober::turn(bool idle)
{
    if (!idle) {
        quietSince_ = state_.now;
        giveUp();
        return;
    }
    if (current_) {
        const bool late =
            current_->phase == Phase::Launched && state_.now - current_->launchedAt > kGiveUpAfter;
        if (late && !std::exchange(current_->late, true))
            state_.devices[current_->wanted.device.value].device->cancel(current_->launch);
        return;
    }
    if (std::exchange(state_.measureSoon, false))
        quietSince_ = state_.now - 2 * kQuietFor;
    if (state_.now - quietSince_ < kQuietFor || !state_.journal.trouble().empty())
        return;
    while (putAwakeFirst() && !takeNext()) {
    }
    if (!current_)
        tell(); // the rest was left out
}

bool Prober::rests(const WantedProbe& wanted) const
{
    return state_.devices[wanted.device.value].snoozedUntilUtcMicros != 0;
}

/// Devices that rest are measured once they work again. False when no other is left.
bool Prober::putAwakeFirst()
{
    const auto awake = std::find_if(wanted_.begin(), wanted_.end(),
                                    [this](const WantedProbe& wanted) { return !rests(wanted); });
    if (awake == wanted_.end())
        return false;
    std::rotate(wanted_.begin(), awake, awake + 1);
    return true;
}

Seconds Prober::nextDue() const
{
    if (current_ && current_->phase == Phase::Launched && !current_->late)
        return Seconds(current_->launchedAt + kGiveUpAfter);
    const bool allRest = std::all_of(wanted_.begin(), wanted_.end(),
                                     [this](const WantedProbe& wanted) { return rests(wanted); });
    if (current_ || allRest || !state_.journal.trouble().empty())
        return kImpossible;
    return Seconds(quietSince_ + kQuietFor);
}

/// Begins the next probe; false when that one is left out.
bool Prober::takeNext()
{
    Current probe;
    probe.wanted = wanted_.front();
    wanted_.pop_front();
    const OperatorInfo& op = *probe.wanted.op;
    const ProbeCase& with = caseOf(probe.wanted);
    const DeviceSlot& slot = state_.devices[probe.wanted.device.value];
    const auto outputs = op.infer(with.inputs, with.params);
    if (!outputs || !slot.device->info().unusableReason.empty()
        || !slot.device->whyNot(op, with.inputs, with.params).empty())
        return false;
    probe.outputs = *outputs;
    probe.terms = op.cost ? op.cost(with.inputs, *outputs, with.params) : CostTerms{};
    probe.footprint = probe.terms.temporary;
    for (const PortSpec& port : with.inputs)
        probe.footprint += port.spec.bytes();
    for (const TensorSpec& spec : *outputs)
        probe.footprint += spec.bytes();
    const bool tooLong =
        probe.wanted.size > 0
        && state_.predictor.estimate(keyOf(probe.wanted), probe.terms).run > kLongestRun;
    if (tooLong || !fits(probe))
        return false;
    probe.warm = warm_ && sameLine(*warm_, probe.wanted);
    probe.number = ++probes_;
    hold(probe, true);
    current_ = std::make_unique<Current>(std::move(probe));
    tell();
    fill();
    return true;
}

CostKey Prober::keyOf(const WantedProbe& wanted) const
{
    return {state_.predictor.operationOf(wanted.op->name), wanted.device,
            caseOf(wanted).inputs.front().spec.dtype};
}

bool Prober::fits(const Current& probe) const
{
    const DeviceSlot& slot = state_.devices[probe.wanted.device.value];
    return probe.footprint <= kMostMemory && state_.ledger.fits(0, probe.footprint)
           && state_.ledger.fits(slot.memory, probe.footprint);
}

/// Counts its memory, on the host and, where that is another one, on the device.
void Prober::hold(const Current& probe, bool on)
{
    const std::uint32_t memory = state_.devices[probe.wanted.device.value].memory;
    for (const std::uint32_t m : {0U, memory}) {
        if (on)
            state_.ledger.force(m, probe.footprint);
        else
            state_.ledger.release(m, probe.footprint);
        if (memory == 0)
            return;
    }
}

void Prober::fill()
{
    // Tens of megabytes: not on the engine's thread.
    state_.seams.runJob([this, number = current_->number, ports = caseOf(current_->wanted).inputs,
                         post = state_.seams.post] {
        auto blocks = probeData(ports);
        post([this, number, blocks = std::move(blocks)]() mutable {
            if (current_ && current_->number == number)
                filled(std::move(blocks));
        });
    });
}

void Prober::filled(std::vector<std::shared_ptr<const HostBlock>> blocks)
{
    if (blocks.empty())
        return end();
    current_->blocks = std::move(blocks);
    current_->phase = Phase::Journaling;
    // Written first: a probe that takes the program down is not tried for ever.
    journal(current_->wanted.tries + 1, std::nullopt, [this, number = current_->number] {
        if (!current_ || current_->number != number)
            return;
        if (current_->givenUp)
            return putBack();
        launch();
    });
}

void Prober::launch()
{
    const WantedProbe& wanted = current_->wanted;
    const ProbeCase& with = caseOf(wanted);
    const DeviceSlot& slot = state_.devices[wanted.device.value];
    Launch out;
    out.id = current_->launch = LaunchId(kOwn | ++launches_);
    OperatorWork work;
    work.op = wanted.op;
    work.params = with.params;
    out.work = std::make_shared<const Work>(std::move(work));
    out.threads = slot.countsThreads ? state_.threadBudget : 0;
    std::uint64_t buffer = kOwnBuffers;
    for (std::size_t i = 0; i < with.inputs.size(); ++i)
        out.inputs.push_back(
            {with.inputs[i].name, BufferId(buffer++), with.inputs[i].spec, current_->blocks[i]});
    for (std::size_t o = 0; o < current_->outputs.size(); ++o) {
        const std::string name = o < wanted.op->outputs.size() ? wanted.op->outputs[o] : "y";
        const TensorSpec& spec = current_->outputs[o];
        out.outputs.push_back({name, BufferId(buffer), spec});
        if (!slot.device->info().sharesHostMemory)
            out.fetch.push_back({name, BufferId(buffer), spec, nullptr});
        ++buffer;
    }
    current_->phase = Phase::Launched;
    current_->launchedAt = state_.now;
    slot.device->submit(std::move(out));
}

bool Prober::completed(const Completion& done)
{
    if ((done.id.value & kOwn) == 0)
        return false;
    if (current_ && current_->launch == done.id)
        settle(done);
    return true;
}

void Prober::settle(const Completion& done)
{
    // Other work ran beside it: even a figure would not be one of the operator alone.
    if (current_->givenUp)
        return putBack();
    if (done.error)
        return failed(*done.error);
    current_->prepare += done.prepare;
    if (!std::exchange(current_->warm, true)) {
        warm_ = current_->wanted;
        return launch(); // the first one woke threads and touched memory for the first time
    }
    const DeviceIndex device = current_->wanted.device;
    state_.predictor.observeProbe(keyOf(current_->wanted), current_->terms, done.run,
                                  current_->prepare);
    const Bytes moved = done.bytesIn + done.bytesOut;
    if (done.transfer.count() > 0 && moved.count > 0)
        state_.predictor.observeTransfer(device, moved, done.transfer);
    state_.saveLearned();
    journal(current_->wanted.tries + 1, done.run);
    report("measured", std::to_string(done.run.count()) + " s");
    end();
}

void Prober::failed(const LaunchError& error)
{
    report("failed", error.message);
    // Larger ones would fail as well; the roofline stays what is known.
    std::erase_if(wanted_, [&](const WantedProbe& w) { return sameLine(w, current_->wanted); });
    end();
}

void Prober::giveUp()
{
    if (!current_ || std::exchange(current_->givenUp, true))
        return;
    if (current_->phase == Phase::Filling)
        return putBack();
    if (current_->phase == Phase::Launched)
        state_.devices[current_->wanted.device.value].device->cancel(current_->launch);
}

/// To be measured another time, as if it had not been begun.
void Prober::putBack()
{
    if (current_->phase != Phase::Filling)
        journal(current_->wanted.tries, std::nullopt);
    wanted_.push_front(current_->wanted);
    warm_.reset(); // other work has been in the caches since
    end();
}

void Prober::stop()
{
    wanted_.clear();
    if (current_ && current_->phase != Phase::Filling)
        journal(current_->wanted.tries, std::nullopt);
    if (current_ && current_->phase == Phase::Launched)
        state_.devices[current_->wanted.device.value].device->cancel(current_->launch);
    current_.reset();
}

void Prober::journal(std::uint32_t tries, std::optional<Seconds> run, std::function<void()> then)
{
    const WantedProbe& wanted = current_->wanted;
    PastProbe row;
    row.run.operation = wanted.op->name;
    row.run.device = fingerprintOf(state_.devices[wanted.device.value].device->info());
    row.run.dtype = caseOf(wanted).inputs.front().spec.dtype;
    row.run.terms = current_->terms;
    row.run.run = run.value_or(Seconds(0));
    row.run.prepare = current_->prepare;
    row.size = wanted.size;
    row.tries = tries;
    row.measured = run.has_value();
    state_.journal.add({history::Record(std::move(row))}, false, std::move(then));
}

void Prober::report(const std::string& what, const std::string& detail) const
{
    LogLine line;
    line.room = "engine";
    line.message = "probe " + what;
    line.fields["operation"] = current_->wanted.op->name;
    line.fields["device"] = state_.devices[current_->wanted.device.value].device->info().id;
    line.fields["size"] = std::to_string(current_->wanted.size);
    line.fields["detail"] = detail;
    log(line);
}

void Prober::end()
{
    const DeviceSlot& slot = state_.devices[current_->wanted.device.value];
    if (current_->phase != Phase::Filling && !slot.device->info().sharesHostMemory) {
        Launch empty;
        empty.id = LaunchId(kOwn | ++launches_);
        const std::size_t buffers = current_->blocks.size() + current_->outputs.size();
        for (std::size_t b = 0; b < buffers; ++b)
            empty.release.emplace_back(kOwnBuffers + b);
        slot.device->submit(std::move(empty));
    }
    hold(*current_, false);
    current_.reset();
    quietSince_ = std::max(quietSince_, state_.now - kQuietFor + kBetween);
    tell();
}

} // namespace xpu
