#pragma once

#include "compute/host/block_meter.h"
#include "compute/host/launch_queue.h"
#include "core/device/device.h"

#include <atomic>
#include <thread>

namespace xpu::cpu {

/// All cores of this machine as one device with a thread budget. Takes any number of launches and
/// runs one at a time, each in slices that obey the budget in force when they begin.
class CpuDevice final : public Device {
public:
    explicit CpuDevice(DeviceInfo info);
    ~CpuDevice() override;
    CpuDevice(const CpuDevice&) = delete;
    CpuDevice& operator=(const CpuDevice&) = delete;

    const DeviceInfo& info() const override { return info_; }
    std::string whyNot(const OperatorInfo& op, std::span<const PortSpec> inputs,
                       const Params& params) const override;
    void start(CompletionSink sink) override;
    void submit(Launch launch) override { queue_.push(std::move(launch)); }
    /// A running launch ends with Errc::Cancelled after its slice.
    void cancel(LaunchId id) override { queue_.cancel(id); }
    DeviceUsage usage() const override { return meter_.usage(); }
    void setThreadBudget(int threads) override;

private:
    void serve();
    Completion run(const LaunchQueue::Entry& entry);
    Completion runKernel(const Launch& launch, const std::atomic<bool>& cancelled);

    DeviceInfo info_;
    std::atomic<int> budget_;
    CompletionSink sink_;
    LaunchQueue queue_;
    BlockMeter meter_;
    std::thread worker_;
};

} // namespace xpu::cpu
