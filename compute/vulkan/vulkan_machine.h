#pragma once

#include "compute/vulkan/dispatcher.h"
#include "compute/vulkan/transfer.h"

#include <memory>
#include <optional>

namespace xpu::vulkan {

/// How a device is opened; the defaults are those of production.
struct Options {
    Bytes memoryLimit{};                  ///< 0 = what the device's info says
    bool hideMemory = false;              ///< treats device memory as invisible to the host
    Gpu::Patch patch{};                   ///< see Gpu::Patch
    std::string cacheFolder{};            ///< for compiled kernels; empty = none are kept
    bool hideDoubles = false;             ///< treats the device as one without float64
    bool failSelfTest = false;            ///< lets the self-test expect another result
    std::optional<Architecture> tuneAs{}; ///< takes this row of the tuning table
};

/// An opened Vulkan device: its handles and what works with them.
class VulkanMachine final : public launch::Machine {
public:
    static Result<std::unique_ptr<VulkanMachine>> open(std::shared_ptr<const Instance> instance,
                                                       VkPhysicalDevice device,
                                                       const Traits& traits,
                                                       const Options& options);

    ChunkSource chunkSource() override { return gpu_->chunkSource(use_); }
    Result<void> upload(std::span<const std::byte> from, const Block& to) override;
    Result<void> fetch(const Block& from, std::span<std::byte> to) override;
    Result<Times> run(const Plan& plan, const std::function<Block(Slot)>& blockOf,
                      double workPerSubmit, const Watch& watch) override;
    bool compiled(const Plan& plan) const override { return dispatcher_->compiled(plan); }
    Result<void> prepareAll(const Plan& plan, const Block& anything) override;
    void noteEnd() override { stream_->isOver(); }
    void saveCompiled() override { dispatcher_->save(); }
    void waitIdle() override { gpu_->api().vkDeviceWaitIdle(gpu_->handle()); }

private:
    VulkanMachine(std::unique_ptr<Gpu> gpu, std::unique_ptr<DiskCache> disk,
                  std::unique_ptr<CommandStream> stream, std::unique_ptr<Dispatcher> dispatcher,
                  Gpu::MemoryUse use);

    std::unique_ptr<Gpu> gpu_; // first made, last destroyed: everything below uses it
    std::unique_ptr<DiskCache> disk_;
    std::unique_ptr<CommandStream> stream_;
    std::unique_ptr<Dispatcher> dispatcher_;
    Transfer transfer_;
    Gpu::MemoryUse use_;
};

} // namespace xpu::vulkan
