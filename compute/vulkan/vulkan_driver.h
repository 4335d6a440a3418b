#pragma once

#include "compute/launch/driver.h"
#include "compute/vulkan/vulkan_machine.h"

namespace xpu::vulkan {

/// One physical device for launch::LaunchDevice.
class VulkanDriver final : public launch::Driver {
public:
    VulkanDriver(std::shared_ptr<const Instance> instance, VkPhysicalDevice physical, Traits traits,
                 Options options);

    PlanResult planFor(const OperatorInfo& op, std::span<const PortSpec> inputs,
                       std::span<const TensorSpec> outputs, const Params& params) const override;
    std::string noKernel(const OperatorInfo& op) const override;
    Result<std::unique_ptr<launch::Executor>> open(Bytes memory) override;
    Result<void> selfTest(launch::Executor& executor) override;
    Result<launch::Rates> measureRates(launch::Executor& executor) override;

private:
    const std::shared_ptr<const Instance> instance_;
    const VkPhysicalDevice physical_;
    const Traits traits_;
    const Options options_;
};

} // namespace xpu::vulkan
