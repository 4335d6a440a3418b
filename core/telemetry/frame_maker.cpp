#include "core/telemetry/frame_maker.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace xpu {
namespace {

constexpr Sample kGap{std::numeric_limits<double>::quiet_NaN(), Quality::Unavailable};

bool sameSensors(const std::vector<SensorInfo>& a, const std::vector<SensorInfo>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const SensorInfo& x, const SensorInfo& y) {
                          return x.id == y.id && x.name == y.name && x.max == y.max;
                      });
}

} // namespace

FrameMaker::FrameMaker(std::vector<std::unique_ptr<TelemetrySource>> sources)
{
    for (auto& source : sources)
        slots_.push_back({std::move(source), {}, {}, {}});
}

void FrameMaker::rescan()
{
    std::vector<SensorInfo> all;
    for (Slot& slot : slots_) {
        std::vector<SensorInfo> now = slot.source->sensors();
        if (!sameSensors(now, slot.sensors)) {
            slot.sensors = std::move(now);
            slot.samples.clear();
            slot.readAt.reset();
        }
        all.insert(all.end(), slot.sensors.begin(), slot.sensors.end());
    }
    if (!sensors_ || !sameSensors(all, *sensors_))
        sensors_ = std::make_shared<const std::vector<SensorInfo>>(std::move(all));
}

void FrameMaker::refresh(Slot& slot, Seconds now)
{
    const Seconds period = slot.source->period();
    // A tick that comes a little early must not cost a slow source a whole period.
    if (slot.readAt && now - *slot.readAt < 0.9 * period)
        return;
    slot.samples.clear();
    slot.source->read(now, slot.samples);
    slot.samples.resize(slot.sensors.size(), kGap);
    for (Sample& s : slot.samples)
        if (s.quality == Quality::Unavailable || !std::isfinite(s.value))
            s = kGap;
    slot.readAt = now;
}

FramePtr FrameMaker::make(Seconds now, std::int64_t utcMicros)
{
    if (!sensors_)
        rescan();
    auto frame = std::make_shared<TelemetryFrame>();
    frame->at = now;
    frame->utcMicros = utcMicros;
    frame->sensors = sensors_;
    frame->samples.reserve(sensors_->size());
    for (Slot& slot : slots_) {
        refresh(slot, now);
        frame->samples.insert(frame->samples.end(), slot.samples.begin(), slot.samples.end());
    }
    return frame;
}

} // namespace xpu
