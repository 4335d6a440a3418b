#include "core/predict/predictor.h"

#include "core/predict/roofline.h"

#include <algorithm>
#include <cmath>

namespace xpu {
namespace {

/// Compiling for a device with its own memory, before anything is known of it.
constexpr Seconds kGuessPrepare{0.03};

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

Predictor::Predictor(std::vector<DeviceInfo> devices) : devices_(std::move(devices))
{
    for (const DeviceInfo& d : devices_)
        transfers_.emplace_back(d.sharesHostMemory);
}

std::uint32_t Predictor::operationOf(const std::string& name)
{
    return operations_.try_emplace(name, static_cast<std::uint32_t>(operations_.size()))
        .first->second;
}

const DeviceInfo* Predictor::find(DeviceIndex device) const
{
    return device.value < devices_.size() ? &devices_[device.value] : nullptr;
}

CostLine& Predictor::lineOf(const CostKey& key) { return lines_[key]; }

Estimate Predictor::estimate(const CostKey& key, const CostTerms& terms) const
{
    static const CostLine kUnseen;
    const DeviceInfo* device = find(key.device);
    if (device == nullptr)
        return {};
    const auto found = lines_.find(key);
    const CostLine& line = found == lines_.end() ? kUnseen : found->second;

    Estimate out;
    const auto forecast = hasWork(terms) ? line.fromRoofline(roofline(*device, key.dtype, terms))
                                         : line.fromHistory();
    out.prepare = line.prepare().value_or(device->sharesHostMemory ? Seconds(0) : kGuessPrepare);
    if (!forecast)
        return out;
    out.run = forecast->run;
    out.lo = forecast->lo;
    out.hi = forecast->hi;
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

void Predictor::observe(const CostKey& key, const CostTerms& terms, Seconds run, Seconds prepare)
{
    const DeviceInfo* device = find(key.device);
    if (device == nullptr || !isDuration(run))
        return;
    CostLine& line = lineOf(key);
    line.observe(hasWork(terms) ? std::optional(roofline(*device, key.dtype, terms)) : std::nullopt,
                 run);
    if (isDuration(prepare))
        line.observePrepare(prepare);
}

void Predictor::observeTransfer(DeviceIndex device, Bytes size, Seconds took)
{
    if (find(device) != nullptr)
        transfers_[device.value].observe(size, took);
}

void Predictor::replay(std::span<const PastRun> runs)
{
    for (const PastRun& past : runs) {
        const auto device = std::find_if(devices_.begin(), devices_.end(),
                                         [&](const DeviceInfo& d) { return d.id == past.device; });
        if (device == devices_.end() || !isDuration(past.run))
            continue;
        const auto index = static_cast<std::uint16_t>(device - devices_.begin());
        CostLine& line = lineOf({operationOf(past.operation), DeviceIndex(index), past.dtype});
        line.observe(hasWork(past.terms) ? std::optional(roofline(*device, past.dtype, past.terms))
                                         : std::nullopt,
                     past.run);
        if (isDuration(past.prepare))
            line.replayPrepare(past.prepare);
    }
}

} // namespace xpu
