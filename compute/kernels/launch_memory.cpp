#include "compute/kernels/launch_memory.h"

#include <fcntl.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace xpu::kernels {

Result<LaunchMemory> LaunchMemory::make(const Launch& launch, KernelJob& job)
{
    std::uint64_t end = 0;
    job.ports.clear();
    const auto add = [&](const std::string& name, bool output, std::uint64_t bytes) {
        job.ports.push_back({name, output, end, bytes});
        // At least one unit: an empty value is bound all the same.
        end += std::max<std::uint64_t>(1, (bytes + kPortAlignment - 1) / kPortAlignment)
               * kPortAlignment;
    };
    for (const LaunchInput& input : launch.inputs) {
        if (!input.host || input.host->size().count < input.offset + input.spec.bytes().count)
            return fail(Errc::Internal, "input " + input.port + " is not in host memory");
        add(input.port, false, input.spec.bytes().count);
    }
    for (const LaunchOutput& output : launch.outputs)
        add(output.port, true, output.spec.bytes().count);
    end = std::max(end, kPortAlignment);
    job.memoryBytes = end;

    LaunchMemory memory;
    memory.file_.reset(::memfd_create("xpu-kernel", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!memory.file_ || ::ftruncate(memory.file_.get(), static_cast<off_t>(end)) != 0)
        return fail(Errc::OutOfMemory, "memfd");
    // A worker that made it shorter would end this process when it looks there.
    if (::fcntl(memory.file_.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        return fail(Errc::Io, "memfd seals");
    void* data = ::mmap(nullptr, end, PROT_READ | PROT_WRITE, MAP_SHARED, memory.file_.get(), 0);
    if (data == MAP_FAILED)
        return fail(Errc::OutOfMemory, "mmap");
    memory.data_ = static_cast<std::byte*>(data);
    memory.size_ = end;
    memory.ports_ = job.ports;
    for (std::size_t i = 0; i < launch.inputs.size(); ++i)
        std::memcpy(memory.data_ + job.ports[i].offset,
                    launch.inputs[i].host->data() + launch.inputs[i].offset, job.ports[i].bytes);
    return memory;
}

LaunchMemory::LaunchMemory(LaunchMemory&& other) noexcept
    : file_(std::move(other.file_)),
      data_(std::exchange(other.data_, nullptr)),
      size_(other.size_),
      ports_(std::move(other.ports_))
{}

LaunchMemory::~LaunchMemory()
{
    if (data_ != nullptr)
        ::munmap(data_, size_);
}

std::span<const std::byte> LaunchMemory::bytesOf(std::size_t port) const
{
    return {data_ + ports_[port].offset, ports_[port].bytes};
}

std::string LaunchMemory::changedInput(const Launch& launch) const
{
    for (std::size_t i = 0; i < launch.inputs.size(); ++i)
        if (std::memcmp(bytesOf(i).data(), launch.inputs[i].host->data() + launch.inputs[i].offset,
                        ports_[i].bytes)
            != 0)
            return launch.inputs[i].port;
    return {};
}

} // namespace xpu::kernels
