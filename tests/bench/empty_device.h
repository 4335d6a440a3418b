#pragma once

#include "core/base/mailbox.h"
#include "core/device/device.h"

#include <atomic>
#include <string>
#include <thread>

namespace xpu::bench {

/// A device whose launches take no time: what is left is the engine's own cost.
class EmptyDevice final : public Device {
public:
    explicit EmptyDevice(std::string id);
    ~EmptyDevice() override;

    const DeviceInfo& info() const override { return info_; }
    std::string whyNot(const OperatorInfo&, std::span<const PortSpec>, const Params&) const override
    {
        return {};
    }
    void start(CompletionSink sink) override;
    void submit(Launch launch) override { launches_.post(std::move(launch)); }
    void cancel(LaunchId) override {}
    DeviceUsage usage() const override { return {}; }
    void setThreadBudget(int) override {}

    std::size_t completed() const { return completed_.load(std::memory_order_acquire); }

private:
    void work();

    DeviceInfo info_;
    CompletionSink sink_;
    Mailbox<Launch> launches_;
    std::atomic<std::size_t> completed_{0};
    std::atomic<bool> stop_{false};
    std::thread thread_;
};

} // namespace xpu::bench
