#include "app/assembly/machine.h"
#include "app/control_center/bench_mode.h"
#include "compute/telemetry/sources.h"
#include "core/base/clock.h"
#include "core/telemetry/frame_maker.h"
#include "core/telemetry/sampler.h"

#include <thread>

namespace xpu::control_center {
namespace {

constexpr int kRead = 20;      // frames read from the machine, then repeated
constexpr int kLongerBy = 300; // frames for the time before and after the measurement

/// The sensors that the running program has, of devices that do nothing.
std::vector<FramePtr> readMachine()
{
    const assembly::Machine machine = assembly::probeMachine({});
    telemetry::SourceParts parts;
    for (const auto& device : machine.devices)
        parts.devices.push_back(device.get());
    parts.latencies = [] { return std::make_shared<const LatencyWindow>(); };
    FrameMaker maker(telemetry::makeSources(parts));
    const SystemClock clock;
    std::vector<FramePtr> frames;
    for (int i = 0; i < kRead; ++i) {
        frames.push_back(maker.make(clock.now(), clock.utcMicros()));
        std::this_thread::sleep_for(kWatchedPeriod);
    }
    return frames;
}

} // namespace

ui::EngineDoor memoryDoor(std::chrono::seconds length)
{
    const std::vector<FramePtr> read = readMachine();
    const auto frames = std::make_shared<std::vector<FramePtr>>();
    const double count = std::chrono::duration<double>(length) / kWatchedPeriod + kLongerBy;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        auto frame = std::make_shared<TelemetryFrame>(*read[i % read.size()]);
        frame->at = static_cast<double>(i + 1) * kWatchedPeriod;
        frames->push_back(std::move(frame));
    }
    ui::EngineDoor door;
    door.snapshot = [] { return std::make_shared<const Snapshot>(); };
    door.takeFrames = [frames, next = std::size_t{0}]() mutable {
        return next < frames->size() ? std::vector<FramePtr>{(*frames)[next++]}
                                     : std::vector<FramePtr>{};
    };
    return door;
}

} // namespace xpu::control_center
