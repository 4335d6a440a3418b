#pragma once

#include "compute/launch/disk_cache.h"
#include "compute/vulkan/gpu.h"
#include "compute/vulkan/plan.h"

#include <map>
#include <unordered_map>

namespace xpu::vulkan {

using launch::DiskCache;

/// Compute pipelines by kernel and specialization constants, made once. One thread only.
class Pipelines {
public:
    /// @param cacheId  of the device, see Traits
    static Result<std::unique_ptr<Pipelines>> create(const Gpu& gpu, const DiskCache& disk,
                                                     const std::string& cacheId);
    ~Pipelines();
    Pipelines(const Pipelines&) = delete;
    Pipelines& operator=(const Pipelines&) = delete;

    struct Pipeline {
        VkPipeline handle = nullptr;
        VkPipelineLayout layout = nullptr;
        VkDescriptorSetLayout set = nullptr;
        bool isNew = false; ///< made by this call: its first dispatch may compile in the driver
    };
    /// Errc::DeviceFailed with the compiler's message when the kernel does not compile.
    Result<Pipeline> find(const Dispatch& dispatch);
    /// Whether `find` has nothing to compile.
    bool knows(const Dispatch& dispatch) const;
    /// Forgets the kernels compiled at run time when there are very many, so that a long session of
    /// changing expressions does not grow for ever. No pipeline may be in use.
    void trim();
    /// Keeps what the driver has compiled since the last call for the next run of the program.
    void save();

private:
    struct Layout {
        VkDescriptorSetLayout set = nullptr;
        VkPipelineLayout layout = nullptr;
    };
    Pipelines(const Gpu& gpu, const DiskCache& disk, const std::string& cacheId);
    Result<Layout> layoutFor(std::size_t bindings);
    Result<std::span<const std::uint32_t>> spirvOf(const Kernel& kernel);
    Result<std::vector<std::uint32_t>> compiledOnce(const Kernel& kernel);
    Result<VkPipeline> build(std::span<const std::uint32_t> spirv,
                             std::span<const std::uint32_t> constants, VkPipelineLayout layout);

    const Gpu& gpu_;
    const DiskCache& disk_;
    const std::string diskKey_; ///< of the driver's own cache
    VkPipelineCache cache_ = nullptr;
    bool unsaved_ = false;
    std::map<std::size_t, Layout> layouts_; ///< by number of bindings
    struct Made {
        VkPipeline handle = nullptr;
        bool fromText = false; ///< compiled at run time
    };
    std::unordered_map<launch::KernelKey, Made, launch::KernelKey::Hash, launch::KernelKey::Equal>
        pipelines_;
    std::unordered_map<std::string, std::vector<std::uint32_t>> compiled_; ///< by GLSL text
};

} // namespace xpu::vulkan
