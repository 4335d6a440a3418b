#include "tests/bench/empty_device.h"

#include "core/base/named_thread.h"

#include <chrono>

namespace xpu::bench {
namespace {

constexpr auto kSpin = std::chrono::microseconds(50); // as the drivers do inside an active graph

} // namespace

EmptyDevice::EmptyDevice(std::string id)
{
    info_.id = std::move(id);
    info_.driver = "bench";
    info_.kind = DeviceClass::Cpu;
    info_.memory = 1_GiB;
    info_.peakFlops = 1e9;
    info_.peakBandwidth = 1e9;
}

EmptyDevice::~EmptyDevice()
{
    stop_ = true;
    launches_.post(Launch{});
    if (thread_.joinable())
        thread_.join();
}

void EmptyDevice::start(CompletionSink sink)
{
    sink_ = std::move(sink);
    thread_ = namedThread("bench device", [this] { work(); });
}

void EmptyDevice::work()
{
    auto quietSince = std::chrono::steady_clock::now();
    while (!stop_) {
        const bool spin = std::chrono::steady_clock::now() - quietSince < kSpin;
        const auto batch = spin ? launches_.take() : launches_.waitAndTake(Seconds(1));
        if (batch.empty())
            continue;
        for (const Launch& launch : batch) {
            if (!launch.id.valid())
                continue;
            Completion done;
            done.id = launch.id;
            sink_.completed(std::move(done));
            completed_.fetch_add(1, std::memory_order_release);
        }
        quietSince = std::chrono::steady_clock::now();
    }
}

} // namespace xpu::bench
