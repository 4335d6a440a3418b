#include "compute/host/host_device.h"

#include "compute/host/file_launch.h"
#include "core/base/named_thread.h"

#include <chrono>
#include <exception>

namespace xpu::host {
namespace {

constexpr int kThreads = 2;

} // namespace

HostDevice::HostDevice()
{
    info_.id = "host";
    info_.driver = "host";
    info_.kind = DeviceClass::Host;
    info_.friendlyName = "Files of this computer";
    info_.threads = kThreads;
}

HostDevice::~HostDevice()
{
    queue_.close();
    for (std::thread& thread : threads_)
        thread.join();
}

std::string HostDevice::whyNot(const OperatorInfo& op, std::span<const PortSpec>,
                               const Params&) const
{
    return op.host ? "" : "only files are read and written here";
}

void HostDevice::start(CompletionSink sink)
{
    sink_ = std::move(sink);
    for (int i = 0; i < kThreads; ++i)
        threads_.push_back(namedThread("xpu files", [this] { serve(); }));
}

void HostDevice::serve()
{
    while (true) {
        auto entry = queue_.take(); // its values are let go before the next is waited for
        if (!entry)
            return;
        const auto before = std::chrono::steady_clock::now();
        Completion done = run(*entry);
        done.id = entry->launch.id;
        done.run = std::chrono::steady_clock::now() - before;
        meter_.addBusy(done.run);
        queue_.done(done.id);
        sink_.completed(std::move(done));
    }
}

Completion HostDevice::run(const LaunchQueue::Entry& entry)
{
    Completion done;
    if (entry.cancelled->load()) {
        done.error = LaunchError{Errc::Cancelled, "cancelled before it began", {}};
        return done;
    }
    if (!entry.launch.work)
        return done;
    try {
        return runFileLaunch(entry.launch, meter_);
    } catch (const std::exception& e) {
        done.error = LaunchError{Errc::Internal, e.what(), {}};
    }
    return done;
}

} // namespace xpu::host
