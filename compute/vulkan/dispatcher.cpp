#include "compute/vulkan/dispatcher.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace xpu::vulkan {

namespace {

constexpr std::uint32_t kSetsPerBatch = 64;
constexpr std::uint32_t kBuffersPerBatch = 1024;

Seconds sinceEpoch() { return std::chrono::steady_clock::now().time_since_epoch(); }

std::size_t batchEnd(const std::vector<Dispatch>& all, std::size_t begin, double workLimit)
{
    return launch::batchEnd(all, begin, workLimit, kSetsPerBatch, kBuffersPerBatch);
}

} // namespace

Result<std::unique_ptr<Dispatcher>> Dispatcher::create(const Gpu& gpu, CommandStream& stream,
                                                       const DiskCache& disk,
                                                       const std::string& cacheId)
{
    std::unique_ptr<Dispatcher> made(new Dispatcher(gpu, stream));
    auto pipelines = Pipelines::create(gpu, disk, cacheId);
    if (!pipelines)
        return tl::unexpected(pipelines.error());
    made->pipelines_ = std::move(*pipelines);
    const VkDescriptorPoolSize size{VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, kBuffersPerBatch};
    auto info =
        structure<VkDescriptorPoolCreateInfo>(VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO);
    info.maxSets = kSetsPerBatch;
    info.poolSizeCount = 1;
    info.pPoolSizes = &size;
    const VkResult done =
        gpu.api().vkCreateDescriptorPool(gpu.handle(), &info, nullptr, &made->sets_);
    if (done != VK_SUCCESS)
        return failure(done, "vkCreateDescriptorPool");
    return made;
}

Dispatcher::~Dispatcher() { gpu_.api().vkDestroyDescriptorPool(gpu_.handle(), sets_, nullptr); }

Result<Times> Dispatcher::run(const Plan& plan, const std::function<Block(Slot)>& blockOf,
                              double workPerSubmit, const Watch& watch)
{
    pipelines_->trim();
    Times times;
    const auto& all = plan.dispatches;
    for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
        if (watch.cancelled())
            return fail(Errc::Cancelled, "");
        const Seconds start = sinceEpoch();
        end = batchEnd(all, begin, workPerSubmit);
        gpu_.api().vkResetDescriptorPool(gpu_.handle(), sets_, 0);
        std::vector<Prepared> batch;
        for (std::size_t i = begin; i < end; ++i) {
            if (!pipelines_->knows(all[i]))
                watch.beforeDelay();
            auto one = prepare(all[i], blockOf);
            if (!one)
                return tl::unexpected(one.error());
            batch.push_back(*one);
        }
        if (const auto warm = warmUp(batch); !warm)
            return tl::unexpected(warm.error());
        const Seconds ready = sinceEpoch();
        if (const auto done = launch(batch, watch.meanwhile); !done)
            return tl::unexpected(done.error());
        times.prepare += ready - start;
        times.run += stream_.endSeen().time_since_epoch() - ready;
        if (end < all.size())
            watch.done(100.0 * static_cast<double>(end) / static_cast<double>(all.size()));
    }
    return times;
}

bool Dispatcher::compiled(const Plan& plan) const
{
    return std::all_of(plan.dispatches.begin(), plan.dispatches.end(),
                       [this](const Dispatch& one) { return pipelines_->knows(one); });
}

Result<void> Dispatcher::prepareAll(const Plan& plan, const Block& anything)
{
    pipelines_->trim();
    const auto& all = plan.dispatches;
    for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
        end = batchEnd(all, begin, std::numeric_limits<double>::infinity());
        gpu_.api().vkResetDescriptorPool(gpu_.handle(), sets_, 0);
        std::vector<Prepared> batch;
        for (std::size_t i = begin; i < end; ++i) {
            auto one = prepare(all[i], [&](Slot) { return anything; });
            if (!one)
                return tl::unexpected(one.error());
            batch.push_back(*one);
        }
        if (auto warm = warmUp(batch); !warm)
            return warm;
    }
    return {};
}

Result<Dispatcher::Prepared> Dispatcher::prepare(const Dispatch& dispatch,
                                                 const std::function<Block(Slot)>& blockOf)
{
    const auto pipeline = pipelines_->find(dispatch);
    if (!pipeline)
        return tl::unexpected(pipeline.error());
    auto info =
        structure<VkDescriptorSetAllocateInfo>(VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO);
    info.descriptorPool = sets_;
    info.descriptorSetCount = 1;
    info.pSetLayouts = &pipeline->set;
    Prepared ready{*pipeline, nullptr, &dispatch};
    const VkResult done = gpu_.api().vkAllocateDescriptorSets(gpu_.handle(), &info, &ready.set);
    if (done != VK_SUCCESS)
        return failure(done, "vkAllocateDescriptorSets");
    std::vector<VkDescriptorBufferInfo> buffers;
    for (const Slot slot : dispatch.buffers) {
        const Block block = blockOf(slot);
        // Kernels read and write vectors of four words: the range covers the last one. Blocks are
        // padded to far more.
        const std::uint64_t range = std::max<std::uint64_t>(1, (block.size + 15) / 16) * 16;
        buffers.push_back({bufferOf(block), block.offset, range});
    }
    auto write = structure<VkWriteDescriptorSet>(VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET);
    write.dstSet = ready.set;
    write.descriptorCount = static_cast<std::uint32_t>(buffers.size());
    write.descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
    write.pBufferInfo = buffers.data();
    // Consecutive bindings of one type are written by one entry.
    gpu_.api().vkUpdateDescriptorSets(gpu_.handle(), 1, &write, 0, nullptr);
    return ready;
}

Result<void> Dispatcher::warmUp(const std::vector<Prepared>& batch)
{
    const auto isNew = [](const Prepared& p) { return p.pipeline.isNew; };
    if (std::none_of(batch.begin(), batch.end(), isNew))
        return {};
    // Some drivers compile at the first dispatch. One without groups makes them do it now, so that
    // the first run is not counted slower than the next.
    return stream_.run([&](VkCommandBuffer commands) {
        for (const Prepared& one : batch)
            if (one.pipeline.isNew)
                record(commands, one, {0, 0, 0});
    });
}

Result<void> Dispatcher::launch(const std::vector<Prepared>& batch,
                                const std::function<void()>& meanwhile)
{
    const auto all = [&](VkCommandBuffer commands) {
        for (std::size_t i = 0; i < batch.size(); ++i) {
            if (i > 0)
                stream_.barrier(commands);
            record(commands, batch[i], batch[i].dispatch->groups);
        }
    };
    return stream_.run(all, meanwhile);
}

void Dispatcher::record(VkCommandBuffer commands, const Prepared& one,
                        const std::array<std::uint32_t, 3>& groups) const
{
    const DeviceApi& api = gpu_.api();
    const auto& push = one.dispatch->push;
    api.vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, one.pipeline.handle);
    api.vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_COMPUTE, one.pipeline.layout, 0, 1,
                                &one.set, 0, nullptr);
    if (!push.empty())
        api.vkCmdPushConstants(commands, one.pipeline.layout, VK_SHADER_STAGE_COMPUTE_BIT, 0,
                               static_cast<std::uint32_t>(push.size()), push.data());
    api.vkCmdDispatch(commands, groups[0], groups[1], groups[2]);
}

} // namespace xpu::vulkan
