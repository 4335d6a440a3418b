#pragma once

#include "compute/kernels/kernel_job.h"

#include <memory>
#include <span>

namespace xpu::kernels {

template <class T>
using Outcome = tl::expected<T, LaunchError>;

inline tl::unexpected<LaunchError> refused(Errc code, std::string message,
                                           std::string errorCode = {})
{
    return tl::unexpected(LaunchError{code, std::move(message), std::move(errorCode)});
}

/// One device as the worker uses it.
class KernelRunner {
public:
    virtual ~KernelRunner() = default;

    /// Compiles, checks and matches; the same kernel a second time costs little.
    /// @return whether what the driver makes of its loops cannot be relied on
    virtual Outcome<bool> prepare(const KernelJob& job, const std::string& source) = 0;
    /// What the kernel wants, without the device being asked to run it.
    virtual Outcome<KernelSketch> describe(const KernelJob& job, const std::string& source) = 0;
    /// Runs what was prepared last.
    /// @param memory  shared, page-aligned; ports lie in it
    virtual Outcome<void> run(const KernelJob& job, std::span<std::byte> memory) = 0;
};

/// The device of that number in its loader's order.
Outcome<std::unique_ptr<KernelRunner>> openVulkanRunner(std::size_t index);
Outcome<std::unique_ptr<KernelRunner>> openOpenclRunner(std::size_t index);

} // namespace xpu::kernels
