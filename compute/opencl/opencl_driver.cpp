#include "compute/opencl/opencl_driver.h"

#include "compute/launch/self_test.h"
#include "compute/opencl/embedded_kernels.h"

#include <algorithm>
#include <utility>

namespace xpu::opencl {

namespace {

Kernel kernelOf(const char* name, std::string_view text)
{
    return {name, {}, {}, withPrelude(text), {}};
}

/// Kernels count elements in 32 bits, and groups of them past the last one.
std::string countReason(std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs)
{
    constexpr std::uint64_t kMost = (std::uint64_t{1} << 32) - (std::uint64_t{1} << 20);
    const auto tooMany = [](const TensorSpec& s) {
        return s.shape.elements().value_or(kMost + 1) > kMost;
    };
    const bool any = std::any_of(outputs.begin(), outputs.end(), tooMany)
                     || std::any_of(inputs.begin(), inputs.end(),
                                    [&](const PortSpec& p) { return tooMany(p.spec); });
    return any ? "an array has more elements than a kernel of this device counts" : "";
}

} // namespace

OpenclDriver::OpenclDriver(const Api& api, const Found& found, Traits traits, Options options)
    : api_(api), found_(found), traits_(std::move(traits)), options_(std::move(options))
{}

PlanResult OpenclDriver::planFor(const OperatorInfo& op, std::span<const PortSpec> inputs,
                                 std::span<const TensorSpec> outputs, const Params& params) const
{
    const Planner planner = plannerFor(op.name);
    if (planner == nullptr)
        return tl::unexpected(noKernel(op));
    if (std::string reason = launch::rangeReason(inputs, op, outputs, traits_.maxRange);
        !reason.empty())
        return tl::unexpected(std::move(reason));
    if (std::string reason = countReason(inputs, outputs); !reason.empty())
        return tl::unexpected(std::move(reason));
    auto plan = planner({inputs, outputs, params, traits_});
    if (!plan)
        return plan;
    if (std::string reason = launch::rangeReason(*plan, traits_.maxRange); !reason.empty())
        return tl::unexpected(std::move(reason));
    return plan;
}

std::string OpenclDriver::noKernel(const OperatorInfo& op) const
{
    return plannerFor(op.name) != nullptr ? std::string()
                                          : "there is no OpenCL kernel for " + op.name;
}

Result<std::unique_ptr<launch::Executor>> OpenclDriver::open(Bytes memory)
{
    auto machine = OpenclMachine::open(api_, found_, traits_, options_);
    if (!machine)
        return tl::unexpected(machine.error());
    return std::make_unique<launch::Executor>(std::move(*machine), memory, traits_.alignment);
}

Result<void> OpenclDriver::selfTest(launch::Executor& executor)
{
    const std::uint32_t group = traits_.tuning.lineGroup;
    const struct {
        std::uint32_t count = launch::kSelfTestCount;
        std::uint32_t salt = launch::kSelfTestSalt;
    } push;
    Dispatch dispatch{.kernel = kernelOf("self_test", kernels::selfTest()),
                      .constants = {group},
                      .buffers = {input(0), output(0)},
                      .push = pushOf(push)};
    spreadOver(dispatch, push.count, group);
    Plan plan;
    plan.dispatches.push_back(std::move(dispatch));
    return launch::selfTest(executor, plan, group, options_.failSelfTest);
}

Result<launch::Rates> OpenclDriver::measureRates(launch::Executor& executor)
{
    // Enough work to hide the launch, little enough to last some ms on a slow device.
    const std::uint32_t trips = traits_.isSoftware() ? 256 : 2048;
    const std::uint32_t group = traits_.tuning.lineGroup;
    launch::RateProbes probes;
    probes.items = traits_.isSoftware() ? 4096 : 1U << 18;
    probes.operations = 64.0 * trips * probes.items; // multiply and add of 32 floats a trip
    Dispatch flops{.kernel = kernelOf("rate_flops", kernels::rateFlops()),
                   .constants = {},
                   .buffers = {output(0)},
                   .push = pushOf(trips)};
    // Few items in a group, so that all processors have some.
    spreadOver(flops, probes.items, std::min(64U, group));
    probes.flops.dispatches.push_back(std::move(flops));
    probes.vectors = traits_.isSoftware() ? 1U << 18 : 1U << 21;
    Dispatch copy{.kernel = kernelOf("rate_bandwidth", kernels::rateBandwidth()),
                  .constants = {},
                  .buffers = {input(0), output(0)},
                  .push = pushOf(probes.vectors)};
    spreadOver(copy, probes.vectors, group);
    probes.copy.dispatches.push_back(std::move(copy));
    return launch::measureRates(executor, probes);
}

} // namespace xpu::opencl
