#include "compute/vulkan/vulkan_machine.h"

#include <utility>

namespace xpu::vulkan {

Result<std::unique_ptr<VulkanMachine>> VulkanMachine::open(std::shared_ptr<const Instance> instance,
                                                           VkPhysicalDevice device,
                                                           const Traits& traits,
                                                           const Options& options)
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
    return std::unique_ptr<VulkanMachine>(new VulkanMachine(
        std::move(*gpu), std::move(disk), std::move(*stream), std::move(*dispatcher), use));
}

VulkanMachine::VulkanMachine(std::unique_ptr<Gpu> gpu, std::unique_ptr<DiskCache> disk,
                             std::unique_ptr<CommandStream> stream,
                             std::unique_ptr<Dispatcher> dispatcher, Gpu::MemoryUse use)
    : gpu_(std::move(gpu)),
      disk_(std::move(disk)),
      stream_(std::move(stream)),
      dispatcher_(std::move(dispatcher)),
      transfer_(*gpu_, *stream_),
      use_(use)
{}

Result<void> VulkanMachine::upload(std::span<const std::byte> from, const Block& to)
{
    return transfer_.upload(from, to);
}

Result<void> VulkanMachine::fetch(const Block& from, std::span<std::byte> to)
{
    return transfer_.fetch(from, to);
}

Result<Times> VulkanMachine::run(const Plan& plan, const std::function<Block(Slot)>& blockOf,
                                 double workPerSubmit, const Watch& watch)
{
    return dispatcher_->run(plan, blockOf, workPerSubmit, watch);
}

Result<void> VulkanMachine::prepareAll(const Plan& plan, const Block& anything)
{
    return dispatcher_->prepareAll(plan, anything);
}

} // namespace xpu::vulkan
