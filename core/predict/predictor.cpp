#include "core/predict/predictor.h"

#include "core/predict/fingerprint.h"
#include "core/predict/roofline.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace xpu {
namespace {

/// Compiling for a device with its own memory, before anything is known of it.
constexpr Seconds kGuessPrepare{0.03};

/// A row made durable, before any was: the same disk as for files.
constexpr double kGuessCommit = 6e-3;
constexpr double kLongestCommit = 0.5; ///< counted; a disk that stood still says little
constexpr double kGuessHandover = 50e-6;
constexpr double kLongestHandover = 0.05;

// Lines that no operator has: what is learned beside launches is stored as theirs.
const std::string kCopy = ":copy";
const std::string kCommit = ":commit";
const std::string kHandover = ":handover";

bool isDuration(Seconds t) { return std::isfinite(t.count()) && t.count() >= 0; }

/// Energy above idle at full use; commands and host operators are taken to use one thread.
Joules modelledEnergy(const DeviceInfo& device, Seconds run)
{
    const bool oneThread = device.driver == "sandbox" || device.kind == DeviceClass::Host;
    const double share = oneThread ? 1.0 / std::max(1, device.threads) : 1.0;
    const Watts aboveIdle = std::max(device.maxPower - device.idlePower, Watts(0));
    return aboveIdle * share * run;
}

} // namespace

std::size_t Predictor::KeyHash::operator()(const CostKey& k) const noexcept
{
    const std::uint64_t packed = (std::uint64_t{k.operation} << 24)
                                 | (std::uint64_t{k.device.value} << 8)
                                 | static_cast<std::uint64_t>(k.dtype);
    return std::hash<std::uint64_t>{}(packed * 0x9e3779b97f4a7c15ULL);
}

Predictor::Predictor(std::vector<DeviceInfo> devices)
    : devices_(std::move(devices)),
      handovers_(devices_.size(), RecentMean(kGuessHandover, kLongestHandover)),
      commits_(kGuessCommit, kLongestCommit)
{
    for (const DeviceInfo& d : devices_) {
        transfers_.emplace_back(d.sharesHostMemory);
        fingerprints_.push_back(fingerprintOf(d));
    }
}

std::uint32_t Predictor::operationOf(const std::string& name)
{
    const auto [at, isNew] =
        operations_.try_emplace(name, static_cast<std::uint32_t>(operations_.size()));
    if (isNew)
        names_.push_back(&at->first);
    return at->second;
}

const DeviceInfo* Predictor::find(DeviceIndex device) const
{
    return device.value < devices_.size() ? &devices_[device.value] : nullptr;
}

Predictor::Line& Predictor::lineOf(const CostKey& key) { return lines_[key]; }

std::optional<DeviceIndex> Predictor::deviceOf(const std::string& fingerprint) const
{
    const auto at = std::find(fingerprints_.begin(), fingerprints_.end(), fingerprint);
    if (at == fingerprints_.end())
        return std::nullopt;
    return DeviceIndex(static_cast<std::uint16_t>(at - fingerprints_.begin()));
}

Estimate Predictor::estimate(const CostKey& key, const CostTerms& terms) const
{
    static const Line kUnseen;
    const DeviceInfo* device = find(key.device);
    if (device == nullptr)
        return {};
    const auto found = lines_.find(key);
    const Line& line = found == lines_.end() ? kUnseen : found->second;

    Estimate out;
    const auto forecast = !hasWork(terms) ? line.kernel.fromHistory()
                          : device->kind == DeviceClass::Host
                              ? line.file.forecast(filePrior(*device, terms), terms.bytes)
                              : line.kernel.fromRoofline(roofline(*device, key.dtype, terms));
    out.prepare =
        line.kernel.prepare().value_or(device->sharesHostMemory ? Seconds(0) : kGuessPrepare);
    if (!forecast)
        return out;
    out.run = forecast->run;
    out.lo = forecast->lo;
    out.hi = forecast->hi;
    out.mean = forecast->mean;
    out.samples = forecast->samples;
    out.known = true;
    out.energy = modelledEnergy(*device, out.run);
    return out;
}

Seconds Predictor::transferTime(DeviceIndex device, Bytes size) const
{
    return find(device) == nullptr ? Seconds(0) : transfers_[device.value].time(size);
}

Seconds Predictor::transferLatency(DeviceIndex device) const
{
    return find(device) == nullptr ? Seconds(0) : transfers_[device.value].latency();
}

double Predictor::transferSecondsPerByte(DeviceIndex device) const
{
    return find(device) == nullptr ? 0 : transfers_[device.value].secondsPerByte();
}

Seconds Predictor::commitTime() const { return Seconds(commits_.mean()); }

Seconds Predictor::handover(DeviceIndex device) const
{
    return Seconds(find(device) == nullptr ? 0 : handovers_[device.value].mean());
}

void Predictor::learn(Line& line, const DeviceInfo& device, DType dtype, const FreshRuns::Run& past)
{
    const bool work = hasWork(past.terms);
    if (work && device.kind == DeviceClass::Host)
        line.file.observe(past.terms.bytes, past.run);
    line.kernel.observe(work ? std::optional(roofline(device, dtype, past.terms)) : std::nullopt,
                        past.run);
}

void Predictor::remember(const CostKey& key, const FreshRuns::Run& past)
{
    lineOf(key).fresh.add(past);
    fresh_ = true;
}

Predictor::Line* Predictor::teach(const CostKey& key, const FreshRuns::Run& run)
{
    const DeviceInfo* device = find(key.device);
    if (device == nullptr || !isDuration(run.run))
        return nullptr;
    Line& line = lineOf(key);
    learn(line, *device, key.dtype, run);
    if (isDuration(run.prepare))
        line.kernel.observePrepare(run.prepare);
    return &line;
}

void Predictor::observe(const CostKey& key, const CostTerms& terms, Seconds run, Seconds prepare)
{
    Line* line = teach(key, {terms, run, prepare});
    if (line == nullptr)
        return;
    line->fresh.add({terms, run, prepare});
    fresh_ = true;
}

void Predictor::observeProbe(const CostKey& key, const CostTerms& terms, Seconds run,
                             Seconds prepare)
{
    teach(key, {terms, run, prepare});
}

void Predictor::observeTransfer(DeviceIndex device, Bytes size, Seconds took)
{
    const DeviceInfo* info = find(device);
    if (info == nullptr || info->sharesHostMemory || !isDuration(took))
        return;
    transfers_[device.value].observe(size, took);
    const CostTerms moved{0, static_cast<double>(size.count), {}};
    remember({operationOf(kCopy), device, DType::U8}, {moved, took, {}});
}

void Predictor::observeCommit(Seconds took)
{
    if (!isDuration(took))
        return;
    commits_.add(took.count());
    remember({operationOf(kCommit), {}, DType::U8}, {{}, took, {}});
}

void Predictor::observeHandover(DeviceIndex device, Seconds took)
{
    if (find(device) == nullptr || !isDuration(took))
        return;
    handovers_[device.value].add(took.count());
    remember({operationOf(kHandover), device, DType::U8}, {{}, took, {}});
}

void Predictor::replay(std::span<const PastRun> runs)
{
    for (const PastRun& past : runs)
        if (isDuration(past.run))
            replay(past);
}

void Predictor::replay(const PastRun& past)
{
    if (past.operation == kCommit)
        return commits_.add(past.run.count());
    const auto device = deviceOf(past.device);
    if (!device)
        return;
    if (past.operation == kCopy)
        return transfers_[device->value].observe(
            Bytes(static_cast<std::uint64_t>(std::max(0.0, past.terms.bytes))), past.run);
    if (past.operation == kHandover)
        return handovers_[device->value].add(past.run.count());
    Line& line = lineOf({operationOf(past.operation), *device, past.dtype});
    learn(line, devices_[device->value], past.dtype, {past.terms, past.run, past.prepare});
    if (isDuration(past.prepare))
        line.kernel.replayPrepare(past.prepare);
}

std::vector<PastRun> Predictor::takeFresh()
{
    std::vector<PastRun> all;
    if (!std::exchange(fresh_, false))
        return all;
    for (auto& [key, line] : lines_)
        for (const FreshRuns::Run& run : line.fresh.take())
            all.push_back({*names_[key.operation],
                           find(key.device) != nullptr ? fingerprints_[key.device.value] : "",
                           key.dtype, run.terms, run.run, run.prepare});
    return all;
}

} // namespace xpu
