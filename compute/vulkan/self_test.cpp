#include "compute/vulkan/self_test.h"

#include "compute/vulkan/embedded_kernels.h"
#include "compute/vulkan/planners.h"

#include <algorithm>
#include <bit>

namespace xpu::vulkan {

namespace {

constexpr std::uint32_t kCount = 1000; // not a multiple of any group size
constexpr std::uint32_t kSalt = 0x9e3779b9;
// The engine counts buffers up from zero; these never meet its own.
constexpr BufferId kX{BufferId::kNone - 1};
constexpr BufferId kY{BufferId::kNone - 2};

TensorSpec words(std::uint64_t count) { return {DType::U32, Shape{count}}; }

std::uint32_t mixed(std::uint32_t value)
{
    for (int round = 0; round < 8; ++round)
        value = (value ^ (value >> 15)) * 0x2c1b3c6dU + kSalt;
    return value;
}

/// What self_test.comp computes for x[i] = 3 i.
std::uint32_t expected(std::uint32_t i, std::uint32_t group)
{
    const std::uint32_t mirrored = i / group * group + (group - 1 - i % group);
    const float quarter = static_cast<float>(mixed(i * 3) & 0xffffU) * 0.25F;
    const std::uint32_t other = mixed(mirrored < kCount ? mirrored * 3 : 0);
    return other ^ std::bit_cast<std::uint32_t>(quarter + 3.0F);
}

Dispatcher::Watch nobody()
{
    return {[] { return false; }, [](double) {}, [] {}, [] {}};
}

/// Runs a plan on x and y, fetches y and gives their memory back.
Result<Completion> runOnce(Executor& executor, const Plan& plan, Launch launch)
{
    launch.outputs = {{"y", kY, words(launch.fetch.front().spec.bytes().count / 4)}};
    Completion done = executor.execute(launch, &plan, nobody());
    Launch cleanUp;
    cleanUp.release = {kX, kY};
    executor.execute(cleanUp, nullptr, nobody());
    if (done.error)
        return fail(done.error->code, done.error->message);
    return done;
}

Result<Launch> launchWithWords(std::uint32_t count, std::uint32_t step)
{
    auto x = HostBlock::allocate(words(count).bytes());
    if (!x)
        return tl::unexpected(x.error());
    auto values = (*x)->as<std::uint32_t>();
    for (std::uint32_t i = 0; i < count; ++i)
        values[i] = i * step;
    Launch launch;
    launch.inputs = {{"x", kX, words(count), *x}};
    launch.fetch = {{"y", kY, words(count), nullptr}};
    return launch;
}

/// Best run time of three: the first may still warm caches.
Result<Seconds> bestRun(Executor& executor, const Plan& plan, const Launch& launch)
{
    Seconds best(1e9);
    for (int round = 0; round < 3; ++round) {
        const auto done = runOnce(executor, plan, launch);
        if (!done)
            return tl::unexpected(done.error());
        best = std::min(best, done->run);
    }
    return std::max(best, Seconds(1e-7));
}

Dispatch testDispatch(const Traits& traits)
{
    struct {
        std::uint32_t count = kCount;
        std::uint32_t salt = kSalt;
    } push;
    const std::uint32_t group = traits.tuning.lineGroup;
    return {kernels::selfTest(),
            {group},
            {input(0), output(0)},
            pushOf(push),
            lineGroups(kCount, group, traits),
            kCount};
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

/// A square gemm of `edge` with one tile, whatever the shape asks for. Both inputs are x.
Result<Seconds> timeOfGemm(Executor& executor, Traits traits, std::size_t tile, std::uint32_t edge)
{
    auto launch = launchWithWords(edge * edge, 1);
    if (!launch)
        return tl::unexpected(launch.error());
    launch->inputs.push_back(launch->inputs.front());
    launch->fetch.front().spec = words(std::uint64_t{edge} * edge);
    traits.tuning.gemm.fill(GemmTile(traits.tuning.gemm[tile]));
    const TensorSpec square{DType::F32, {edge, edge}};
    const std::vector<PortSpec> inputs{{"a", square}, {"b", square}};
    const std::vector<TensorSpec> outputs{square};
    const Params params;
    const auto plan = planGemm({inputs, outputs, params, traits});
    if (!plan)
        return fail(Errc::Unsupported, plan.error());
    return bestRun(executor, *plan, *launch);
}

std::uint32_t copiedVectors(const Traits& traits)
{
    return traits.isSoftware() ? 1U << 18 : 1U << 21;
}

Result<Seconds> timeOfCopy(Executor& executor, const Traits& traits)
{
    const std::uint32_t vectors = copiedVectors(traits);
    const Plan copy{{copyDispatch(traits, vectors)}, {}, {}};
    const auto launch = launchWithWords(vectors * 4, 1);
    if (!launch)
        return tl::unexpected(launch.error());
    return bestRun(executor, copy, *launch);
}

} // namespace

std::vector<Dispatch> ownDispatches(const Traits& traits)
{
    return {testDispatch(traits), flopsDispatch(traits, 1, 1), copyDispatch(traits, 1)};
}

Result<void> selfTest(Executor& executor, const Traits& traits, bool expectWrong)
{
    const std::uint32_t group = traits.tuning.lineGroup;
    const Plan plan{{testDispatch(traits)}, {}, {}};
    auto launch = launchWithWords(kCount, 3);
    if (!launch)
        return tl::unexpected(launch.error());
    const auto done = runOnce(executor, plan, std::move(*launch));
    if (!done)
        return tl::unexpected(done.error());
    const auto y = done->produced.front().second->as<std::uint32_t>();
    for (std::uint32_t i = 0; i < kCount; ++i)
        if (y[i] != expected(i, group) + (expectWrong ? 1 : 0))
            return fail(Errc::DeviceFailed, "element " + std::to_string(i) + " is wrong");
    return {};
}

Result<Rates> measureRates(Executor& executor, const Traits& traits)
{
    // Enough work to hide the submission, little enough to last some ms on a slow device.
    const std::uint32_t trips = traits.isSoftware() ? 256 : 2048;
    const std::uint32_t items = traits.isSoftware() ? 4096 : 1U << 18;
    const Plan flops{{flopsDispatch(traits, items, trips)}, {}, {}};
    auto launch = launchWithWords(4, 1);
    if (!launch)
        return tl::unexpected(launch.error());
    launch->fetch.front().spec = words(std::uint64_t{items} * 4);
    const auto compute = bestRun(executor, flops, *launch);
    if (!compute)
        return tl::unexpected(compute.error());

    const auto move = timeOfCopy(executor, traits);
    if (!move)
        return tl::unexpected(move.error());
    const double bytes = 32.0 * copiedVectors(traits);
    const double operations = 64.0 * trips * items; // 8 vec4 multiply-adds a trip
    return Rates{operations / compute->count(), bytes / move->count()};
}

Result<Seconds> timeOf(Executor& executor, const Traits& traits, Tuned what)
{
    switch (what) {
    case Tuned::GemmLarge:
        return timeOfGemm(executor, traits, 0, 2048);
    case Tuned::GemmMedium:
        return timeOfGemm(executor, traits, 1, 1024);
    case Tuned::Lines:
        break;
    }
    return timeOfCopy(executor, traits);
}

} // namespace xpu::vulkan
