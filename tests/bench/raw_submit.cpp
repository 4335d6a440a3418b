#include "tests/bench/raw_submit.h"

#include "compute/vulkan/vulkan_driver.h"

#include <chrono>

namespace xpu::bench {

using namespace vulkan;

std::unique_ptr<RawSubmit> RawSubmit::make()
{
    const auto lookUp = openLoader();
    const auto instance = lookUp ? Instance::create(*lookUp) : tl::unexpected(lookUp.error());
    if (!instance)
        return nullptr;
    const auto devices = (*instance)->physicalDevices();
    if (!devices || devices->empty())
        return nullptr;
    const Traits traits = readTraits(**instance, devices->front());
    auto gpu = Gpu::open(*instance, devices->front(), traits, {});
    if (!gpu)
        return nullptr;
    std::unique_ptr<RawSubmit> made(new RawSubmit);
    made->gpu_ = std::move(*gpu);
    return made->record(traits) ? std::move(made) : nullptr;
}

bool RawSubmit::record(const Traits& traits)
{
    const DeviceApi& api = gpu_->api();
    const VkDevice device = gpu_->handle();
    auto pipelines = Pipelines::create(*gpu_, disk_, traits.cacheId);
    auto chunk = gpu_->chunkSource(Gpu::MemoryUse::Resident).allocate(Bytes(8192));
    if (!pipelines || !chunk)
        return false;
    pipelines_ = std::move(*pipelines);
    memory_ = *chunk;
    const Dispatch dispatch = ownDispatches(traits).front();
    const auto pipeline = pipelines_->find(dispatch);
    if (!pipeline)
        return false;
    const VkDescriptorPoolSize size{VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 2};
    auto sets =
        structure<VkDescriptorPoolCreateInfo>(VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO);
    sets.maxSets = 1;
    sets.poolSizeCount = 1;
    sets.pPoolSizes = &size;
    api.vkCreateDescriptorPool(device, &sets, nullptr, &sets_);
    auto info =
        structure<VkDescriptorSetAllocateInfo>(VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO);
    info.descriptorPool = sets_;
    info.descriptorSetCount = 1;
    info.pSetLayouts = &pipeline->set;
    VkDescriptorSet set = nullptr;
    api.vkAllocateDescriptorSets(device, &info, &set);
    const auto buffer = static_cast<VkBuffer>(memory_.buffer);
    const VkDescriptorBufferInfo buffers[2] = {{buffer, 0, 4096}, {buffer, 4096, 4096}};
    auto write = structure<VkWriteDescriptorSet>(VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET);
    write.dstSet = set;
    write.descriptorCount = 2;
    write.descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
    write.pBufferInfo = buffers;
    api.vkUpdateDescriptorSets(device, 1, &write, 0, nullptr);

    auto pool = structure<VkCommandPoolCreateInfo>(VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO);
    pool.queueFamilyIndex = traits.queueFamily;
    api.vkCreateCommandPool(device, &pool, nullptr, &pool_);
    auto one =
        structure<VkCommandBufferAllocateInfo>(VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO);
    one.commandPool = pool_;
    one.commandBufferCount = 1;
    api.vkAllocateCommandBuffers(device, &one, &commands_);
    const auto fence = structure<VkFenceCreateInfo>(VK_STRUCTURE_TYPE_FENCE_CREATE_INFO);
    api.vkCreateFence(device, &fence, nullptr, &fence_);
    const auto begin =
        structure<VkCommandBufferBeginInfo>(VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO);
    api.vkBeginCommandBuffer(commands_, &begin);
    api.vkCmdBindPipeline(commands_, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline->handle);
    api.vkCmdBindDescriptorSets(commands_, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline->layout, 0, 1,
                                &set, 0, nullptr);
    api.vkCmdPushConstants(commands_, pipeline->layout, VK_SHADER_STAGE_COMPUTE_BIT, 0,
                           static_cast<std::uint32_t>(dispatch.push.size()), dispatch.push.data());
    api.vkCmdDispatch(commands_, dispatch.groups[0], dispatch.groups[1], 1);
    return api.vkEndCommandBuffer(commands_) == VK_SUCCESS;
}

RawSubmit::~RawSubmit()
{
    const DeviceApi& api = gpu_->api();
    api.vkDeviceWaitIdle(gpu_->handle());
    api.vkDestroyFence(gpu_->handle(), fence_, nullptr);
    api.vkDestroyCommandPool(gpu_->handle(), pool_, nullptr);
    api.vkDestroyDescriptorPool(gpu_->handle(), sets_, nullptr);
    pipelines_.reset();
    if (memory_.buffer != nullptr)
        gpu_->chunkSource(Gpu::MemoryUse::Resident).free(memory_);
}

double RawSubmit::seconds() const
{
    const DeviceApi& api = gpu_->api();
    auto submit = structure<VkSubmitInfo>(VK_STRUCTURE_TYPE_SUBMIT_INFO);
    submit.commandBufferCount = 1;
    submit.pCommandBuffers = &commands_;
    const auto start = std::chrono::steady_clock::now();
    api.vkQueueSubmit(gpu_->queue(), 1, &submit, fence_);
    api.vkWaitForFences(gpu_->handle(), 1, &fence_, VK_TRUE, UINT64_MAX);
    api.vkResetFences(gpu_->handle(), 1, &fence_);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace xpu::bench
