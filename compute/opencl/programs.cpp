#include "compute/opencl/programs.h"

#include <cstring>
#include <fstream>
#include <iterator>

namespace xpu::opencl {

namespace {

constexpr std::size_t kMost = 256;
constexpr std::size_t kLongestMessage = 4096;

} // namespace

Programs::~Programs() { forgetAll(); }

void Programs::forgetAll()
{
    for (const auto& [key, built] : built_) {
        api_.clReleaseKernel(built.kernel);
        api_.clReleaseProgram(built.program);
    }
    built_.clear();
}

void Programs::trim()
{
    if (built_.size() > kMost)
        forgetAll();
}

bool Programs::knows(const launch::Dispatch& dispatch) const
{
    return built_.contains(keyOf(dispatch));
}

Result<Programs::Found> Programs::find(const launch::Dispatch& dispatch)
{
    if (const auto known = built_.find(keyOf(dispatch)); known != built_.end())
        return Found{known->second.kernel, false};
    const launch::Kernel& kernel = dispatch.kernel;
    const auto program =
        kernel.programFile.empty() ? fromText(dispatch) : fromFile(kernel.programFile);
    if (!program)
        return tl::unexpected(program.error());
    cl_int made = CL_SUCCESS;
    cl_kernel handle = api_.clCreateKernel(*program, kernel.name.c_str(), &made);
    if (made != CL_SUCCESS) {
        api_.clReleaseProgram(*program);
        return fail(Errc::InvalidInput, kernel.name + ": " + nameOf(made));
    }
    built_.emplace(launch::KernelKey{dispatch.kernel, dispatch.constants}, Built{*program, handle});
    return Found{handle, true};
}

Result<cl_program> Programs::fromText(const launch::Dispatch& dispatch)
{
    const std::string options = optionsFor(dispatch);
    const std::string& text = dispatch.kernel.openclC.text();
    const std::string diskKey = "opencl " + traits_.cacheId + '\n' + options + '\n' + text;
    if (const auto kept = disk_.find(diskKey))
        if (auto program = fromBinary(*kept); program) // one of another build is as good as none
            return program;
    const char* source = text.c_str();
    cl_int made = CL_SUCCESS;
    cl_program program = api_.clCreateProgramWithSource(context_, 1, &source, nullptr, &made);
    if (made != CL_SUCCESS)
        return failure(made, "clCreateProgramWithSource");
    if (auto done = build(program, options); !done) {
        api_.clReleaseProgram(program);
        return tl::unexpected(done.error());
    }
    if (const auto binary = binaryOf(program); !binary.empty())
        disk_.store(diskKey, binary);
    return program;
}

Result<cl_program> Programs::fromFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail(Errc::NotFound, path);
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    std::vector<std::byte> binary(content.size());
    if (!content.empty())
        std::memcpy(binary.data(), content.data(), content.size());
    auto program = fromBinary(binary);
    if (!program)
        return fail(Errc::InvalidInput, path + ": " + program.error().context);
    return program;
}

Result<cl_program> Programs::fromBinary(const std::vector<std::byte>& binary)
{
    const std::size_t size = binary.size();
    const auto* bytes = reinterpret_cast<const unsigned char*>(binary.data());
    cl_int status = CL_SUCCESS;
    cl_int made = CL_SUCCESS;
    cl_program program = size == 0 ? nullptr
                                   : api_.clCreateProgramWithBinary(context_, 1, &device_, &size,
                                                                    &bytes, &status, &made);
    if (program == nullptr || made != CL_SUCCESS || status != CL_SUCCESS) {
        if (program != nullptr)
            api_.clReleaseProgram(program);
        return fail(Errc::InvalidInput, "not a program for " + traits_.name);
    }
    if (auto done = build(program, {}); !done) {
        api_.clReleaseProgram(program);
        return tl::unexpected(done.error());
    }
    return program;
}

Result<void> Programs::build(cl_program program, const std::string& options)
{
    const cl_int done =
        api_.clBuildProgram(program, 1, &device_, options.c_str(), nullptr, nullptr);
    if (done == CL_SUCCESS)
        return {};
    if (done == CL_BUILD_PROGRAM_FAILURE)
        return fail(Errc::InvalidInput, messagesOf(program));
    return failure(done, "clBuildProgram");
}

std::string Programs::messagesOf(cl_program program) const
{
    std::size_t size = 0;
    api_.clGetProgramBuildInfo(program, device_, CL_PROGRAM_BUILD_LOG, 0, nullptr, &size);
    std::string text(size, '\0');
    if (size > 0)
        api_.clGetProgramBuildInfo(program, device_, CL_PROGRAM_BUILD_LOG, size, text.data(),
                                   nullptr);
    text.erase(std::min(text.find('\0'), text.size()));
    if (text.size() > kLongestMessage)
        text.resize(kLongestMessage);
    return text.empty() ? nameOf(CL_BUILD_PROGRAM_FAILURE) : text;
}

std::vector<std::byte> Programs::binaryOf(cl_program program) const
{
    std::size_t size = 0;
    if (api_.clGetProgramInfo(program, CL_PROGRAM_BINARY_SIZES, sizeof(size), &size, nullptr)
        != CL_SUCCESS)
        return {};
    std::vector<std::byte> binary(size);
    std::byte* to = binary.data();
    if (size == 0
        || api_.clGetProgramInfo(program, CL_PROGRAM_BINARIES, sizeof(std::byte*), &to, nullptr)
               != CL_SUCCESS)
        return {};
    return binary;
}

std::string Programs::optionsFor(const launch::Dispatch& dispatch) const
{
    std::string options = "-cl-std=CL1.2 -w"; // without -cl-mad-enable: devices are to agree
    if (traits_.exactDivision)
        options += " -cl-fp32-correctly-rounded-divide-sqrt";
    for (std::size_t i = 0; i < dispatch.constants.size(); ++i)
        options += " -DC" + std::to_string(i) + "=" + std::to_string(dispatch.constants[i]) + "u";
    return options;
}

} // namespace xpu::opencl
