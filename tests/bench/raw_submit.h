#pragma once

#include "compute/vulkan/pipelines.h"

#include <memory>

namespace xpu::bench {

/// What a submission costs when Vulkan is called directly: a command buffer recorded once with one
/// small dispatch, submitted and waited for by a fence, over and over.
class RawSubmit {
public:
    /// Null when the machine has no Vulkan.
    static std::unique_ptr<RawSubmit> make();
    ~RawSubmit();
    RawSubmit(const RawSubmit&) = delete;
    RawSubmit& operator=(const RawSubmit&) = delete;

    /// Seconds of one submission with its wait.
    double seconds() const;

private:
    RawSubmit() = default;
    bool record(const vulkan::Traits& traits);

    launch::DiskCache disk_{{}};
    std::unique_ptr<vulkan::Gpu> gpu_;
    std::unique_ptr<vulkan::Pipelines> pipelines_;
    launch::Chunk memory_;
    VkDescriptorPool sets_ = nullptr;
    VkCommandPool pool_ = nullptr;
    VkCommandBuffer commands_ = nullptr;
    VkFence fence_ = nullptr;
};

} // namespace xpu::bench
