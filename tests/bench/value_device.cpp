#include "tests/bench/value_device.h"

#include "core/base/named_thread.h"

namespace xpu::bench {

ValueDevice::ValueDevice(std::vector<tests::Value> values) : values_(std::move(values))
{
    info_.id = "values";
    info_.driver = "bench";
    info_.kind = DeviceClass::Npu;
    info_.memory = 1_GiB;
    info_.peakFlops = 1e9;
    info_.peakBandwidth = 1e9;
}

ValueDevice::~ValueDevice()
{
    stop_ = true;
    launches_.post(Launch{});
    if (thread_.joinable())
        thread_.join();
}

void ValueDevice::start(CompletionSink sink)
{
    sink_ = std::move(sink);
    thread_ = namedThread("bench values", [this] { work(); });
}

void ValueDevice::work()
{
    while (!stop_)
        for (const Launch& launch : launches_.waitAndTake(Seconds(1)))
            if (launch.id.valid())
                sink_.completed(run(launch));
}

Completion ValueDevice::run(const Launch& launch)
{
    Completion done;
    done.id = launch.id;
    const auto* work = std::get_if<OperatorWork>(launch.work.get());
    if (work == nullptr)
        return done;
    if (work->op->name == kEnd)
        ended_ = std::chrono::steady_clock::now();
    if (work->op->name == kBegin)
        began_ = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < launch.outputs.size(); ++i)
        done.produced.emplace_back(launch.outputs[i].buffer, values_[i].data);
    return done;
}

} // namespace xpu::bench
