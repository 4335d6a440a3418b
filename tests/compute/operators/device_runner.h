#pragma once

#include "core/device/device.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace xpu::tests {

/// A named input with its data.
struct Value {
    std::string port;
    TensorSpec spec;
    std::shared_ptr<const HostBlock> data;
};

/// Starts a device and runs single launches to their end.
class DeviceRunner {
public:
    explicit DeviceRunner(Device& device);

    /// Submits and waits; outputs come to the host on any device, in the operator's order.
    Completion run(const OperatorInfo& op, const std::vector<Value>& inputs,
                   const std::vector<TensorSpec>& outputs, const Params& params);
    LaunchId submit(Launch launch);
    Completion wait(LaunchId id);
    Device& device() { return device_; }

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::map<std::uint64_t, Completion> completed_;
    std::uint64_t next_ = 1;
    Device& device_;
};

} // namespace xpu::tests
