#include "compute/vulkan/command_stream.h"

namespace xpu::vulkan {

namespace {

constexpr VkAccessFlags kReads =
    VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_TRANSFER_READ_BIT | VK_ACCESS_HOST_READ_BIT;
constexpr VkAccessFlags kWrites =
    VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_WRITE_BIT | VK_ACCESS_HOST_WRITE_BIT;
constexpr VkPipelineStageFlags kStages = VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT
                                         | VK_PIPELINE_STAGE_TRANSFER_BIT
                                         | VK_PIPELINE_STAGE_HOST_BIT;

} // namespace

Result<std::unique_ptr<CommandStream>> CommandStream::create(const Gpu& gpu, std::uint32_t family)
{
    std::unique_ptr<CommandStream> made(new CommandStream(gpu));
    const DeviceApi& api = gpu.api();
    auto pool = structure<VkCommandPoolCreateInfo>(VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO);
    pool.queueFamilyIndex = family;
    VkResult done = api.vkCreateCommandPool(gpu.handle(), &pool, nullptr, &made->pool_);
    if (done != VK_SUCCESS)
        return failure(done, "vkCreateCommandPool");
    auto buffer =
        structure<VkCommandBufferAllocateInfo>(VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO);
    buffer.commandPool = made->pool_;
    buffer.commandBufferCount = 1;
    done = api.vkAllocateCommandBuffers(gpu.handle(), &buffer, &made->commands_);
    if (done != VK_SUCCESS)
        return failure(done, "vkAllocateCommandBuffers");
    const auto fence = structure<VkFenceCreateInfo>(VK_STRUCTURE_TYPE_FENCE_CREATE_INFO);
    done = api.vkCreateFence(gpu.handle(), &fence, nullptr, &made->fence_);
    if (done != VK_SUCCESS)
        return failure(done, "vkCreateFence");
    return made;
}

CommandStream::~CommandStream()
{
    gpu_.api().vkDestroyFence(gpu_.handle(), fence_, nullptr);
    gpu_.api().vkDestroyCommandPool(gpu_.handle(), pool_, nullptr);
}

Result<void> CommandStream::run(const std::function<void(VkCommandBuffer)>& record,
                                const std::function<void()>& meanwhile)
{
    const DeviceApi& api = gpu_.api();
    VkResult done = api.vkResetCommandPool(gpu_.handle(), pool_, 0);
    if (done != VK_SUCCESS)
        return failure(done, "vkResetCommandPool");
    auto begin = structure<VkCommandBufferBeginInfo>(VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO);
    begin.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    done = api.vkBeginCommandBuffer(commands_, &begin);
    if (done != VK_SUCCESS)
        return failure(done, "vkBeginCommandBuffer");
    barrier(commands_);
    record(commands_);
    barrier(commands_);
    done = api.vkEndCommandBuffer(commands_);
    if (done != VK_SUCCESS)
        return failure(done, "vkEndCommandBuffer");
    return submit(meanwhile);
}

Result<void> CommandStream::submit(const std::function<void()>& meanwhile)
{
    const DeviceApi& api = gpu_.api();
    VkResult done = api.vkResetFences(gpu_.handle(), 1, &fence_);
    if (done != VK_SUCCESS)
        return failure(done, "vkResetFences");
    auto info = structure<VkSubmitInfo>(VK_STRUCTURE_TYPE_SUBMIT_INFO);
    info.commandBufferCount = 1;
    info.pCommandBuffers = &commands_;
    done = api.vkQueueSubmit(gpu_.queue(), 1, &info, fence_);
    if (done != VK_SUCCESS)
        return failure(done, "vkQueueSubmit");
    endSeen_.reset();
    if (meanwhile)
        meanwhile();
    done = api.vkWaitForFences(gpu_.handle(), 1, &fence_, VK_TRUE, UINT64_MAX);
    if (done != VK_SUCCESS)
        return failure(done, "vkWaitForFences");
    if (!endSeen_)
        endSeen_ = std::chrono::steady_clock::now();
    return {};
}

bool CommandStream::isOver()
{
    if (!endSeen_ && gpu_.api().vkGetFenceStatus(gpu_.handle(), fence_) == VK_SUCCESS)
        endSeen_ = std::chrono::steady_clock::now();
    return endSeen_.has_value();
}

void CommandStream::barrier(VkCommandBuffer commands) const
{
    auto all = structure<VkMemoryBarrier>(VK_STRUCTURE_TYPE_MEMORY_BARRIER);
    all.srcAccessMask = kWrites;
    all.dstAccessMask = kReads | kWrites;
    gpu_.api().vkCmdPipelineBarrier(commands, kStages, kStages, 0, 1, &all, 0, nullptr, 0, nullptr);
}

} // namespace xpu::vulkan
