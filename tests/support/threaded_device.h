#pragma once

#include "core/base/mailbox.h"
#include "tests/support/fake_device.h"

#include <optional>
#include <thread>

namespace xpu::test {

/// A FakeDevice that finishes its launches by itself, on a thread of its own as real devices do.
class ThreadedDevice final : public Device {
public:
    explicit ThreadedDevice(DeviceInfo info) : fake_(std::move(info)) {}
    ~ThreadedDevice() override
    {
        launches_.post(std::nullopt);
        if (thread_.joinable())
            thread_.join();
    }
    ThreadedDevice(const ThreadedDevice&) = delete;
    ThreadedDevice& operator=(const ThreadedDevice&) = delete;

    const DeviceInfo& info() const override { return fake_.info(); }
    std::string whyNot(const OperatorInfo& op, std::span<const PortSpec> inputs,
                       const Params& params) const override
    {
        return fake_.whyNot(op, inputs, params);
    }
    void start(CompletionSink sink) override
    {
        fake_.start(std::move(sink));
        thread_ = std::thread([this] { work(); });
    }
    void submit(Launch launch) override { launches_.post(std::move(launch)); }
    void cancel(LaunchId) override {}
    DeviceUsage usage() const override { return {}; }
    void setThreadBudget(int) override {}

private:
    void work()
    {
        for (;;)
            for (std::optional<Launch>& launch : launches_.waitAndTake(Seconds(60))) {
                if (!launch)
                    return;
                fake_.submit(std::move(*launch));
                while (!fake_.waiting.empty())
                    fake_.finish(0);
            }
    }

    FakeDevice fake_; ///< once started, its thread only
    Mailbox<std::optional<Launch>> launches_;
    std::thread thread_;
};

} // namespace xpu::test
