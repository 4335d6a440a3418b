#include "compute/vulkan/vulkan_driver.h"

#include "compute/launch/self_test.h"
#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

#include <chrono>
#include <utility>

namespace xpu::vulkan {

namespace {

Dispatch testDispatch(const Traits& traits)
{
    const struct {
        std::uint32_t count = launch::kSelfTestCount;
        std::uint32_t salt = launch::kSelfTestSalt;
    } push;
    const std::uint32_t group = traits.tuning.lineGroup;
    return {kernels::selfTest(),
            {group},
            {input(0), output(0)},
            pushOf(push),
            lineGroups(push.count, group, traits),
            static_cast<double>(push.count)};
}

Dispatch flopsDispatch(const Traits& traits, std::uint32_t items, std::uint32_t trips)
{
    const std::uint32_t group = traits.tuning.lineGroup;
    return {kernels::rateFlops(),
            {group},
            {output(0)},
            pushOf(trips),
            lineGroups(items, group, traits),
            0};
}

Dispatch copyDispatch(const Traits& traits, std::uint32_t vectors)
{
    const std::uint32_t group = traits.tuning.lineGroup;
    return {kernels::rateBandwidth(),           {group}, {input(0), output(0)}, pushOf(vectors),
            lineGroups(vectors, group, traits), 0};
}

std::uint32_t copiedVectors(const Traits& traits)
{
    return traits.isSoftware() ? 1U << 18 : 1U << 21;
}

/// A square gemm of `edge` with one tile, whatever the shape asks for. Both inputs are the same.
Result<Seconds> timeOfGemm(launch::Executor& executor, Traits traits, std::size_t tile,
                           std::uint32_t edge)
{
    traits.tuning.gemm.fill(GemmTile(traits.tuning.gemm[tile]));
    const TensorSpec square{DType::F32, {edge, edge}};
    const std::vector<PortSpec> inputs{{"a", square}, {"b", square}};
    const std::vector<TensorSpec> outputs{square};
    const Params params;
    const auto plan = planGemm({inputs, outputs, params, traits});
    if (!plan)
        return fail(Errc::Unsupported, plan.error());
    return launch::timeOf(executor, *plan, edge * edge, 2);
}

Result<Seconds> timeOf(launch::Executor& executor, const Traits& traits, Tuned what)
{
    switch (what) {
    case Tuned::GemmLarge:
        return timeOfGemm(executor, traits, 0, 2048);
    case Tuned::GemmMedium:
        return timeOfGemm(executor, traits, 1, 1024);
    case Tuned::Lines:
        break;
    }
    const std::uint32_t vectors = copiedVectors(traits);
    return launch::timeOf(executor, Plan{{copyDispatch(traits, vectors)}, {}, {}}, vectors * 4, 1);
}

} // namespace

std::vector<Dispatch> ownDispatches(const Traits& traits)
{
    return {testDispatch(traits), flopsDispatch(traits, 1, 1), copyDispatch(traits, 1)};
}

VulkanDriver::VulkanDriver(std::shared_ptr<const Instance> instance, VkPhysicalDevice physical,
                           Traits traits, Options options)
    : instance_(std::move(instance)),
      physical_(physical),
      traits_(std::move(traits)),
      options_(std::move(options)),
      tuned_(traits_)
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
    auto plan = planner({inputs, outputs, params, *inForce_.load()});
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
    if (const auto stored = storedTuning(DiskCache(options_.cacheFolder), traits_)) {
        tuned_.tuning = *stored;
        inForce_ = &tuned_;
    }
    return std::make_unique<launch::Executor>(std::move(*machine), memory, traits_.alignment);
}

Result<void> VulkanDriver::selfTest(launch::Executor& executor)
{
    const Plan plan{{testDispatch(traits_)}, {}, {}};
    const std::uint32_t group = traits_.tuning.lineGroup;
    return launch::selfTest(executor, plan, group, options_.failSelfTest);
}

Result<launch::Rates> VulkanDriver::measureRates(launch::Executor& executor)
{
    // Enough work to hide the submission, little enough to last some ms on a slow device.
    const std::uint32_t trips = traits_.isSoftware() ? 256 : 2048;
    launch::RateProbes probes;
    probes.items = traits_.isSoftware() ? 4096 : 1U << 18;
    probes.operations = 64.0 * trips * probes.items; // 8 vec4 multiply-adds a trip
    probes.flops.dispatches = {flopsDispatch(traits_, probes.items, trips)};
    probes.vectors = copiedVectors(traits_);
    probes.copy.dispatches = {copyDispatch(traits_, probes.vectors)};
    return launch::measureRates(executor, probes);
}

bool VulkanDriver::useIdleTime(launch::Executor& executor, const std::function<bool()>& wanted)
{
    if (inForce_ == &tuned_ || options_.cacheFolder.empty() || options_.tuneAs)
        return false;
    const auto measured = [&](const Tuning& tuning, Tuned what) -> std::optional<Seconds> {
        Traits other = traits_;
        other.tuning = tuning;
        const auto spent = timeOf(executor, other, what);
        return spent ? std::optional(*spent) : std::nullopt;
    };
    const auto now = [] { return Seconds(std::chrono::steady_clock::now().time_since_epoch()); };
    const auto tuning = tune(traits_, {measured, wanted, now});
    if (!tuning)
        return false;
    tuned_.tuning = *tuning;
    inForce_ = &tuned_; // once: readers hold on to it
    storeTuning(DiskCache(options_.cacheFolder), traits_, *tuning);
    return true;
}

} // namespace xpu::vulkan
