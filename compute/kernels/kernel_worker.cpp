#include "compute/kernels/kernel_worker.h"

#include "compute/kernels/kernel_runner.h"
#include "compute/kernels/spirv_program.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <string_view>

namespace xpu::kernels {
namespace {

constexpr int kRefused = 125;
constexpr off_t kMostSource = 16 << 20;
/// Of the driver, its compiler and what it allocates for itself; values lie in shared memory.
constexpr rlim_t kMostOwnMemory = rlim_t{4} << 30;

using Steady = std::chrono::steady_clock;

std::optional<std::string> contentOf(int fd)
{
    struct stat info {};
    if (::fstat(fd, &info) != 0 || info.st_size > kMostSource)
        return std::nullopt;
    std::string text(static_cast<std::size_t>(info.st_size), '\0');
    for (std::size_t at = 0; at < text.size();) {
        const ssize_t n = ::pread(fd, text.data() + at, text.size() - at, static_cast<off_t>(at));
        if (n <= 0)
            return std::nullopt;
        at += static_cast<std::size_t>(n);
    }
    return text;
}

/// A job's memory as long as it runs.
class Mapping {
public:
    Mapping(int fd, std::size_t size)
        : size_(size), data_(::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0))
    {}
    ~Mapping()
    {
        if (good())
            ::munmap(data_, size_);
    }
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;
    bool good() const { return data_ != MAP_FAILED; }
    std::span<std::byte> bytes() const { return {static_cast<std::byte*>(data_), size_}; }

private:
    std::size_t size_;
    void* data_;
};

class Worker {
public:
    Worker(std::string_view driver, std::size_t index) : driver_(driver), index_(index) {}

    int run()
    {
        for (;;) {
            const Received message = receiveMessage(kJobFd);
            if (message.text.empty())
                return 0;
            const auto job = decodeJob(message.text);
            if (!job || message.descriptors.size() != 2)
                return kRefused;
            if (!perform(*job, message.descriptors))
                return 0;
        }
    }

private:
    bool perform(const KernelJob& job, const std::vector<UniqueFd>& descriptors)
    {
        const auto begin = Steady::now();
        if (job.describeOnly)
            return describe(job, descriptors[0].get());
        const auto doubtful = prepare(job, descriptors[0].get());
        if (!doubtful)
            return tell({.error = doubtful.error()});
        const Mapping memory(descriptors[1].get(), job.memoryBytes);
        if (!memory.good())
            return tell({.error = {Errc::OutOfMemory, "mmap", {}}});
        const auto prepared = Steady::now();
        if (!tell({.kind = KernelReply::Kind::Prepared,
                   .took = prepared - begin,
                   .doubtful = *doubtful,
                   .error = {}}))
            return false;
        if (const auto ran = runner_->run(job, memory.bytes()); !ran)
            return tell({.error = ran.error()});
        return tell({.kind = KernelReply::Kind::Done,
                     .took = Steady::now() - prepared,
                     .doubtful = *doubtful,
                     .error = {}});
    }

    /// What SPIR-V says of itself needs no device.
    bool describe(const KernelJob& job, int source)
    {
        const auto text = contentOf(source);
        auto sketch = !text ? Outcome<KernelSketch>(tooLarge(job))
                      : job.language != "opencl"
                          ? spirvSketch(job, *text)
                          : open().and_then([&] { return runner_->describe(job, *text); });
        if (!sketch)
            return tell({.error = sketch.error()});
        return tell(
            {.kind = KernelReply::Kind::Described, .error = {}, .sketch = std::move(*sketch)});
    }

    Outcome<bool> prepare(const KernelJob& job, int source)
    {
        const auto text = contentOf(source);
        if (!text)
            return tooLarge(job);
        return open().and_then([&] { return runner_->prepare(job, *text); });
    }

    Outcome<void> open()
    {
        if (runner_ != nullptr)
            return {};
        auto opened = driver_ == "opencl" ? openOpenclRunner(index_) : openVulkanRunner(index_);
        if (!opened)
            return tl::unexpected(opened.error());
        runner_ = std::move(*opened);
        return {};
    }

    static tl::unexpected<LaunchError> tooLarge(const KernelJob& job)
    {
        return refused(Errc::InvalidInput, job.file + " is larger than 16 MiB");
    }

    static bool tell(const KernelReply& reply) { return sendMessage(kJobFd, encode(reply), {}); }

    const std::string_view driver_;
    const std::size_t index_;
    std::unique_ptr<KernelRunner> runner_;
};

} // namespace

int runKernelWorker(const char* driver, const char* index)
{
    if (::getpid() != 1) {
        std::fputs("xpu-worker is started by XPU Optimizer inside its sandbox only.\n", stderr);
        return kRefused;
    }
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(index, index + std::strlen(index), number);
    if (error != std::errc{} || *end != '\0')
        return kRefused;
    ::fcntl(kJobFd, F_SETFD, FD_CLOEXEC);
    ::close_range(kJobFd + 1, ~0U, 0);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    // RLIMIT_AS would break the drivers, which reserve far more than they use.
    const rlimit own{kMostOwnMemory, kMostOwnMemory};
    ::setrlimit(RLIMIT_DATA, &own);
    const int code = Worker(driver, number).run();
    std::fflush(nullptr);
    // A driver with work that never ends would keep its own exit handlers waiting.
    ::_exit(code);
}

} // namespace xpu::kernels
