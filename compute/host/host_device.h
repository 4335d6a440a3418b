#pragma once

#include "compute/host/block_meter.h"
#include "compute/host/launch_queue.h"
#include "core/device/device.h"

#include <thread>
#include <vector>

namespace xpu::host {

/// The device of host operators: reads and writes files on two threads, so that one slow disk
/// access does not hold up the next.
class HostDevice final : public Device {
public:
    HostDevice();
    ~HostDevice() override;
    HostDevice(const HostDevice&) = delete;
    HostDevice& operator=(const HostDevice&) = delete;

    const DeviceInfo& info() const override { return info_; }
    std::string whyNot(const OperatorInfo& op, std::span<const PortSpec> inputs,
                       const Params& params) const override;
    void start(CompletionSink sink) override;
    void submit(Launch launch) override { queue_.push(std::move(launch)); }
    void cancel(LaunchId id) override { queue_.cancel(id); }
    DeviceUsage usage() const override { return meter_.usage(); }
    void setThreadBudget(int) override {}

private:
    void serve();
    Completion run(const LaunchQueue::Entry& entry);

    DeviceInfo info_;
    CompletionSink sink_;
    LaunchQueue queue_;
    BlockMeter meter_;
    std::vector<std::thread> threads_;
};

} // namespace xpu::host
