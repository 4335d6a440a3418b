#include "compute/vulkan/vulkan_driver.h"

#include "compute/launch/self_test.h"
#include "compute/vulkan/own_kernels.h"

#include <utility>

namespace xpu::vulkan {

VulkanDriver::VulkanDriver(std::shared_ptr<const Instance> instance, VkPhysicalDevice physical,
                           Traits traits, Options options)
    : instance_(std::move(instance)),
      physical_(physical),
      traits_(std::move(traits)),
      options_(std::move(options))
{}

PlanResult VulkanDriver::planFor(const OperatorInfo& op, std::span<const PortSpec> inputs,
                                 std::span<const TensorSpec> outputs, const Params& params) const
{
    const Planner planner = plannerFor(op.name);
    if (planner == nullptr)
        return tl::unexpected(noKernel(op));
    if (std::string reason = launch::rangeReason(inputs, op, outputs, traits_.maxRange);
        !reason.empty())
        return tl::unexpected(std::move(reason));
    auto plan = planner({inputs, outputs, params, traits_});
    if (!plan)
        return plan;
    if (std::string reason = launch::rangeReason(*plan, traits_.maxRange); !reason.empty())
        return tl::unexpected(std::move(reason));
    return plan;
}

std::string VulkanDriver::noKernel(const OperatorInfo& op) const
{
    return plannerFor(op.name) != nullptr ? std::string()
                                          : "there is no Vulkan kernel for " + op.name;
}

Result<std::unique_ptr<launch::Executor>> VulkanDriver::open(Bytes memory)
{
    auto machine = VulkanMachine::open(instance_, physical_, traits_, options_);
    if (!machine)
        return tl::unexpected(machine.error());
    return std::make_unique<launch::Executor>(std::move(*machine), memory, traits_.alignment);
}

Result<void> VulkanDriver::selfTest(launch::Executor& executor)
{
    const Plan plan{{testDispatch(traits_)}, {}, {}};
    return launch::selfTest(executor, plan, traits_.tuning.lineGroup, options_.failSelfTest);
}

Result<launch::Rates> VulkanDriver::measureRates(launch::Executor& executor)
{
    // Enough work to hide the submission, little enough to last some ms on a slow device.
    const std::uint32_t trips = traits_.isSoftware() ? 256 : 2048;
    launch::RateProbes probes;
    probes.items = traits_.isSoftware() ? 4096 : 1U << 18;
    probes.operations = 64.0 * trips * probes.items; // 8 vec4 multiply-adds a trip
    probes.flops.dispatches.push_back(flopsDispatch(traits_, probes.items, trips));
    probes.vectors = traits_.isSoftware() ? 1U << 18 : 1U << 21;
    probes.copy.dispatches.push_back(copyDispatch(traits_, probes.vectors));
    return launch::measureRates(executor, probes);
}

} // namespace xpu::vulkan
