#include "compute/telemetry/sources.h"

#include <algorithm>
#include <map>

namespace xpu::telemetry {
namespace {

/// Turns a device's growing busy time into the busy share of each interval.
class BusyShare {
public:
    /// 0..1; nullopt at the first call and when no time passed.
    std::optional<double> next(Seconds busy, Seconds now)
    {
        const bool first = !known_;
        const Seconds passed = now - at_;
        const Seconds worked = busy - busy_;
        known_ = true;
        at_ = now;
        busy_ = busy;
        if (first || passed <= Seconds{0})
            return std::nullopt;
        return std::clamp(worked / passed, 0.0, 1.0);
    }

private:
    bool known_ = false;
    Seconds busy_{0};
    Seconds at_{0};
};

std::string shownName(const DeviceInfo& info)
{
    return info.friendlyName.empty() ? info.id : info.friendlyName;
}

class DeviceSource final : public TelemetrySource {
public:
    explicit DeviceSource(std::vector<const Device*> devices)
        : devices_(std::move(devices)), busy_(devices_.size())
    {}
    std::vector<SensorInfo> sensors() override
    {
        std::vector<SensorInfo> all;
        for (const Device* device : devices_) {
            const DeviceInfo& info = device->info();
            const auto memory = static_cast<double>(info.memory.count);
            const auto add = [&all, &info](const char* what, const char* words, Unit unit,
                                           double max) {
                all.push_back({.id = "dev." + info.id + "." + what,
                               .name = shownName(info) + ": " + words,
                               .device = info.id,
                               .unit = unit,
                               .source = "own work",
                               .max = max});
            };
            add("busy", "utilization", Unit::Percent, 100);
            add("used", "memory", Unit::Bytes, memory);
            add("peak", "peak memory", Unit::Bytes, memory);
        }
        return all;
    }
    void read(Seconds now, std::vector<Sample>& out) override
    {
        for (std::size_t i = 0; i < devices_.size(); ++i) {
            const DeviceUsage usage = devices_[i]->usage();
            const std::optional<double> share = busy_[i].next(usage.busy, now);
            out.push_back(share ? Sample{100 * *share, Quality::Measured} : Sample{});
            out.push_back({static_cast<double>(usage.used.count), Quality::Measured});
            out.push_back({static_cast<double>(usage.peak.count), Quality::Measured});
        }
    }

private:
    std::vector<const Device*> devices_;
    std::vector<BusyShare> busy_;
};

class ModelledPowerSource final : public TelemetrySource {
public:
    ModelledPowerSource(std::vector<const Device*> devices, CpuShare cpuShare)
        : devices_(std::move(devices)), cpuShare_(std::move(cpuShare))
    {
        std::erase_if(devices_,
                      [](const Device* d) { return d->info().maxPower <= d->info().idlePower; });
        busy_.resize(devices_.size());
    }
    std::vector<SensorInfo> sensors() override
    {
        std::vector<SensorInfo> all;
        for (const Device* device : devices_)
            all.push_back({.id = "dev." + device->info().id + ".power",
                           .name = shownName(device->info()) + ": power (modelled)",
                           .device = device->info().id,
                           .unit = Unit::Watt,
                           .source = "model",
                           .max = device->info().maxPower.value});
        return all;
    }
    void read(Seconds now, std::vector<Sample>& out) override
    {
        for (std::size_t i = 0; i < devices_.size(); ++i) {
            const DeviceInfo& info = devices_[i]->info();
            const std::optional<double> own = busy_[i].next(devices_[i]->usage().busy, now);
            // Whatever runs on the processor draws power, not our own work alone.
            const std::optional<double> share =
                info.driver == "cpu" && cpuShare_ ? cpuShare_() : own;
            if (!share) {
                out.push_back({});
                continue;
            }
            const Watts power = info.idlePower + (info.maxPower - info.idlePower) * *share;
            out.push_back({power.value, Quality::Modelled});
        }
    }

private:
    std::vector<const Device*> devices_;
    std::vector<BusyShare> busy_;
    CpuShare cpuShare_;
};

} // namespace

SourcePtr makeDeviceSource(std::vector<const Device*> devices)
{
    return std::make_unique<DeviceSource>(std::move(devices));
}

SourcePtr makeModelledPowerSource(std::vector<const Device*> devices, CpuShare cpuShare)
{
    return std::make_unique<ModelledPowerSource>(std::move(devices), std::move(cpuShare));
}

} // namespace xpu::telemetry
