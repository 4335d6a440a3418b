#include "compute/launch/executor.h"

#include "compute/launch/bound.h"
#include "core/base/invariant.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <utility>

namespace xpu::launch {

namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20; ///< of a copy, a tenth of a millisecond

/// Adds the time until it dies to a total.
class Stopwatch {
public:
    explicit Stopwatch(Seconds& total) : total_(total) {}
    ~Stopwatch() { total_ += std::chrono::steady_clock::now() - start_; }
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;

private:
    Seconds& total_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// The host copy of an input is as long as its spec says.
bool isWhole(const LaunchInput& input)
{
    return input.host->size().count >= input.offset + input.spec.bytes().count;
}

MemoryPool::Limits limitsFor(Bytes memoryLimit, std::uint64_t alignment)
{
    MemoryPool::Limits limits;
    limits.total = memoryLimit;
    limits.chunk = std::min(64_MiB, Bytes(memoryLimit.count / 16));
    limits.granule = std::max<std::uint64_t>(256, alignment);
    return limits;
}

} // namespace

Executor::Executor(std::unique_ptr<Machine> machine, Bytes memoryLimit, std::uint64_t alignment)
    : machine_(std::move(machine)),
      pool_(machine_->chunkSource(), limitsFor(memoryLimit, alignment))
{}

Executor::~Executor() { machine_->waitIdle(); }

Completion Executor::run(const Launch& launch, const Plan* plan, const Watch& watch)
{
    Completion done;
    done.id = launch.id;
    forgetUnfetched(); // nothing of the device's is under way now
    drop(launch);
    auto ran = upload(launch, watch, done);
    if (ran && plan != nullptr)
        ran = runPlan(launch, *plan, watch, done);
    if (!ran) {
        refuse(ran.error(), done);
        for (const LaunchOutput& output : launch.outputs)
            release(output.buffer);
    }
    usageChanged_();
    return done;
}

void Executor::fetch(const Launch& launch, Completion& done)
{
    const Stopwatch watch(done.transfer);
    Result<void> copied;
    for (const LaunchInput& wanted : launch.fetch)
        if (copied)
            copied = copyOut(wanted, done);
    for (const LaunchOutput& output : launch.outputs)
        if (copied && output.into)
            copied = copyInto(output, done);
    if (copied)
        return;
    refuse(copied.error(), done);
    for (const LaunchOutput& output : launch.outputs)
        unfetched_.push_back(output.buffer);
}

bool Executor::hasResults(const Launch& launch)
{
    return !launch.fetch.empty()
           || std::any_of(launch.outputs.begin(), launch.outputs.end(),
                          [](const LaunchOutput& output) { return output.into.has_value(); });
}

Completion Executor::execute(const Launch& launch, const Plan* plan, const Watch& watch)
{
    Completion done = run(launch, plan, watch);
    if (!done.error)
        fetch(launch, done);
    forgetUnfetched();
    usageChanged_();
    return done;
}

bool Executor::fetchesAlone(const Launch& launch) const
{
    const auto seen = [this](BufferId id) {
        const auto block = resident_.find(id);
        return block != resident_.end() && block->second.mapped != nullptr;
    };
    return std::all_of(launch.fetch.begin(), launch.fetch.end(),
                       [&](const LaunchInput& wanted) { return seen(wanted.buffer); })
           && std::all_of(
               launch.outputs.begin(), launch.outputs.end(),
               [&](const LaunchOutput& output) { return !output.into || seen(output.buffer); });
}

/// A launch that failed has made nothing.
void Executor::refuse(const Error& error, Completion& done)
{
    done.error = LaunchError{error.code, error.context, {}};
    done.produced.clear();
}

void Executor::forgetUnfetched()
{
    for (const BufferId id : std::exchange(unfetched_, {}))
        release(id);
}

Completion Executor::prepare(const Launch& launch, const Plan& plan)
{
    Completion done;
    done.id = launch.id;
    drop(launch);
    Scratch anything(pool_); // kernels that run on nothing must still have something bound
    auto made = anything.add(Bytes(16));
    if (made) {
        const Stopwatch watch(done.prepare);
        made = machine_->prepareAll(plan, anything.back());
    }
    if (!made)
        done.error = LaunchError{made.error().code, made.error().context, {}};
    usageChanged_();
    return done;
}

void Executor::uploadAhead(const Launch& launch)
{
    if (ahead_ && ahead_->launch == launch.id)
        return;
    drop(launch);
    ahead_ = Ahead{launch.id, {}};
    for (const LaunchInput& input : launch.inputs) {
        if (!isToCome(input) || !isWhole(input))
            continue;
        if (!place(input.buffer, input.spec.bytes()))
            break; // said by `execute`, if there is still no room then
        const Block& block = resident_.at(input.buffer);
        if (block.mapped == nullptr) {
            release(input.buffer); // the way there is the queue that works now
            break;
        }
        copy({input.host->data() + input.offset, input.spec.bytes().count}, block.mapped);
        ahead_->bytes += input.spec.bytes();
    }
    usageChanged_();
}

void Executor::drop(const Launch& launch)
{
    if (ahead_ && ahead_->launch == launch.id)
        return; // done already, and what came since is to stay
    for (const BufferId id : launch.release)
        release(id);
}

/// An id stands for one value: what lies here need not come again.
bool Executor::isToCome(const LaunchInput& input) const
{
    return input.host && !resident_.contains(input.buffer);
}

Result<void> Executor::upload(const Launch& launch, const Watch& watch, Completion& done)
{
    if (std::any_of(launch.inputs.begin(), launch.inputs.end(),
                    [this](const LaunchInput& input) { return isToCome(input); }))
        watch.beforeDelay();
    const Stopwatch stopwatch(done.transfer);
    if (ahead_ && ahead_->launch == launch.id)
        done.bytesIn += std::exchange(ahead_, {})->bytes;
    for (const LaunchInput& input : launch.inputs) {
        if (!isToCome(input))
            continue;
        if (!isWhole(input))
            return fail(Errc::Internal, input.port + ": host copy is shorter than its spec");
        if (auto placed = place(input.buffer, input.spec.bytes()); !placed)
            return placed;
        const std::span<const std::byte> data(input.host->data() + input.offset,
                                              input.spec.bytes().count);
        if (auto copied = machine_->upload(data, resident_.at(input.buffer)); !copied) {
            release(input.buffer); // half a value is none
            return copied;
        }
        done.bytesIn += input.spec.bytes();
    }
    return {};
}

Result<void> Executor::runPlan(const Launch& launch, const Plan& plan, const Watch& watch,
                               Completion& done)
{
    Bound bound(pool_);
    if (auto ready = bind(launch, plan, bound); !ready)
        return ready;
    usageChanged_();
    const auto times = machine_->run(
        plan, [&](Slot slot) { return bound(slot); }, workPerSubmit_, watch);
    if (!times)
        return tl::unexpected(times.error());
    done.prepare += times->prepare;
    done.run += times->run;
    return {};
}

/// Makes room for what the plan writes and fills its tables.
Result<void> Executor::bind(const Launch& launch, const Plan& plan, Bound& bound)
{
    for (const LaunchInput& input : launch.inputs) {
        const auto found = resident_.find(input.buffer);
        if (found == resident_.end())
            return fail(Errc::Internal, input.port + ": not resident");
        bound.inputs.push_back(found->second);
    }
    for (const LaunchOutput& output : launch.outputs) {
        if (auto placed = place(output.buffer, output.spec.bytes()); !placed)
            return placed;
        bound.outputs.push_back(resident_.at(output.buffer));
    }
    for (const Bytes size : plan.temporaries)
        if (auto added = bound.temporaries.add(size); !added)
            return added;
    for (const auto& table : plan.constants) {
        if (auto added = bound.constants.add(Bytes(table.size())); !added)
            return added;
        if (auto copied = machine_->upload(table, bound.constants.back()); !copied)
            return copied;
    }
    return {};
}

Result<void> Executor::copyOut(const LaunchInput& wanted, Completion& done)
{
    const auto found = resident_.find(wanted.buffer);
    if (found == resident_.end())
        return fail(Errc::Internal, wanted.port + ": not resident");
    const Block& block = found->second;
    const Bytes size = wanted.spec.bytes();
    if (block.size < size.count)
        return fail(Errc::Internal, wanted.port + ": smaller on the device than its spec");
    auto host = HostBlock::allocate(size);
    if (!host)
        return tl::unexpected(host.error());
    if (block.mapped != nullptr)
        copy({block.mapped, size.count}, (*host)->data());
    else if (auto copied = machine_->fetch(block, {(*host)->data(), size.count}); !copied)
        return copied;
    done.bytesOut += size;
    done.produced.emplace_back(wanted.buffer, std::move(*host));
    return {};
}

Result<void> Executor::copyInto(const LaunchOutput& output, Completion& done)
{
    const auto found = resident_.find(output.buffer);
    if (found == resident_.end())
        return fail(Errc::Internal, output.port + ": not resident");
    const Block& block = found->second;
    const Target& to = *output.into;
    if (block.size < to.skip + to.size || to.block->size().count < to.offset + to.size)
        return fail(Errc::Internal, output.port + ": a part of it lies outside");
    std::byte* place = to.block->data() + to.offset;
    done.bytesOut += Bytes(to.size);
    if (block.mapped != nullptr) {
        copy({block.mapped + to.skip, to.size}, place);
        return {};
    }
    Block part = block;
    part.offset += to.skip;
    part.size = to.size;
    return machine_->fetch(part, {place, to.size});
}

/// In pieces, because the device may end its work meanwhile.
void Executor::copy(std::span<const std::byte> from, std::byte* to)
{
    for (std::size_t at = 0; at < from.size(); at += kPiece) {
        const std::size_t size = std::min(kPiece, from.size() - at);
        std::memcpy(to + at, from.data() + at, size);
        machine_->noteEnd();
    }
}

Result<void> Executor::place(BufferId id, Bytes size)
{
    release(id);
    const auto block = pool_.allocate(size);
    if (!block)
        return tl::unexpected(block.error());
    resident_.emplace(id, *block);
    return {};
}

void Executor::release(BufferId id)
{
    const auto block = resident_.find(id);
    if (block == resident_.end())
        return;
    pool_.free(block->second);
    resident_.erase(block);
}

} // namespace xpu::launch
