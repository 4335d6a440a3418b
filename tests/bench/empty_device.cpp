#include "tests/bench/empty_device.h"

#include "core/base/named_thread.h"
#include "core/base/spin.h"

namespace xpu::bench {
EmptyDevice::EmptyDevice(std::string id)
{
    info_.id = std::move(id);
    info_.driver = "bench";
    info_.inOrder = true;
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
    while (!stop_) {
        spinBriefly([this] { return launches_.hasMail(); });
        for (const Launch& launch : launches_.waitAndTake(Seconds(1))) {
            if (!launch.id.valid())
                continue;
            Completion done;
            done.id = launch.id;
            sink_.completed(std::move(done));
            completed_.fetch_add(1, std::memory_order_release);
        }
    }
}

} // namespace xpu::bench
