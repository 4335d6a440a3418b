#include "compute/launch/self_test.h"

#include <algorithm>
#include <bit>

namespace xpu::launch {

namespace {

constexpr std::uint32_t kCount = kSelfTestCount;
constexpr std::uint32_t kSalt = kSelfTestSalt;
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

/// What self_test.comp and its twins compute for x[i] = 3 i.
std::uint32_t expected(std::uint32_t i, std::uint32_t group)
{
    const std::uint32_t mirrored = i / group * group + (group - 1 - i % group);
    const float quarter = static_cast<float>(mixed(i * 3) & 0xffffU) * 0.25F;
    const std::uint32_t other = mixed(mirrored < kCount ? mirrored * 3 : 0);
    return other ^ std::bit_cast<std::uint32_t>(quarter + 3.0F);
}

Watch nobody()
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

} // namespace

Result<void> selfTest(Executor& executor, const Plan& plan, std::uint32_t group, bool expectWrong)
{
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

Result<Rates> measureRates(Executor& executor, const RateProbes& probes)
{
    auto launch = launchWithWords(4, 1);
    if (!launch)
        return tl::unexpected(launch.error());
    launch->fetch.front().spec = words(std::uint64_t{probes.items} * 4);
    const auto compute = bestRun(executor, probes.flops, *launch);
    if (!compute)
        return tl::unexpected(compute.error());
    launch = launchWithWords(probes.vectors * 4, 1);
    if (!launch)
        return tl::unexpected(launch.error());
    const auto move = bestRun(executor, probes.copy, *launch);
    if (!move)
        return tl::unexpected(move.error());
    return Rates{probes.operations / compute->count(), 32.0 * probes.vectors / move->count()};
}

Result<Seconds> timeOf(Executor& executor, const Plan& plan, std::uint32_t words,
                       std::size_t inputs)
{
    auto launch = launchWithWords(words, 1);
    if (!launch)
        return tl::unexpected(launch.error());
    launch->inputs.resize(inputs, LaunchInput(launch->inputs.front()));
    return bestRun(executor, plan, *launch);
}

} // namespace xpu::launch
