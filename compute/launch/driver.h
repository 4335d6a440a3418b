#pragma once

#include "compute/launch/executor.h"

#include <functional>
#include <memory>
#include <span>

namespace xpu::launch {

/// Rates measured with short probes, for the roofline.
struct Rates {
    double flops = 0;     ///< f32, multiply and add counted apart
    double bandwidth = 0; ///< bytes/s, reads and writes together
};

/// What a LaunchDevice asks of the driver of one device.
class Driver {
public:
    virtual ~Driver() = default;

    /// The plan of a built-in operator on this device, or the sentence why there is none. Pure, so
    /// that what `whyNot` promises is what runs. Thread-safe.
    virtual PlanResult planFor(const OperatorInfo& op, std::span<const PortSpec> inputs,
                               std::span<const TensorSpec> outputs, const Params& params) const = 0;
    /// The sentence why there is no kernel for an operator at all; empty when there is.
    virtual std::string noKernel(const OperatorInfo& op) const = 0;

    // The rest is called on the device's own thread.

    /// @param memory  what the values may take together
    virtual Result<std::unique_ptr<Executor>> open(Bytes memory) = 0;
    /// Errc::DeviceFailed tells the first wrong element.
    virtual Result<void> selfTest(Executor& executor) = 0;
    /// Takes a few ms after the driver has compiled the kernels it needs.
    virtual Result<Rates> measureRates(Executor& executor) = 0;
    /// Called whenever nothing is to be done, for what is better learnt then than while somebody
    /// waits; ends soon once `wanted` says so.
    /// @return whether plans may come out otherwise from now on
    virtual bool useIdleTime(Executor& /*executor*/, const std::function<bool()>& /*wanted*/)
    {
        return false;
    }
};

} // namespace xpu::launch
