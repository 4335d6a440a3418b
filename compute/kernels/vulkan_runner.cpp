#include "compute/kernels/shared_memory.h"
#include "compute/kernels/spirv_program.h"
#include "compute/vulkan/gpu.h"

#include <algorithm>
#include <cstring>
#include <map>

namespace xpu::kernels {
namespace {

using vulkan::DeviceApi;
using vulkan::Gpu;
using vulkan::structure;

constexpr std::size_t kMostPrograms = 16;

tl::unexpected<LaunchError> failed(VkResult result, const char* what)
{
    const auto error = vulkan::failure(result, what);
    return refused(error.value().code, error.value().context);
}

/// Everything that belongs to one kernel with one set of constants.
class Pipeline {
public:
    Pipeline(const Gpu& gpu, SpirvProgram program) : gpu_(gpu), program_(std::move(program)) {}
    ~Pipeline()
    {
        const DeviceApi& api = gpu_.api();
        api.vkDestroyPipeline(gpu_.handle(), pipeline_, nullptr);
        api.vkDestroyPipelineLayout(gpu_.handle(), layout_, nullptr);
        for (VkDescriptorSetLayout set : sets_)
            api.vkDestroyDescriptorSetLayout(gpu_.handle(), set, nullptr);
    }
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;

    const Interface& interface() const { return program_.interface; }
    VkPipeline handle() const { return pipeline_; }
    VkPipelineLayout layout() const { return layout_; }
    const std::vector<VkDescriptorSetLayout>& sets() const { return sets_; }

    Outcome<void> build(const std::string& entry, const std::vector<GivenConstant>& spec)
    {
        return buildLayout().and_then([&] { return buildPipeline(entry, spec); });
    }

private:
    Outcome<void> buildLayout()
    {
        const DeviceApi& api = gpu_.api();
        std::map<std::uint32_t, std::vector<VkDescriptorSetLayoutBinding>> slots;
        std::uint32_t count = 0;
        for (const Binding& b : interface().bindings) {
            slots[b.set].push_back(
                {b.binding,
                 b.uniform ? VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER : VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
                 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr});
            count = std::max(count, b.set + 1);
        }
        if (count > 4) // what every device has
            return refused(Errc::InvalidInput, "the kernel uses more than 4 descriptor sets",
                           "E502");
        for (std::uint32_t set = 0; set < count; ++set) {
            auto info = structure<VkDescriptorSetLayoutCreateInfo>(
                VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO);
            info.bindingCount = static_cast<std::uint32_t>(slots[set].size());
            info.pBindings = slots[set].data();
            VkDescriptorSetLayout made = nullptr;
            const VkResult done =
                api.vkCreateDescriptorSetLayout(gpu_.handle(), &info, nullptr, &made);
            if (done != VK_SUCCESS)
                return failed(done, "vkCreateDescriptorSetLayout");
            sets_.push_back(made);
        }
        const VkPushConstantRange push{VK_SHADER_STAGE_COMPUTE_BIT, 0, interface().pushBytes};
        auto info =
            structure<VkPipelineLayoutCreateInfo>(VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO);
        info.setLayoutCount = static_cast<std::uint32_t>(sets_.size());
        info.pSetLayouts = sets_.data();
        info.pushConstantRangeCount = push.size > 0 ? 1 : 0;
        info.pPushConstantRanges = &push;
        const VkResult done = api.vkCreatePipelineLayout(gpu_.handle(), &info, nullptr, &layout_);
        if (done != VK_SUCCESS)
            return failed(done, "vkCreatePipelineLayout");
        return {};
    }

    Outcome<void> buildPipeline(const std::string& entry, const std::vector<GivenConstant>& spec)
    {
        const DeviceApi& api = gpu_.api();
        auto moduleInfo =
            structure<VkShaderModuleCreateInfo>(VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO);
        moduleInfo.codeSize = program_.words.size() * 4;
        moduleInfo.pCode = program_.words.data();
        VkShaderModule shader = nullptr;
        VkResult done = api.vkCreateShaderModule(gpu_.handle(), &moduleInfo, nullptr, &shader);
        if (done != VK_SUCCESS)
            return failed(done, "vkCreateShaderModule");
        std::vector<VkSpecializationMapEntry> entries;
        std::vector<std::byte> data;
        for (const GivenConstant& one : spec) {
            entries.push_back(
                {one.constant.at, static_cast<std::uint32_t>(data.size()), one.bytes.size()});
            data.insert(data.end(), one.bytes.begin(), one.bytes.end());
        }
        const VkSpecializationInfo special{static_cast<std::uint32_t>(entries.size()),
                                           entries.data(), data.size(), data.data()};
        auto info =
            structure<VkComputePipelineCreateInfo>(VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO);
        info.stage = structure<VkPipelineShaderStageCreateInfo>(
            VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO);
        info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
        info.stage.module = shader;
        info.stage.pName = entry.c_str();
        info.stage.pSpecializationInfo = &special;
        info.layout = layout_;
        done = api.vkCreateComputePipelines(gpu_.handle(), nullptr, 1, &info, nullptr, &pipeline_);
        api.vkDestroyShaderModule(gpu_.handle(), shader, nullptr);
        if (done != VK_SUCCESS)
            return failed(done, "vkCreateComputePipelines");
        return {};
    }

    const Gpu& gpu_;
    SpirvProgram program_;
    std::vector<VkDescriptorSetLayout> sets_;
    VkPipelineLayout layout_ = nullptr;
    VkPipeline pipeline_ = nullptr;
};

class VulkanRunner final : public KernelRunner {
public:
    VulkanRunner(std::shared_ptr<const vulkan::Instance> instance, VkPhysicalDevice device,
                 vulkan::Traits traits, std::unique_ptr<Gpu> gpu)
        : instance_(std::move(instance)),
          device_(device),
          traits_(std::move(traits)),
          gpu_(std::move(gpu))
    {}
    ~VulkanRunner() override
    {
        pipelines_.clear();
        gpu_->api().vkDestroyFence(gpu_->handle(), fence_, nullptr);
        gpu_->api().vkDestroyCommandPool(gpu_->handle(), commands_, nullptr);
    }

    Outcome<void> open();
    Outcome<bool> prepare(const KernelJob& job, const std::string& source) override;
    Outcome<KernelSketch> describe(const KernelJob& job, const std::string& source) override
    {
        return spirvSketch(job, source);
    }
    Outcome<void> run(const KernelJob& job, std::span<std::byte> memory) override;

private:
    Outcome<SpirvProgram> checkedProgram(const KernelJob& job, const std::string& source) const;
    Outcome<void> checkSizes(const KernelJob& job, const Interface& kernel) const;
    Outcome<std::vector<GivenConstant>> specOf(const KernelJob& job, Interface& kernel) const;
    Outcome<void> describe(const KernelJob& job, VkBuffer buffer, VkDescriptorPool& pool,
                           std::vector<VkDescriptorSet>& sets) const;
    Outcome<void> submit(const std::vector<VkDescriptorSet>& sets);

    /// Loops end after 65,535 iterations of one invocation, and nobody is told.
    bool endsLoops() const { return traits_.name.starts_with("llvmpipe"); }

    std::shared_ptr<const vulkan::Instance> instance_;
    VkPhysicalDevice device_;
    vulkan::Traits traits_;
    std::unique_ptr<Gpu> gpu_;
    VkCommandPool commands_ = nullptr;
    VkCommandBuffer buffer_ = nullptr;
    VkFence fence_ = nullptr;

    std::map<std::string, std::unique_ptr<Pipeline>> pipelines_;
    Pipeline* current_ = nullptr; ///< of the job that was prepared last
    std::vector<std::size_t> bindingOf_;
    std::vector<std::byte> push_;
    std::array<std::uint32_t, 3> groups_{1, 1, 1};
};

Outcome<void> VulkanRunner::open()
{
    const DeviceApi& api = gpu_->api();
    auto poolInfo = structure<VkCommandPoolCreateInfo>(VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO);
    poolInfo.queueFamilyIndex = traits_.queueFamily;
    VkResult done = api.vkCreateCommandPool(gpu_->handle(), &poolInfo, nullptr, &commands_);
    if (done != VK_SUCCESS)
        return failed(done, "vkCreateCommandPool");
    auto info =
        structure<VkCommandBufferAllocateInfo>(VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO);
    info.commandPool = commands_;
    info.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
    info.commandBufferCount = 1;
    done = api.vkAllocateCommandBuffers(gpu_->handle(), &info, &buffer_);
    if (done != VK_SUCCESS)
        return failed(done, "vkAllocateCommandBuffers");
    const auto fenceInfo = structure<VkFenceCreateInfo>(VK_STRUCTURE_TYPE_FENCE_CREATE_INFO);
    done = api.vkCreateFence(gpu_->handle(), &fenceInfo, nullptr, &fence_);
    if (done != VK_SUCCESS)
        return failed(done, "vkCreateFence");
    return {};
}

Outcome<SpirvProgram> VulkanRunner::checkedProgram(const KernelJob& job,
                                                   const std::string& source) const
{
    auto program = spirvProgram(job, source, traits_.float64);
    if (!program)
        return program;
    const Interface& kernel = program->interface;
    if (kernel.sharedBytes > traits_.maxShared.count)
        return refused(Errc::InvalidInput,
                       job.file + " shares " + std::to_string(kernel.sharedBytes)
                           + " bytes in a group, this device has "
                           + std::to_string(traits_.maxShared.count),
                       "E503");
    if (kernel.loops && endsLoops() && !job.loopsAllowed)
        return refused(Errc::InvalidInput,
                       job.file
                           + " has loops, and this driver ends them after 65535 turns without"
                             " a word: give the step a twin ([step.cpu]) to compare with, or"
                             " another device",
                       "E506");
    return program;
}

Outcome<std::vector<GivenConstant>> VulkanRunner::specOf(const KernelJob& job,
                                                         Interface& kernel) const
{
    auto spec = valuesFor(kernel.spec, job.values, "spec", false);
    if (!spec)
        return spec;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const auto wished = job.values.find(std::string("local.") + "xyz"[axis]);
        if (wished == job.values.end())
            continue;
        const auto size = static_cast<std::uint32_t>(std::get<std::int64_t>(wished->second));
        if (!kernel.localIds[axis] && size != kernel.local[axis])
            return refused(Errc::InvalidInput,
                           "local is " + std::to_string(size)
                               + " on an axis that the kernel fixes at "
                               + std::to_string(kernel.local[axis]),
                           "E502");
        kernel.local[axis] = size;
        std::vector<std::byte> bytes(4);
        std::memcpy(bytes.data(), &size, 4);
        if (kernel.localIds[axis])
            spec->push_back(
                {Constant{"local", Constant::Type::U32, *kernel.localIds[axis]}, std::move(bytes)});
    }
    return spec;
}

Outcome<void> VulkanRunner::checkSizes(const KernelJob& job, const Interface& kernel) const
{
    const std::uint64_t items = std::uint64_t{kernel.local[0]} * kernel.local[1] * kernel.local[2];
    if (items > traits_.maxInvocations)
        return refused(Errc::InvalidInput, "groups of " + std::to_string(items)
                                               + " work items, this device takes "
                                               + std::to_string(traits_.maxInvocations));
    if (kernel.pushBytes > 128) // what every device has
        return refused(Errc::InvalidInput, "more than 128 bytes of push constants", "E502");
    for (const KernelJob::PortRange& port : job.ports)
        if (port.bytes > traits_.maxRange.count)
            return refused(Errc::OutOfMemory,
                           "'" + port.name + "' needs " + std::to_string(port.bytes)
                               + " bytes, a buffer of this device has at most "
                               + std::to_string(traits_.maxRange.count),
                           "E401");
    if (job.deviceBytes > 0 && job.memoryBytes > job.deviceBytes)
        return refused(Errc::OutOfMemory, "its buffers do not fit this device", "E401");
    return {};
}

Outcome<bool> VulkanRunner::prepare(const KernelJob& job, const std::string& source)
{
    std::string key = job.language + '\n' + job.entry + '\n' + (job.loopsAllowed ? "1" : "0");
    for (const auto& [name, value] : job.values)
        if (!name.starts_with("push."))
            key += '\n' + name + '=' + std::visit([](auto v) { return std::to_string(v); }, value);
    key += '\0' + source;
    auto known = pipelines_.find(key);
    if (known == pipelines_.end()) {
        auto program = checkedProgram(job, source);
        if (!program)
            return tl::unexpected(program.error());
        auto spec = specOf(job, program->interface);
        if (!spec)
            return tl::unexpected(spec.error());
        auto pipeline = std::make_unique<Pipeline>(*gpu_, std::move(*program));
        if (const auto built = pipeline->build(job.entry, *spec); !built)
            return tl::unexpected(built.error());
        if (pipelines_.size() >= kMostPrograms)
            pipelines_.clear();
        known = pipelines_.emplace(std::move(key), std::move(pipeline)).first;
    }
    current_ = known->second.get();
    const Interface& kernel = current_->interface();
    if (const auto fits = checkSizes(job, kernel); !fits)
        return tl::unexpected(fits.error());
    std::vector<Port> ports;
    for (const KernelJob::PortRange& port : job.ports)
        ports.push_back({port.name, port.output});
    auto matching = matched(ports, kernel);
    if (!matching)
        return tl::unexpected(matching.error());
    bindingOf_ = std::move(*matching);
    const auto push = valuesFor(kernel.push, job.values, "push", true);
    if (!push)
        return tl::unexpected(push.error());
    push_.assign(kernel.pushBytes, std::byte{});
    for (const GivenConstant& one : *push)
        std::memcpy(push_.data() + one.constant.at, one.bytes.data(), one.bytes.size());
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const std::uint64_t groups =
            (job.global[axis] + kernel.local[axis] - 1) / kernel.local[axis];
        if (groups > traits_.maxGroups[axis])
            return refused(Errc::InvalidInput, std::to_string(groups)
                                                   + " groups on one axis, this device takes "
                                                   + std::to_string(traits_.maxGroups[axis]));
        groups_[axis] = static_cast<std::uint32_t>(groups);
    }
    return kernel.loops && endsLoops();
}

Outcome<void> VulkanRunner::describe(const KernelJob& job, VkBuffer buffer, VkDescriptorPool& pool,
                                     std::vector<VkDescriptorSet>& sets) const
{
    const DeviceApi& api = gpu_->api();
    const auto count = static_cast<std::uint32_t>(std::max<std::size_t>(1, job.ports.size()));
    const std::array<VkDescriptorPoolSize, 2> sizes{
        {{VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, count}, {VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER, count}}};
    auto poolInfo =
        structure<VkDescriptorPoolCreateInfo>(VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO);
    poolInfo.maxSets = 4;
    poolInfo.poolSizeCount = sizes.size();
    poolInfo.pPoolSizes = sizes.data();
    VkResult done = api.vkCreateDescriptorPool(gpu_->handle(), &poolInfo, nullptr, &pool);
    if (done != VK_SUCCESS)
        return failed(done, "vkCreateDescriptorPool");
    sets.resize(current_->sets().size());
    if (sets.empty())
        return {};
    auto setInfo =
        structure<VkDescriptorSetAllocateInfo>(VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO);
    setInfo.descriptorPool = pool;
    setInfo.descriptorSetCount = static_cast<std::uint32_t>(sets.size());
    setInfo.pSetLayouts = current_->sets().data();
    done = api.vkAllocateDescriptorSets(gpu_->handle(), &setInfo, sets.data());
    if (done != VK_SUCCESS)
        return failed(done, "vkAllocateDescriptorSets");
    for (std::size_t p = 0; p < job.ports.size(); ++p) {
        const Binding& binding = current_->interface().bindings[bindingOf_[p]];
        // Ports have whole pages to themselves; ranges are words, and none is empty.
        const VkDescriptorBufferInfo range{
            buffer, job.ports[p].offset,
            std::max<std::uint64_t>(4, (job.ports[p].bytes + 3) / 4 * 4)};
        auto write = structure<VkWriteDescriptorSet>(VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET);
        write.dstSet = sets[binding.set];
        write.dstBinding = binding.binding;
        write.descriptorCount = 1;
        write.descriptorType =
            binding.uniform ? VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER : VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
        write.pBufferInfo = &range;
        api.vkUpdateDescriptorSets(gpu_->handle(), 1, &write, 0, nullptr);
    }
    return {};
}

Outcome<void> VulkanRunner::submit(const std::vector<VkDescriptorSet>& sets)
{
    const DeviceApi& api = gpu_->api();
    api.vkResetCommandPool(gpu_->handle(), commands_, 0);
    auto begin = structure<VkCommandBufferBeginInfo>(VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO);
    begin.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    api.vkBeginCommandBuffer(buffer_, &begin);
    api.vkCmdBindPipeline(buffer_, VK_PIPELINE_BIND_POINT_COMPUTE, current_->handle());
    if (!sets.empty())
        api.vkCmdBindDescriptorSets(buffer_, VK_PIPELINE_BIND_POINT_COMPUTE, current_->layout(), 0,
                                    static_cast<std::uint32_t>(sets.size()), sets.data(), 0,
                                    nullptr);
    if (!push_.empty())
        api.vkCmdPushConstants(buffer_, current_->layout(), VK_SHADER_STAGE_COMPUTE_BIT, 0,
                               static_cast<std::uint32_t>(push_.size()), push_.data());
    api.vkCmdDispatch(buffer_, groups_[0], groups_[1], groups_[2]);
    auto barrier = structure<VkMemoryBarrier>(VK_STRUCTURE_TYPE_MEMORY_BARRIER);
    barrier.srcAccessMask = VK_ACCESS_SHADER_WRITE_BIT;
    barrier.dstAccessMask = VK_ACCESS_HOST_READ_BIT;
    api.vkCmdPipelineBarrier(buffer_, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT,
                             VK_PIPELINE_STAGE_HOST_BIT, 0, 1, &barrier, 0, nullptr, 0, nullptr);
    VkResult done = api.vkEndCommandBuffer(buffer_);
    if (done != VK_SUCCESS)
        return failed(done, "vkEndCommandBuffer");
    auto info = structure<VkSubmitInfo>(VK_STRUCTURE_TYPE_SUBMIT_INFO);
    info.commandBufferCount = 1;
    info.pCommandBuffers = &buffer_;
    api.vkResetFences(gpu_->handle(), 1, &fence_);
    done = api.vkQueueSubmit(gpu_->queue(), 1, &info, fence_);
    if (done != VK_SUCCESS)
        return failed(done, "vkQueueSubmit");
    // For ever: who sent the job ends this process when it takes too long.
    done = api.vkWaitForFences(gpu_->handle(), 1, &fence_, VK_TRUE, UINT64_MAX);
    if (done != VK_SUCCESS)
        return failed(done, "vkWaitForFences");
    return {};
}

Outcome<void> VulkanRunner::run(const KernelJob& job, std::span<std::byte> memory)
{
    auto shared = SharedMemory::open(*instance_, device_, *gpu_, memory);
    if (!shared)
        return refused(shared.error().code, shared.error().context);
    for (const KernelJob::PortRange& port : job.ports)
        (*shared)->before(port.offset, port.bytes);
    VkDescriptorPool pool = nullptr;
    std::vector<VkDescriptorSet> sets;
    auto outcome =
        describe(job, (*shared)->buffer(), pool, sets).and_then([&] { return submit(sets); });
    gpu_->api().vkDestroyDescriptorPool(gpu_->handle(), pool, nullptr);
    for (const KernelJob::PortRange& port : job.ports)
        if (port.output && outcome)
            (*shared)->after(port.offset, port.bytes);
    return outcome;
}

} // namespace

Outcome<std::unique_ptr<KernelRunner>> openVulkanRunner(std::size_t index)
{
    const auto lost = [](const Error& error) {
        return refused(Errc::DeviceLost, "the driver cannot be opened: " + error.context);
    };
    const auto lookUp = vulkan::openLoader();
    if (!lookUp)
        return lost(lookUp.error());
    auto instance = vulkan::Instance::create(*lookUp);
    if (!instance)
        return lost(instance.error());
    const auto devices = (*instance)->physicalDevices();
    if (!devices || index >= devices->size())
        return refused(Errc::DeviceLost, "the driver does not show this device in the sandbox");
    VkPhysicalDevice device = (*devices)[index];
    vulkan::Traits traits = vulkan::readTraits(**instance, device);
    VkPhysicalDeviceFeatures has{};
    (*instance)->api().vkGetPhysicalDeviceFeatures(device, &has);
    Gpu::Extras extras;
    extras.features.shaderInt64 = has.shaderInt64;
    extras.features.shaderInt16 = has.shaderInt16;
    if (vulkan::hasExtension(**instance, device, VK_EXT_EXTERNAL_MEMORY_HOST_EXTENSION_NAME))
        extras.extensions.push_back(VK_EXT_EXTERNAL_MEMORY_HOST_EXTENSION_NAME);
    auto gpu = Gpu::open(*instance, device, traits, {}, extras);
    if (!gpu)
        return lost(gpu.error());
    auto runner = std::make_unique<VulkanRunner>(std::move(*instance), device, std::move(traits),
                                                 std::move(*gpu));
    if (auto opened = runner->open(); !opened)
        return tl::unexpected(opened.error());
    return runner;
}

} // namespace xpu::kernels
