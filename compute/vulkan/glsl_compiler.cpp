#include "compute/vulkan/glsl_compiler.h"

#include <shaderc/shaderc.hpp>

namespace xpu::vulkan {

Result<std::vector<std::uint32_t>> compileGlsl(const std::string& text, const std::string& name)
{
    // Building a compiler loads its built-in symbol tables (90 ms): one serves all calls of a
    // thread.
    static thread_local const shaderc::Compiler compiler;
    shaderc::CompileOptions options;
    options.SetTargetEnvironment(shaderc_target_env_vulkan, shaderc_env_version_vulkan_1_1);
    options.SetOptimizationLevel(shaderc_optimization_level_performance);
    const auto result =
        compiler.CompileGlslToSpv(text, shaderc_compute_shader, name.c_str(), options);
    if (result.GetCompilationStatus() != shaderc_compilation_status_success)
        return fail(Errc::InvalidInput, result.GetErrorMessage());
    return std::vector<std::uint32_t>(result.begin(), result.end());
}

} // namespace xpu::vulkan
