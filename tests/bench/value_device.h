#pragma once

#include "core/base/mailbox.h"
#include "core/device/device.h"
#include "tests/compute/operators/device_runner.h"

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace xpu::bench {

/// Name of the operator that hands out the values.
inline constexpr const char* kValues = "values";
/// Names of the operators that note the time.
inline constexpr const char* kBegin = "begin";
inline constexpr const char* kEnd = "end";

/// A device that has some values in memory, as if a file had just been read, and notes the time
/// before and after what is made of them.
class ValueDevice final : public Device {
public:
    explicit ValueDevice(std::vector<tests::Value> values);
    ~ValueDevice() override;

    const DeviceInfo& info() const override { return info_; }
    std::string whyNot(const OperatorInfo& op, std::span<const PortSpec>,
                       const Params&) const override
    {
        return op.name == kValues || op.name == kBegin || op.name == kEnd ? ""
                                                                          : "it only has values";
    }
    void start(CompletionSink sink) override;
    void submit(Launch launch) override { launches_.post(std::move(launch)); }
    void cancel(LaunchId) override {}
    DeviceUsage usage() const override { return {}; }
    void setThreadBudget(int) override {}

    /// Seconds between the two; to be asked once the task has ended, after both.
    double between() const { return std::chrono::duration<double>(ended_ - began_).count(); }

private:
    void work();
    Completion run(const Launch& launch);

    DeviceInfo info_;
    std::vector<tests::Value> values_;
    CompletionSink sink_;
    Mailbox<Launch> launches_;
    std::chrono::steady_clock::time_point began_;
    std::chrono::steady_clock::time_point ended_;
    std::atomic<bool> stop_{false};
    std::thread thread_;
};

} // namespace xpu::bench
