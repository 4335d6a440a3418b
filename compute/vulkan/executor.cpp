#include "compute/vulkan/executor.h"

#include "core/base/invariant.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <utility>

namespace xpu::vulkan {

namespace {

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

/// Blocks given back when the launch that needed them ends, however it ends.
class Scratch {
public:
    explicit Scratch(MemoryPool& pool) : pool_(pool) {}
    ~Scratch()
    {
        for (const Block& block : blocks_)
            pool_.free(block);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    Result<void> add(Bytes size)
    {
        auto block = pool_.allocate(size);
        if (!block)
            return tl::unexpected(block.error());
        blocks_.push_back(*block);
        return {};
    }
    const Block& operator[](std::size_t i) const { return blocks_[i]; }
    const Block& back() const { return blocks_.back(); }

private:
    MemoryPool& pool_;
    std::vector<Block> blocks_;
};

MemoryPool::Limits limitsFor(const Traits& traits, Bytes memoryLimit)
{
    MemoryPool::Limits limits;
    limits.total = memoryLimit;
    limits.chunk = std::min(64_MiB, Bytes(memoryLimit.count / 16));
    limits.granule = std::max<std::uint64_t>(256, traits.alignment);
    return limits;
}

} // namespace

Result<std::unique_ptr<Executor>> Executor::open(std::shared_ptr<const Instance> instance,
                                                 VkPhysicalDevice device, const Traits& traits,
                                                 Bytes memoryLimit, const Options& options)
{
    auto gpu = Gpu::open(std::move(instance), device, traits, options.patch);
    if (!gpu)
        return tl::unexpected(gpu.error());
    auto stream = CommandStream::create(**gpu, traits.queueFamily);
    if (!stream)
        return tl::unexpected(stream.error());
    auto disk = std::make_unique<DiskCache>(options.cacheFolder);
    auto dispatcher = Dispatcher::create(**gpu, **stream, *disk, traits.cacheId);
    if (!dispatcher)
        return tl::unexpected(dispatcher.error());
    const auto use = options.hideMemory ? Gpu::MemoryUse::ResidentUnseen : Gpu::MemoryUse::Resident;
    return std::unique_ptr<Executor>(new Executor(std::move(*gpu), std::move(disk),
                                                  std::move(*stream), std::move(*dispatcher),
                                                  limitsFor(traits, memoryLimit), use));
}

Executor::Executor(std::unique_ptr<Gpu> gpu, std::unique_ptr<DiskCache> disk,
                   std::unique_ptr<CommandStream> stream, std::unique_ptr<Dispatcher> dispatcher,
                   MemoryPool::Limits limits, Gpu::MemoryUse use)
    : gpu_(std::move(gpu)),
      disk_(std::move(disk)),
      stream_(std::move(stream)),
      dispatcher_(std::move(dispatcher)),
      transfer_(*gpu_, *stream_),
      pool_(gpu_->chunkSource(use), limits)
{}

Executor::~Executor() { gpu_->api().vkDeviceWaitIdle(gpu_->handle()); }

Completion Executor::execute(const Launch& launch, const Plan* plan, const Dispatcher::Watch& watch)
{
    Completion done;
    done.id = launch.id;
    if (auto ran = runAll(launch, plan, watch, done); !ran) {
        done.error = LaunchError{ran.error().code, ran.error().context, {}};
        done.produced.clear();
        for (const LaunchOutput& output : launch.outputs)
            release(output.buffer);
    }
    usageChanged_();
    return done;
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
        made = dispatcher_->prepareAll(plan, anything.back());
    }
    if (!made)
        done.error = LaunchError{made.error().code, made.error().context, {}};
    usageChanged_();
    return done;
}

Result<void> Executor::runAll(const Launch& launch, const Plan* plan,
                              const Dispatcher::Watch& watch, Completion& done)
{
    drop(launch);
    if (auto uploaded = upload(launch, done); !uploaded)
        return uploaded;
    if (plan != nullptr)
        if (auto ran = runPlan(launch, *plan, watch, done); !ran)
            return ran;
    return fetch(launch, done);
}

void Executor::uploadAhead(const Launch& launch)
{
    if (ahead_ && ahead_->launch == launch.id)
        return;
    drop(launch);
    ahead_ = Ahead{launch.id, {}};
    for (const LaunchInput& input : launch.inputs) {
        if (!isToCome(input) || input.host->size() < input.spec.bytes())
            continue;
        if (!place(input.buffer, input.spec.bytes()))
            break; // said by `execute`, if there is still no room then
        const Block& block = resident_.at(input.buffer);
        if (block.mapped == nullptr) {
            release(input.buffer); // the way there is the queue that works now
            break;
        }
        if (input.spec.bytes().count > 0)
            std::memcpy(block.mapped, input.host->data(), input.spec.bytes().count);
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

Result<void> Executor::upload(const Launch& launch, Completion& done)
{
    const Stopwatch watch(done.transfer);
    if (ahead_ && ahead_->launch == launch.id)
        done.bytesIn += std::exchange(ahead_, {})->bytes;
    for (const LaunchInput& input : launch.inputs) {
        if (!isToCome(input))
            continue;
        if (input.host->size() < input.spec.bytes())
            return fail(Errc::Internal, input.port + ": host copy is shorter than its spec");
        if (auto placed = place(input.buffer, input.spec.bytes()); !placed)
            return placed;
        const std::span<const std::byte> data(input.host->data(), input.spec.bytes().count);
        if (auto copied = transfer_.upload(data, resident_.at(input.buffer)); !copied) {
            release(input.buffer); // half a value is none
            return copied;
        }
        done.bytesIn += input.spec.bytes();
    }
    return {};
}

Result<void> Executor::runPlan(const Launch& launch, const Plan& plan,
                               const Dispatcher::Watch& watch, Completion& done)
{
    for (const LaunchInput& input : launch.inputs)
        if (!resident_.contains(input.buffer))
            return fail(Errc::Internal, input.port + ": not resident");
    for (const LaunchOutput& output : launch.outputs)
        if (auto placed = place(output.buffer, output.spec.bytes()); !placed)
            return placed;
    Scratch temporaries(pool_);
    for (const Bytes size : plan.temporaries)
        if (auto added = temporaries.add(size); !added)
            return added;
    Scratch constants(pool_);
    for (const auto& table : plan.constants) {
        if (auto added = constants.add(Bytes(table.size())); !added)
            return added;
        if (auto copied = transfer_.upload(table, constants.back()); !copied)
            return copied;
    }
    usageChanged_();
    const auto blockOf = [&](Slot slot) -> Block {
        switch (slot.role) {
        case Slot::Role::Input:
            return resident_.at(launch.inputs[slot.index].buffer);
        case Slot::Role::Output:
            return resident_.at(launch.outputs[slot.index].buffer);
        case Slot::Role::Temporary:
            return temporaries[slot.index];
        case Slot::Role::Constant:
            break;
        }
        return constants[slot.index];
    };
    const auto times = dispatcher_->run(plan, blockOf, workPerSubmit_, watch);
    if (!times)
        return tl::unexpected(times.error());
    done.prepare += times->prepare;
    done.run += times->run;
    return {};
}

Result<void> Executor::fetch(const Launch& launch, Completion& done)
{
    const Stopwatch watch(done.transfer);
    for (const LaunchInput& wanted : launch.fetch) {
        const auto block = resident_.find(wanted.buffer);
        if (block == resident_.end())
            return fail(Errc::Internal, wanted.port + ": not resident");
        if (block->second.size < wanted.spec.bytes().count)
            return fail(Errc::Internal, wanted.port + ": smaller on the device than its spec");
        auto host = HostBlock::allocate(wanted.spec.bytes());
        if (!host)
            return tl::unexpected(host.error());
        const std::span<std::byte> data((*host)->data(), wanted.spec.bytes().count);
        if (auto copied = transfer_.fetch(block->second, data); !copied)
            return copied;
        done.bytesOut += wanted.spec.bytes();
        done.produced.emplace_back(wanted.buffer, std::move(*host));
    }
    return {};
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

} // namespace xpu::vulkan
