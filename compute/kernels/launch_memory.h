#pragma once

#include "compute/kernels/kernel_job.h"

#include <span>

namespace xpu::kernels {

/// The values of one launch in memory that a worker can be given: each port on pages of its own.
class LaunchMemory {
public:
    /// Copies the inputs there and enters ranges into the job.
    static Result<LaunchMemory> make(const Launch& launch, KernelJob& job);
    LaunchMemory(LaunchMemory&& other) noexcept;
    LaunchMemory& operator=(LaunchMemory&&) = delete;
    ~LaunchMemory();

    int descriptor() const { return file_.get(); }
    /// Of inputs first, then of outputs.
    std::span<const std::byte> bytesOf(std::size_t port) const;
    /// The first input that is no longer what was copied there; empty = none.
    std::string changedInput(const Launch& launch) const;

private:
    LaunchMemory() = default;

    UniqueFd file_;
    std::byte* data_ = nullptr;
    std::size_t size_ = 0;
    std::vector<KernelJob::PortRange> ports_;
};

} // namespace xpu::kernels
