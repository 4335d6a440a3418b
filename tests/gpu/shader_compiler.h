#pragma once

#include "compute/vulkan/instance.h"
#include "compute/vulkan/traits.h"
#include "tests/gpu/shipped_kernels.h"
#include "tests/gpu/statistics.h"

#include <memory>

namespace xpu::tests {

/// AMD's shader compiler for one GPU family, on a machine without such a GPU: RADV's "null
/// hardware", which compiles and can do nothing else.
class ShaderCompiler {
public:
    /// Sets the environment that makes RADV pretend; once per process, before any other use of
    /// Vulkan. Errc::NotFound when the driver is not installed.
    static Result<std::unique_ptr<ShaderCompiler>> forFamily(const std::string& family);
    ~ShaderCompiler();
    ShaderCompiler(const ShaderCompiler&) = delete;
    ShaderCompiler& operator=(const ShaderCompiler&) = delete;

    const vulkan::Traits& traits() const { return traits_; }
    Result<Statistics> compile(const vulkan::Dispatch& dispatch) const;

private:
    ShaderCompiler() = default;
    Result<void> open(VkPhysicalDevice physical);
    Result<VkPipeline> build(std::span<const std::uint32_t> spirv,
                             const vulkan::Dispatch& dispatch) const;
    Result<Statistics> read(VkPipeline pipeline) const;
    std::string machineCode(const VkPipelineExecutableInfoKHR& executable) const;

    std::shared_ptr<const vulkan::Instance> instance_;
    vulkan::Traits traits_;
    VkDevice device_ = nullptr;
    vulkan::DeviceApi api_;
    PFN_vkGetPipelineExecutableStatisticsKHR statistics_ = nullptr;
    PFN_vkGetPipelineExecutableInternalRepresentationsKHR representations_ = nullptr;
};

} // namespace xpu::tests
