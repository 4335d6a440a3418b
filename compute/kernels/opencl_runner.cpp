#include "compute/kernels/kernel_runner.h"
#include "compute/kernels/opencl_text.h"
#include "compute/opencl/traits.h"

#include <algorithm>
#include <cstring>
#include <map>

namespace xpu::kernels {
namespace {

using opencl::Api;

constexpr std::size_t kMostPrograms = 16;

tl::unexpected<LaunchError> failed(cl_int code, const char* what)
{
    const auto error = opencl::failure(code, what);
    return refused(error.value().code, error.value().context);
}

/// A built kernel with what it wants.
struct Built {
    cl_program program = nullptr;
    cl_kernel kernel = nullptr;
    Interface interface;
    bool groupFixed = false; ///< by the kernel: `interface.local`
};

class OpenclRunner final : public KernelRunner {
public:
    OpenclRunner(const Api& api, const opencl::Found& found)
        : api_(api), device_(found.device), traits_(opencl::readTraits(api, found))
    {}
    ~OpenclRunner() override
    {
        forget();
        if (queue_ != nullptr)
            api_.clReleaseCommandQueue(queue_);
        if (context_ != nullptr)
            api_.clReleaseContext(context_);
    }

    Outcome<void> open()
    {
        cl_int code = CL_SUCCESS;
        context_ = api_.clCreateContext(nullptr, 1, &device_, nullptr, nullptr, &code);
        if (code != CL_SUCCESS)
            return failed(code, "clCreateContext");
        queue_ = api_.clCreateCommandQueue(context_, device_, 0, &code);
        if (code != CL_SUCCESS)
            return failed(code, "clCreateCommandQueue");
        return {};
    }
    Outcome<bool> prepare(const KernelJob& job, const std::string& source) override;
    Outcome<KernelSketch> describe(const KernelJob& job, const std::string& source) override;
    Outcome<void> run(const KernelJob& job, std::span<std::byte> memory) override;

private:
    void forget();
    Outcome<Built> build(const KernelJob& job, const std::string& source) const;
    std::string buildLog(cl_program program) const;
    std::string firstKernel(cl_program program) const;
    std::string argumentText(cl_kernel kernel, cl_uint at, cl_kernel_arg_info what) const;
    Outcome<Interface> interfaceOf(cl_kernel kernel) const;
    Outcome<void> checkSizes(const KernelJob& job) const;
    Outcome<void> chooseGroup(const KernelJob& job);
    Outcome<void> launch();

    const Api api_;
    cl_device_id device_;
    opencl::Traits traits_;
    cl_context context_ = nullptr;
    cl_command_queue queue_ = nullptr;

    std::map<std::string, Built> programs_;
    Built* current_ = nullptr; ///< of the job that was prepared last
    std::vector<std::size_t> bindingOf_;
    std::array<std::size_t, 3> global_{1, 1, 1};
    std::array<std::size_t, 3> local_{0, 0, 0}; ///< 0 = the driver's choice
};

void OpenclRunner::forget()
{
    for (const auto& [key, built] : programs_) {
        api_.clReleaseKernel(built.kernel);
        api_.clReleaseProgram(built.program);
    }
    programs_.clear();
}

std::string OpenclRunner::buildLog(cl_program program) const
{
    std::size_t size = 0;
    api_.clGetProgramBuildInfo(program, device_, CL_PROGRAM_BUILD_LOG, 0, nullptr, &size);
    std::string log(size, '\0');
    api_.clGetProgramBuildInfo(program, device_, CL_PROGRAM_BUILD_LOG, size, log.data(), nullptr);
    return log.substr(0, log.find('\0'));
}

Outcome<Built> OpenclRunner::build(const KernelJob& job, const std::string& source) const
{
    const auto options = buildOptions(job.values);
    if (!options)
        return tl::unexpected(options.error());
    Built built;
    cl_int code = CL_SUCCESS;
    const char* text = source.data();
    const std::size_t size = source.size();
    built.program = api_.clCreateProgramWithSource(context_, 1, &text, &size, &code);
    if (code != CL_SUCCESS)
        return failed(code, "clCreateProgramWithSource");
    code = api_.clBuildProgram(built.program, 1, &device_, options->c_str(), nullptr, nullptr);
    if (code != CL_SUCCESS) {
        std::string message = clangError(buildLog(built.program), job.file);
        api_.clReleaseProgram(built.program);
        return refused(Errc::InvalidInput, std::move(message), "E501");
    }
    const std::string entry = job.entry.empty() ? firstKernel(built.program) : job.entry;
    built.kernel = api_.clCreateKernel(built.program, entry.c_str(), &code);
    if (code != CL_SUCCESS) {
        api_.clReleaseProgram(built.program);
        return refused(Errc::InvalidInput, job.file + ":1:1: no kernel named '" + entry + "'",
                       "E501");
    }
    auto interface = interfaceOf(built.kernel);
    if (!interface) {
        api_.clReleaseKernel(built.kernel);
        api_.clReleaseProgram(built.program);
        return tl::unexpected(interface.error());
    }
    built.interface = std::move(*interface);
    std::array<std::size_t, 3> fixed{0, 0, 0};
    api_.clGetKernelWorkGroupInfo(built.kernel, device_, CL_KERNEL_COMPILE_WORK_GROUP_SIZE,
                                  sizeof fixed, fixed.data(), nullptr);
    built.groupFixed = fixed[0] != 0;
    for (std::size_t axis = 0; axis < 3; ++axis)
        built.interface.local[axis] = static_cast<std::uint32_t>(fixed[axis]);
    cl_ulong shared = 0;
    api_.clGetKernelWorkGroupInfo(built.kernel, device_, CL_KERNEL_LOCAL_MEM_SIZE, sizeof shared,
                                  &shared, nullptr);
    built.interface.sharedBytes = shared;
    return built;
}

/// Empty when there is none.
std::string OpenclRunner::firstKernel(cl_program program) const
{
    std::size_t size = 0;
    api_.clGetProgramInfo(program, CL_PROGRAM_KERNEL_NAMES, 0, nullptr, &size);
    std::string names(size, '\0');
    api_.clGetProgramInfo(program, CL_PROGRAM_KERNEL_NAMES, size, names.data(), nullptr);
    return names.substr(0, names.find_first_of(std::string_view(";\0", 2)));
}

Outcome<KernelSketch> OpenclRunner::describe(const KernelJob& job, const std::string& source)
{
    KernelJob any = job;
    any.entry.clear();
    auto built = build(any, source);
    if (!built)
        return tl::unexpected(built.error());
    KernelSketch sketch = sketched(built->interface);
    sketch.language = job.language;
    sketch.entry = firstKernel(built->program);
    sketch.localIsOpen = !built->groupFixed;
    // The language does not say which of the others are written; a person does.
    for (std::size_t i = 0; i < sketch.buffers.size(); ++i)
        sketch.buffers[i].output = !built->interface.bindings[i].uniform;
    api_.clReleaseKernel(built->kernel);
    api_.clReleaseProgram(built->program);
    return sketch;
}

std::string OpenclRunner::argumentText(cl_kernel kernel, cl_uint at, cl_kernel_arg_info what) const
{
    std::size_t size = 0;
    if (api_.clGetKernelArgInfo(kernel, at, what, 0, nullptr, &size) != CL_SUCCESS || size == 0)
        return {};
    std::string text(size, '\0');
    api_.clGetKernelArgInfo(kernel, at, what, size, text.data(), nullptr);
    return text.substr(0, text.find('\0'));
}

Outcome<Interface> OpenclRunner::interfaceOf(cl_kernel kernel) const
{
    cl_uint count = 0;
    cl_int code = api_.clGetKernelInfo(kernel, CL_KERNEL_NUM_ARGS, sizeof count, &count, nullptr);
    if (code != CL_SUCCESS)
        return failed(code, "clGetKernelInfo");
    Interface out;
    for (cl_uint i = 0; i < count; ++i) {
        cl_kernel_arg_address_qualifier where = 0;
        cl_kernel_arg_type_qualifier how = 0;
        code = api_.clGetKernelArgInfo(kernel, i, CL_KERNEL_ARG_ADDRESS_QUALIFIER, sizeof where,
                                       &where, nullptr);
        if (code != CL_SUCCESS)
            return failed(code, "clGetKernelArgInfo");
        api_.clGetKernelArgInfo(kernel, i, CL_KERNEL_ARG_TYPE_QUALIFIER, sizeof how, &how, nullptr);
        const std::string name = argumentText(kernel, i, CL_KERNEL_ARG_NAME);
        const std::string type = argumentText(kernel, i, CL_KERNEL_ARG_TYPE_NAME);
        const bool constant =
            where == CL_KERNEL_ARG_ADDRESS_CONSTANT || (how & CL_KERNEL_ARG_TYPE_CONST) != 0;
        if (where == CL_KERNEL_ARG_ADDRESS_PRIVATE) {
            const auto value = constantType(type);
            if (value)
                out.push.push_back({name, *value, i});
            else
                out.foreign.push_back(type + " " + name);
        } else if (where == CL_KERNEL_ARG_ADDRESS_LOCAL || !type.ends_with('*')) {
            out.foreign.push_back(type + " " + name);
        } else {
            Binding binding;
            binding.name = name;
            binding.binding = i;
            binding.uniform = constant;
            out.bindings.push_back(std::move(binding));
        }
    }
    return out;
}

Outcome<void> OpenclRunner::checkSizes(const KernelJob& job) const
{
    if (current_->interface.sharedBytes > traits_.maxShared.count)
        return refused(Errc::InvalidInput,
                       job.file + " shares " + std::to_string(current_->interface.sharedBytes)
                           + " bytes in a group, this device has "
                           + std::to_string(traits_.maxShared.count),
                       "E503");
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

Outcome<void> OpenclRunner::chooseGroup(const KernelJob& job)
{
    std::size_t items = 1;
    bool given = current_->groupFixed;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        local_[axis] = std::max<std::size_t>(1, current_->interface.local[axis]);
        const auto wished = job.values.find(std::string("local.") + "xyz"[axis]);
        if (wished != job.values.end()) {
            const auto size = static_cast<std::size_t>(std::get<std::int64_t>(wished->second));
            if (current_->groupFixed && size != local_[axis])
                return refused(Errc::InvalidInput,
                               "local is " + std::to_string(size)
                                   + " on an axis that the kernel fixes at "
                                   + std::to_string(local_[axis]),
                               "E502");
            local_[axis] = size;
            given = true;
        }
        items *= local_[axis];
        global_[axis] = job.global[axis];
    }
    if (items > traits_.maxGroup)
        return refused(Errc::InvalidInput, "groups of " + std::to_string(items)
                                               + " work items, this device takes "
                                               + std::to_string(traits_.maxGroup));
    if (!given)
        local_ = {0, 0, 0};
    // As on the other devices: the last group may reach beyond, and the kernel has to look.
    for (std::size_t axis = 0; axis < 3 && given; ++axis)
        global_[axis] = (global_[axis] + local_[axis] - 1) / local_[axis] * local_[axis];
    return {};
}

Outcome<bool> OpenclRunner::prepare(const KernelJob& job, const std::string& source)
{
    std::string key = job.entry;
    for (const auto& [name, value] : job.values)
        if (name.starts_with("spec."))
            key += '\n' + name + '=' + std::visit([](auto v) { return std::to_string(v); }, value);
    key += '\0' + source;
    auto known = programs_.find(key);
    if (known == programs_.end()) {
        auto built = build(job, source);
        if (!built)
            return tl::unexpected(built.error());
        if (programs_.size() >= kMostPrograms)
            forget();
        known = programs_.emplace(std::move(key), std::move(*built)).first;
    }
    current_ = &known->second;
    std::vector<Port> ports;
    for (const KernelJob::PortRange& port : job.ports)
        ports.push_back({port.name, port.output});
    auto matching = matched(ports, current_->interface);
    if (!matching)
        return tl::unexpected(matching.error());
    bindingOf_ = std::move(*matching);
    const auto push = valuesFor(current_->interface.push, job.values, "push", true);
    if (!push)
        return tl::unexpected(push.error());
    for (const GivenConstant& one : *push)
        if (const cl_int code = api_.clSetKernelArg(current_->kernel, one.constant.at,
                                                    one.bytes.size(), one.bytes.data());
            code != CL_SUCCESS)
            return failed(code, "clSetKernelArg");
    return checkSizes(job).and_then([&] { return chooseGroup(job); }).map([] { return false; });
}

Outcome<void> OpenclRunner::launch()
{
    cl_int code =
        api_.clEnqueueNDRangeKernel(queue_, current_->kernel, 3, nullptr, global_.data(),
                                    local_[0] != 0 ? local_.data() : nullptr, 0, nullptr, nullptr);
    if (code != CL_SUCCESS)
        return failed(code, "clEnqueueNDRangeKernel");
    // For ever: who sent the job ends this process when it takes too long.
    code = api_.clFinish(queue_);
    if (code != CL_SUCCESS)
        return failed(code, "clFinish");
    return {};
}

Outcome<void> OpenclRunner::run(const KernelJob& job, std::span<std::byte> memory)
{
    std::vector<cl_mem> buffers;
    const auto outcome = [&]() -> Outcome<void> {
        for (std::size_t p = 0; p < job.ports.size(); ++p) {
            const KernelJob::PortRange& port = job.ports[p];
            cl_int code = CL_SUCCESS;
            buffers.push_back(api_.clCreateBuffer(context_, CL_MEM_USE_HOST_PTR | CL_MEM_READ_WRITE,
                                                  std::max<std::size_t>(port.bytes, 16),
                                                  memory.data() + port.offset, &code));
            if (code != CL_SUCCESS)
                return failed(code, "clCreateBuffer");
            const cl_uint at = current_->interface.bindings[bindingOf_[p]].binding;
            code = api_.clSetKernelArg(current_->kernel, at, sizeof(cl_mem), &buffers.back());
            if (code != CL_SUCCESS)
                return failed(code, "clSetKernelArg");
        }
        if (auto ran = launch(); !ran)
            return ran;
        // Mapping is what brings a device's own copy back to the host's memory.
        for (std::size_t p = 0; p < job.ports.size(); ++p) {
            cl_int code = CL_SUCCESS;
            void* seen = api_.clEnqueueMapBuffer(queue_, buffers[p], CL_TRUE, CL_MAP_READ, 0,
                                                 std::max<std::size_t>(job.ports[p].bytes, 16), 0,
                                                 nullptr, nullptr, &code);
            if (code != CL_SUCCESS)
                return failed(code, "clEnqueueMapBuffer");
            api_.clEnqueueUnmapMemObject(queue_, buffers[p], seen, 0, nullptr, nullptr);
        }
        api_.clFinish(queue_);
        return {};
    }();
    for (cl_mem buffer : buffers)
        if (buffer != nullptr)
            api_.clReleaseMemObject(buffer);
    return outcome;
}

} // namespace

Outcome<std::unique_ptr<KernelRunner>> openOpenclRunner(std::size_t index)
{
    const auto api = opencl::openLoader();
    if (!api)
        return refused(Errc::DeviceLost, "the driver cannot be opened: " + api.error().context);
    const auto found = opencl::findDevices(*api);
    if (!found || index >= found->size())
        return refused(Errc::DeviceLost, "the driver does not show this device in the sandbox");
    auto runner = std::make_unique<OpenclRunner>(*api, (*found)[index]);
    if (auto opened = runner->open(); !opened)
        return tl::unexpected(opened.error());
    return runner;
}

} // namespace xpu::kernels
