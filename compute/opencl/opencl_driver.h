#pragma once

#include "compute/launch/driver.h"
#include "compute/opencl/opencl_machine.h"
#include "compute/opencl/plan.h"

namespace xpu::opencl {

/// One device for launch::LaunchDevice.
class OpenclDriver final : public launch::Driver {
public:
    OpenclDriver(const Api& api, const Found& found, Traits traits, Options options);

    PlanResult planFor(const OperatorInfo& op, std::span<const PortSpec> inputs,
                       std::span<const TensorSpec> outputs, const Params& params) const override;
    std::string noKernel(const OperatorInfo& op) const override;
    Result<std::unique_ptr<launch::Executor>> open(Bytes memory) override;
    Result<void> selfTest(launch::Executor& executor) override;
    Result<launch::Rates> measureRates(launch::Executor& executor) override;

private:
    const Api api_;
    const Found found_;
    const Traits traits_;
    const Options options_;
};

} // namespace xpu::opencl
