#include "compute/vulkan/glsl_compiler.h"

#include <shaderc/shaderc.hpp>

namespace xpu::vulkan {

namespace {

Result<std::vector<std::uint32_t>> compiled(const std::string& text, const std::string& name,
                                            shaderc_optimization_level level)
{
    // Building a compiler loads its built-in symbol tables (90 ms): one serves all calls of a
    // thread.
    static thread_local const shaderc::Compiler compiler;
    shaderc::CompileOptions options;
    options.SetTargetEnvironment(shaderc_target_env_vulkan, shaderc_env_version_vulkan_1_1);
    options.SetOptimizationLevel(level);
    const auto result =
        compiler.CompileGlslToSpv(text, shaderc_compute_shader, name.c_str(), options);
    if (result.GetCompilationStatus() != shaderc_compilation_status_success)
        return fail(Errc::InvalidInput, result.GetErrorMessage());
    return std::vector<std::uint32_t>(result.begin(), result.end());
}

} // namespace

Result<std::vector<std::uint32_t>> compileGlsl(const std::string& text, const std::string& name)
{
    return compiled(text, name, shaderc_optimization_level_performance);
}

Result<std::vector<std::uint32_t>> compileGlslWithNames(const std::string& text,
                                                        const std::string& name)
{
    // The optimiser drops names and unused blocks; the driver optimises once more anyway.
    return compiled(text, name, shaderc_optimization_level_zero);
}

} // namespace xpu::vulkan
