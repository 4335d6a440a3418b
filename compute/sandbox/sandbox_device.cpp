#include "compute/sandbox/sandbox_device.h"

#include "compute/posix/unique_fd.h"
#include "compute/sandbox/command_run.h"
#include "core/base/mutex.h"
#include "core/base/named_thread.h"

#include <sys/eventfd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <thread>

namespace xpu::sandbox {
namespace {

/// Commands mostly wait, so the engine's plan decides how many run; this only bounds the threads.
constexpr std::size_t kMostThreads = 64;

struct Job {
    explicit Job(Launch l) : launch(std::move(l)), cancel(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    {}
    void requestCancel() const { ::eventfd_write(cancel.get(), 1); }
    bool cancelRequested() const
    {
        eventfd_t count = 0;
        return ::eventfd_read(cancel.get(), &count) == 0;
    }

    Launch launch;
    UniqueFd cancel;
    std::atomic<std::uint64_t> memory{0};
};

DeviceInfo describe(const SandboxOptions& options)
{
    DeviceInfo info;
    info.id = "sandbox";
    info.driver = "sandbox";
    info.kind = DeviceClass::Cpu;
    info.friendlyName = "Commands (bubblewrap)";
    info.threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    info.memory = Bytes(static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES))
                        * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)));
    info.unusableReason = sandboxAvailable(options).reason;
    info.selfTest =
        info.unusableReason.empty() ? DeviceInfo::SelfTest::Passed : DeviceInfo::SelfTest::Failed;
    return info;
}

class SandboxDevice final : public Device {
public:
    explicit SandboxDevice(SandboxOptions options)
        : options_(std::move(options)), info_(describe(options_))
    {}
    ~SandboxDevice() override;

    const DeviceInfo& info() const override { return info_; }
    std::string whyNot(const OperatorInfo& op, std::span<const PortSpec> /*inputs*/,
                       const Params& /*params*/) const override
    {
        return "runs commands only, not " + op.name;
    }
    void start(CompletionSink sink) override { sink_ = std::move(sink); }
    void submit(Launch launch) override;
    void cancel(LaunchId id) override;
    DeviceUsage usage() const override;
    void setThreadBudget(int /*threads*/) override {}

private:
    void work();
    Completion perform(Job& job);

    const SandboxOptions options_;
    const DeviceInfo info_;
    CompletionSink sink_;

    mutable Mutex mutex_; // held for moments only
    Condition changed_;
    std::deque<std::shared_ptr<Job>> waiting_ XPU_GUARDED_BY(mutex_);
    std::vector<std::shared_ptr<Job>> running_ XPU_GUARDED_BY(mutex_);
    std::vector<std::thread> threads_ XPU_GUARDED_BY(mutex_);
    std::size_t idle_ XPU_GUARDED_BY(mutex_) = 0;
    bool ending_ XPU_GUARDED_BY(mutex_) = false;
    Bytes peak_ XPU_GUARDED_BY(mutex_);
    Seconds busy_ XPU_GUARDED_BY(mutex_){0};
    std::chrono::steady_clock::time_point busySince_ XPU_GUARDED_BY(mutex_);
};

SandboxDevice::~SandboxDevice()
{
    {
        const MutexLock lock(mutex_);
        ending_ = true;
        for (const auto& job : waiting_)
            job->requestCancel();
        for (const auto& job : running_)
            job->requestCancel();
    }
    changed_.notifyAll();
    for (std::thread& thread : threads_)
        thread.join();
}

void SandboxDevice::submit(Launch launch)
{
    {
        const MutexLock lock(mutex_);
        waiting_.push_back(std::make_shared<Job>(std::move(launch)));
        if (idle_ < waiting_.size() && threads_.size() < kMostThreads)
            threads_.push_back(namedThread("xpu command", [this] { work(); }));
    }
    changed_.notifyOne();
}

void SandboxDevice::cancel(LaunchId id)
{
    const MutexLock lock(mutex_);
    const auto cancelIn = [id](const auto& jobs) {
        for (const auto& job : jobs)
            if (job->launch.id == id)
                job->requestCancel();
    };
    cancelIn(waiting_);
    cancelIn(running_);
}

DeviceUsage SandboxDevice::usage() const
{
    const MutexLock lock(mutex_);
    DeviceUsage usage;
    for (const auto& job : running_)
        usage.used += Bytes(job->memory.load());
    usage.reserved = usage.used;
    usage.peak = std::max(peak_, usage.used);
    usage.busy = busy_;
    if (!running_.empty())
        usage.busy += std::chrono::steady_clock::now() - busySince_;
    return usage;
}

void SandboxDevice::work()
{
    MutexLock lock(mutex_);
    for (;;) {
        ++idle_;
        while (!ending_ && waiting_.empty())
            changed_.wait(lock);
        --idle_;
        if (waiting_.empty())
            return;
        const std::shared_ptr<Job> job = waiting_.front();
        waiting_.pop_front();
        if (running_.empty())
            busySince_ = std::chrono::steady_clock::now();
        running_.push_back(job);
        lock.unlock();
        Completion done = perform(*job);
        lock.lock();
        peak_ = std::max(peak_, done.peakMemory.value_or(Bytes{}));
        std::erase(running_, job);
        if (running_.empty())
            busy_ += std::chrono::steady_clock::now() - busySince_;
        lock.unlock();
        if (sink_.completed)
            sink_.completed(std::move(done));
        lock.lock();
    }
}

Completion SandboxDevice::perform(Job& job)
{
    Completion done;
    done.id = job.launch.id;
    if (!job.launch.work)
        return done;
    const auto* command = std::get_if<CommandWork>(job.launch.work.get());
    if (command == nullptr) {
        done.error = LaunchError{Errc::Unsupported, "the sandbox runs commands only", {}};
        return done;
    }
    if (job.cancelRequested()) {
        done.error = LaunchError{Errc::Cancelled, "cancelled", {}};
        return done;
    }
    try {
        RunListener listener{.progress =
                                 [this, id = job.launch.id](double percent) {
                                     if (sink_.progress)
                                         sink_.progress(id, percent);
                                 },
                             .memory = [&job](Bytes now) { job.memory.store(now.count); }};
        return CommandRun(job.launch, *command, options_, job.cancel.get(), std::move(listener))
            .run();
    } catch (const std::exception& e) { // std::filesystem, strings
        done.error = LaunchError{Errc::Internal, e.what(), {}};
        return done;
    }
}

} // namespace

std::unique_ptr<Device> makeSandboxDevice(SandboxOptions options)
{
    return std::make_unique<SandboxDevice>(std::move(options));
}

} // namespace xpu::sandbox
