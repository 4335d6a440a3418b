#include "compute/kernels/sketch.h"

#include "compute/kernels/isolated_worker.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace xpu::kernels {
namespace {

constexpr Seconds kLimit{30};

} // namespace

Result<KernelSketch> sketchKernel(const std::string& path, const sandbox::SandboxOptions& options)
{
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat info {};
    if (!file || ::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return fail(Errc::NotFound, path);
    KernelJob job;
    job.language = kernelLanguage(path);
    job.file = path.substr(path.rfind('/') + 1);
    job.entry = "main";
    job.describeOnly = true;
    IsolatedWorker worker(options, {job.language == "opencl" ? "opencl" : "vulkan", 0});
    auto sketch = worker.describe(job, file.get(), kLimit);
    if (!sketch)
        return fail(sketch.error().code, sketch.error().message);
    return std::move(*sketch);
}

} // namespace xpu::kernels
