#include "compute/vulkan/pipelines.h"

#include "compute/vulkan/glsl_compiler.h"

#include <cstring>
#include <utility>

namespace xpu::vulkan {

namespace {

constexpr std::uint32_t kPushBytes = 128;
constexpr std::size_t kMostTexts = 128;

} // namespace

Pipelines::Pipelines(const Gpu& gpu, const DiskCache& disk, const std::string& cacheId)
    : gpu_(gpu), disk_(disk), diskKey_("pipelines " + cacheId)
{}

Result<std::unique_ptr<Pipelines>> Pipelines::create(const Gpu& gpu, const DiskCache& disk,
                                                     const std::string& cacheId)
{
    std::unique_ptr<Pipelines> made(new Pipelines(gpu, disk, cacheId));
    const auto before = disk.find(made->diskKey_).value_or(std::vector<std::byte>{});
    auto info = structure<VkPipelineCacheCreateInfo>(VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO);
    info.initialDataSize = before.size();
    info.pInitialData = before.data();
    const VkResult done =
        gpu.api().vkCreatePipelineCache(gpu.handle(), &info, nullptr, &made->cache_);
    if (done != VK_SUCCESS)
        return failure(done, "vkCreatePipelineCache");
    return made;
}

Pipelines::~Pipelines()
{
    const DeviceApi& api = gpu_.api();
    for (const auto& [key, pipeline] : pipelines_)
        api.vkDestroyPipeline(gpu_.handle(), pipeline.handle, nullptr);
    for (const auto& [bindings, layout] : layouts_) {
        api.vkDestroyPipelineLayout(gpu_.handle(), layout.layout, nullptr);
        api.vkDestroyDescriptorSetLayout(gpu_.handle(), layout.set, nullptr);
    }
    api.vkDestroyPipelineCache(gpu_.handle(), cache_, nullptr);
}

Result<Pipelines::Pipeline> Pipelines::find(const Dispatch& dispatch)
{
    const auto layout = layoutFor(dispatch.buffers.size());
    if (!layout)
        return tl::unexpected(layout.error());
    if (const auto known = pipelines_.find(keyOf(dispatch)); known != pipelines_.end())
        return Pipeline{known->second.handle, layout->layout, layout->set, false};
    const auto spirv = spirvOf(dispatch.kernel);
    if (!spirv)
        return tl::unexpected(spirv.error());
    const auto pipeline = build(*spirv, dispatch.constants, layout->layout);
    if (!pipeline)
        return tl::unexpected(pipeline.error());
    unsaved_ = true;
    pipelines_.emplace(launch::KernelKey{dispatch.kernel, dispatch.constants},
                       Made{*pipeline, dispatch.kernel.spirv.empty()});
    return Pipeline{*pipeline, layout->layout, layout->set, true};
}

bool Pipelines::knows(const Dispatch& dispatch) const
{
    return pipelines_.contains(keyOf(dispatch));
}

void Pipelines::save()
{
    if (!std::exchange(unsaved_, false))
        return;
    const DeviceApi& api = gpu_.api();
    std::size_t size = 0;
    if (api.vkGetPipelineCacheData(gpu_.handle(), cache_, &size, nullptr) != VK_SUCCESS)
        return;
    std::vector<std::byte> data(size);
    if (api.vkGetPipelineCacheData(gpu_.handle(), cache_, &size, data.data()) == VK_SUCCESS)
        disk_.store(diskKey_, std::span(data).first(size));
}

void Pipelines::trim()
{
    if (compiled_.size() < kMostTexts)
        return;
    std::erase_if(pipelines_, [this](const auto& entry) {
        if (entry.second.fromText)
            gpu_.api().vkDestroyPipeline(gpu_.handle(), entry.second.handle, nullptr);
        return entry.second.fromText;
    });
    compiled_.clear();
}

Result<std::span<const std::uint32_t>> Pipelines::spirvOf(const Kernel& kernel)
{
    if (!kernel.spirv.empty())
        return kernel.spirv;
    auto known = compiled_.find(kernel.glsl.text());
    if (known == compiled_.end()) {
        auto spirv = compiledOnce(kernel);
        if (!spirv)
            return tl::unexpected(spirv.error());
        known = compiled_.emplace(kernel.glsl.text(), std::move(*spirv)).first;
    }
    return std::span<const std::uint32_t>(known->second);
}

/// Compiled now, or by an earlier run of the program.
Result<std::vector<std::uint32_t>> Pipelines::compiledOnce(const Kernel& kernel)
{
    const std::string key = "spirv vulkan1.1 performance\n" + kernel.glsl.text();
    if (const auto before = disk_.find(key); before && before->size() % 4 == 0) {
        std::vector<std::uint32_t> words(before->size() / 4);
        std::memcpy(words.data(), before->data(), before->size());
        return words;
    }
    auto spirv = compileGlsl(kernel.glsl.text(), kernel.name);
    if (spirv)
        disk_.store(key, std::as_bytes(std::span(*spirv)));
    return spirv;
}

Result<Pipelines::Layout> Pipelines::layoutFor(std::size_t bindings)
{
    if (const auto known = layouts_.find(bindings); known != layouts_.end())
        return known->second;
    std::vector<VkDescriptorSetLayoutBinding> slots(bindings);
    for (std::uint32_t i = 0; i < slots.size(); ++i)
        slots[i] = {i, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr};
    auto setInfo = structure<VkDescriptorSetLayoutCreateInfo>(
        VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO);
    setInfo.bindingCount = static_cast<std::uint32_t>(slots.size());
    setInfo.pBindings = slots.data();
    Layout layout;
    VkResult done =
        gpu_.api().vkCreateDescriptorSetLayout(gpu_.handle(), &setInfo, nullptr, &layout.set);
    if (done != VK_SUCCESS)
        return failure(done, "vkCreateDescriptorSetLayout");
    const VkPushConstantRange push{VK_SHADER_STAGE_COMPUTE_BIT, 0, kPushBytes};
    auto info =
        structure<VkPipelineLayoutCreateInfo>(VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO);
    info.setLayoutCount = 1;
    info.pSetLayouts = &layout.set;
    info.pushConstantRangeCount = 1;
    info.pPushConstantRanges = &push;
    done = gpu_.api().vkCreatePipelineLayout(gpu_.handle(), &info, nullptr, &layout.layout);
    if (done != VK_SUCCESS) {
        gpu_.api().vkDestroyDescriptorSetLayout(gpu_.handle(), layout.set, nullptr);
        return failure(done, "vkCreatePipelineLayout");
    }
    layouts_.emplace(bindings, layout);
    return layout;
}

Result<VkPipeline> Pipelines::build(std::span<const std::uint32_t> spirv,
                                    std::span<const std::uint32_t> constants,
                                    VkPipelineLayout layout)
{
    auto moduleInfo =
        structure<VkShaderModuleCreateInfo>(VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO);
    moduleInfo.codeSize = spirv.size_bytes();
    moduleInfo.pCode = spirv.data();
    VkShaderModule shader = nullptr;
    VkResult done = gpu_.api().vkCreateShaderModule(gpu_.handle(), &moduleInfo, nullptr, &shader);
    if (done != VK_SUCCESS)
        return failure(done, "vkCreateShaderModule");
    std::vector<VkSpecializationMapEntry> entries;
    for (std::uint32_t i = 0; i < constants.size(); ++i)
        entries.push_back({i, i * 4, 4});
    const VkSpecializationInfo special{static_cast<std::uint32_t>(entries.size()), entries.data(),
                                       constants.size_bytes(), constants.data()};
    auto info =
        structure<VkComputePipelineCreateInfo>(VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO);
    info.stage = structure<VkPipelineShaderStageCreateInfo>(
        VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO);
    info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
    info.stage.module = shader;
    info.stage.pName = "main";
    info.stage.pSpecializationInfo = &special;
    info.layout = layout;
    VkPipeline pipeline = nullptr;
    done = gpu_.api().vkCreateComputePipelines(gpu_.handle(), cache_, 1, &info, nullptr, &pipeline);
    gpu_.api().vkDestroyShaderModule(gpu_.handle(), shader, nullptr);
    if (done != VK_SUCCESS)
        return failure(done, "vkCreateComputePipelines");
    return pipeline;
}

} // namespace xpu::vulkan
