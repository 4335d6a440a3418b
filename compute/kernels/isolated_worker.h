#pragma once

#include "compute/kernels/kernel_runner.h"
#include "compute/sandbox/sandbox_options.h"
#include "compute/sandbox/sandbox_process.h"

#include <chrono>
#include <functional>

namespace xpu::kernels {

/// A device as a worker is told to open it.
struct WorkerPlace {
    std::string driver; ///< "vulkan", "opencl"
    std::size_t index = 0;
};

/// How long a job may take, and who ends it early.
struct JobLimits {
    Seconds prepare{0};
    Seconds run{0};
    std::function<bool()> cancelled;
};

struct JobTimes {
    Seconds prepare{0};
    Seconds run{0};
    bool doubtful = false; ///< see KernelReply
};

/// The parent's end of one xpu-worker in its sandbox, started at the first job and kept warm. One
/// thread, which must live on: the sandbox dies with it.
class IsolatedWorker {
public:
    IsolatedWorker(sandbox::SandboxOptions options, WorkerPlace place)
        : options_(std::move(options)), place_(std::move(place))
    {}

    /// Runs one job; the worker is gone when it took too long, was cancelled or crashed.
    /// @param source, memory  descriptors handed over
    Outcome<JobTimes> run(const KernelJob& job, int source, int memory, const JobLimits& limits);
    /// What the kernel wants, by its own file.
    Outcome<KernelSketch> describe(const KernelJob& job, int source, Seconds limit);
    bool warm() const { return process_.has_value(); }

private:
    using Steady = std::chrono::steady_clock;

    Outcome<void> start();
    /// Waits for a reply; ends the worker when there is none in time.
    Outcome<KernelReply> reply(Steady::time_point deadline, const JobLimits& limits,
                               const std::string& tooLate);
    void drain();
    tl::unexpected<LaunchError> lost();

    const sandbox::SandboxOptions options_;
    const WorkerPlace place_;
    std::optional<sandbox::SandboxProcess> process_;
    UniqueFd socket_;
    std::string said_; ///< the last it printed
};

} // namespace xpu::kernels
