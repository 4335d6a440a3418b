#pragma once

#include "compute/launch/driver.h"
#include "compute/vulkan/tuner.h"
#include "compute/vulkan/vulkan_machine.h"

#include <atomic>

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
    /// Tries the sizes of the tuning table, once per device and driver; what came of it is kept
    /// beside the compiled kernels. Without a folder for these nothing is tried.
    bool useIdleTime(launch::Executor& executor, const std::function<bool()>& wanted) override;

private:
    const std::shared_ptr<const Instance> instance_;
    const VkPhysicalDevice physical_;
    const Traits traits_;
    const Options options_;
    Traits tuned_; ///< traits_ with the tuning that was measured
    std::atomic<const Traits*> inForce_ = &traits_;
};

/// The kernels of the self-test and of the rates, as a device is given them; for checks of the
/// compiled code.
std::vector<Dispatch> ownDispatches(const Traits& traits);

} // namespace xpu::vulkan
