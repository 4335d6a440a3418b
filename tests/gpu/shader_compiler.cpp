#include "tests/gpu/shader_compiler.h"

#include "compute/vulkan/glsl_compiler.h"
#include "tests/gpu/machine_code.h"

#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace xpu::tests {

using namespace vulkan;
namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t kPushBytes = 128; // as the product declares it

/// The driver's manifest, whose name holds the machine's architecture; empty when there is none.
std::string radvManifest()
{
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator("/usr/share/vulkan/icd.d", failed))
        if (entry.path().filename().string().starts_with("radeon_icd"))
            return entry.path().string();
    return {};
}

std::uint64_t numberOf(const VkPipelineExecutableStatisticKHR& s)
{
    return s.format == VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_FLOAT64_KHR
               ? static_cast<std::uint64_t>(s.value.f64)
               : s.value.u64;
}

void take(const VkPipelineExecutableStatisticKHR& s, Statistics& all)
{
    const std::string_view name = s.name;
    const std::uint64_t n = numberOf(s);
    if (name == "VGPRs")
        all.vgprs = n;
    else if (name == "SGPRs")
        all.sgprs = n;
    else if (name == "Spilled SGPRs" || name == "Spilled VGPRs")
        all.spills += n;
    else if (name == "LDS size")
        all.shared = n;
    else if (name == "Scratch size")
        all.scratch = n;
    else if (name == "Subgroups per SIMD")
        all.waves = n;
    else if (name == "Instructions")
        all.instructions = n;
    else if (name == "Latency")
        all.latency = n;
    else if (name == "Inverse Throughput")
        all.cycles = n;
}

} // namespace

Result<std::unique_ptr<ShaderCompiler>> ShaderCompiler::forFamily(const std::string& family)
{
    const std::string manifest = radvManifest();
    if (manifest.empty())
        return fail(Errc::NotFound, "the RADV driver (package mesa-vulkan-drivers)");
    setenv("RADV_FORCE_FAMILY", family.c_str(), 1);
    setenv("VK_ICD_FILENAMES", manifest.c_str(), 1);
    setenv("VK_DRIVER_FILES", manifest.c_str(), 1);
    setenv("MESA_SHADER_CACHE_DISABLE", "1", 1);
    const auto lookUp = openLoader();
    if (!lookUp)
        return tl::unexpected(lookUp.error());
    std::unique_ptr<ShaderCompiler> made(new ShaderCompiler);
    auto instance = Instance::create(*lookUp);
    if (!instance)
        return tl::unexpected(instance.error());
    made->instance_ = std::move(*instance);
    const auto devices = made->instance_->physicalDevices();
    if (!devices || devices->size() != 1)
        return fail(Errc::DeviceFailed, "RADV does not stand in for " + family);
    if (const auto opened = made->open(devices->front()); !opened)
        return tl::unexpected(opened.error());
    return made;
}

Result<void> ShaderCompiler::open(VkPhysicalDevice physical)
{
    traits_ = readTraits(*instance_, physical);
    if (traits_.name.find("Null hardware") == std::string::npos)
        return fail(Errc::DeviceFailed, traits_.name + " is a real device");
    const float priority = 1;
    auto queue = structure<VkDeviceQueueCreateInfo>(VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO);
    queue.queueFamilyIndex = traits_.queueFamily;
    queue.queueCount = 1;
    queue.pQueuePriorities = &priority;
    auto executables = structure<VkPhysicalDevicePipelineExecutablePropertiesFeaturesKHR>(
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PIPELINE_EXECUTABLE_PROPERTIES_FEATURES_KHR);
    executables.pipelineExecutableInfo = VK_TRUE;
    VkPhysicalDeviceFeatures features{}; // those the product enables
    features.robustBufferAccess = VK_TRUE;
    features.shaderFloat64 = traits_.float64 ? VK_TRUE : VK_FALSE;
    const char* extension = VK_KHR_PIPELINE_EXECUTABLE_PROPERTIES_EXTENSION_NAME;
    auto info = structure<VkDeviceCreateInfo>(VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO);
    info.pNext = &executables;
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queue;
    info.pEnabledFeatures = &features;
    info.enabledExtensionCount = 1;
    info.ppEnabledExtensionNames = &extension;
    const VkResult done = instance_->api().vkCreateDevice(physical, &info, nullptr, &device_);
    if (done != VK_SUCCESS)
        return failure(done, "vkCreateDevice");
    const auto lookUp = instance_->api().vkGetDeviceProcAddr;
    const auto api = loadDeviceApi(lookUp, device_);
    if (!api)
        return tl::unexpected(api.error());
    api_ = *api;
    statistics_ = reinterpret_cast<PFN_vkGetPipelineExecutableStatisticsKHR>(
        lookUp(device_, "vkGetPipelineExecutableStatisticsKHR"));
    representations_ = reinterpret_cast<PFN_vkGetPipelineExecutableInternalRepresentationsKHR>(
        lookUp(device_, "vkGetPipelineExecutableInternalRepresentationsKHR"));
    return {};
}

ShaderCompiler::~ShaderCompiler()
{
    if (api_.vkDestroyDevice != nullptr)
        api_.vkDestroyDevice(device_, nullptr);
}

Result<Statistics> ShaderCompiler::compile(const Dispatch& dispatch) const
{
    std::vector<std::uint32_t> own;
    std::span<const std::uint32_t> spirv = dispatch.kernel.spirv;
    if (spirv.empty()) {
        auto compiled = compileGlsl(dispatch.kernel.glsl.text(), dispatch.kernel.name);
        if (!compiled)
            return tl::unexpected(compiled.error());
        own = std::move(*compiled);
        spirv = own;
    }
    const auto pipeline = build(spirv, dispatch);
    if (!pipeline)
        return tl::unexpected(pipeline.error());
    auto read = this->read(*pipeline);
    api_.vkDestroyPipeline(device_, *pipeline, nullptr);
    return read;
}

// The modules and layouts live as long as the process: one that compiles a list and ends.
Result<VkPipeline> ShaderCompiler::build(std::span<const std::uint32_t> spirv,
                                         const Dispatch& dispatch) const
{
    std::vector<VkDescriptorSetLayoutBinding> slots(dispatch.buffers.size());
    for (std::uint32_t i = 0; i < slots.size(); ++i)
        slots[i] = {i, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr};
    auto set = structure<VkDescriptorSetLayoutCreateInfo>(
        VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO);
    set.bindingCount = static_cast<std::uint32_t>(slots.size());
    set.pBindings = slots.data();
    VkDescriptorSetLayout setLayout = nullptr;
    VkResult done = api_.vkCreateDescriptorSetLayout(device_, &set, nullptr, &setLayout);
    if (done != VK_SUCCESS)
        return failure(done, "vkCreateDescriptorSetLayout");
    const VkPushConstantRange push{VK_SHADER_STAGE_COMPUTE_BIT, 0, kPushBytes};
    auto layoutInfo =
        structure<VkPipelineLayoutCreateInfo>(VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO);
    layoutInfo.setLayoutCount = 1;
    layoutInfo.pSetLayouts = &setLayout;
    layoutInfo.pushConstantRangeCount = 1;
    layoutInfo.pPushConstantRanges = &push;
    VkPipelineLayout layout = nullptr;
    done = api_.vkCreatePipelineLayout(device_, &layoutInfo, nullptr, &layout);
    if (done != VK_SUCCESS)
        return failure(done, "vkCreatePipelineLayout");
    auto moduleInfo =
        structure<VkShaderModuleCreateInfo>(VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO);
    moduleInfo.codeSize = spirv.size_bytes();
    moduleInfo.pCode = spirv.data();
    auto info =
        structure<VkComputePipelineCreateInfo>(VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO);
    info.flags = VK_PIPELINE_CREATE_CAPTURE_STATISTICS_BIT_KHR
                 | VK_PIPELINE_CREATE_CAPTURE_INTERNAL_REPRESENTATIONS_BIT_KHR;
    info.stage = structure<VkPipelineShaderStageCreateInfo>(
        VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO);
    info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
    info.stage.pName = "main";
    done = api_.vkCreateShaderModule(device_, &moduleInfo, nullptr, &info.stage.module);
    if (done != VK_SUCCESS)
        return failure(done, "vkCreateShaderModule");
    std::vector<VkSpecializationMapEntry> entries;
    for (std::uint32_t i = 0; i < dispatch.constants.size(); ++i)
        entries.push_back({i, i * 4, 4});
    const VkSpecializationInfo special{static_cast<std::uint32_t>(entries.size()), entries.data(),
                                       dispatch.constants.size() * 4, dispatch.constants.data()};
    info.stage.pSpecializationInfo = &special;
    info.layout = layout;
    VkPipeline pipeline = nullptr;
    done = api_.vkCreateComputePipelines(device_, nullptr, 1, &info, nullptr, &pipeline);
    if (done != VK_SUCCESS)
        return failure(done, "vkCreateComputePipelines");
    return pipeline;
}

Result<Statistics> ShaderCompiler::read(VkPipeline pipeline) const
{
    auto executable =
        structure<VkPipelineExecutableInfoKHR>(VK_STRUCTURE_TYPE_PIPELINE_EXECUTABLE_INFO_KHR);
    executable.pipeline = pipeline;
    std::uint32_t count = 0;
    VkResult done = statistics_(device_, &executable, &count, nullptr);
    std::vector<VkPipelineExecutableStatisticKHR> all(
        count, structure<VkPipelineExecutableStatisticKHR>(
                   VK_STRUCTURE_TYPE_PIPELINE_EXECUTABLE_STATISTIC_KHR));
    if (done == VK_SUCCESS)
        done = statistics_(device_, &executable, &count, all.data());
    if (done != VK_SUCCESS)
        return failure(done, "vkGetPipelineExecutableStatisticsKHR");
    Statistics read;
    for (const auto& one : all)
        take(one, read);
    if (read.instructions == 0 || read.waves == 0)
        return fail(Errc::Unsupported, "the driver's statistics have other names");
    read.fmaPercent = fmaPercent(machineCode(executable));
    return read;
}

/// The disassembly; empty when the driver was built without a disassembler.
std::string ShaderCompiler::machineCode(const VkPipelineExecutableInfoKHR& executable) const
{
    std::uint32_t count = 0;
    representations_(device_, &executable, &count, nullptr);
    std::vector<VkPipelineExecutableInternalRepresentationKHR> all(
        count, structure<VkPipelineExecutableInternalRepresentationKHR>(
                   VK_STRUCTURE_TYPE_PIPELINE_EXECUTABLE_INTERNAL_REPRESENTATION_KHR));
    representations_(device_, &executable, &count, all.data());
    std::vector<std::string> texts(count);
    for (std::size_t i = 0; i < count; ++i) {
        texts[i].resize(all[i].dataSize);
        all[i].pData = texts[i].data();
    }
    representations_(device_, &executable, &count, all.data());
    for (std::size_t i = 0; i < count; ++i)
        if (std::strcmp(all[i].name, "Assembly") == 0)
            return texts[i];
    return {};
}

} // namespace xpu::tests
