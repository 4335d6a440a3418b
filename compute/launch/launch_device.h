#pragma once

#include "compute/launch/driver.h"
#include "compute/launch/plan_cache.h"
#include "core/base/mailbox.h"
#include "core/base/mutex.h"
#include "core/base/thread_role.h"
#include "core/device/device.h"

#include <atomic>
#include <chrono>
#include <deque>
#include <list>
#include <optional>
#include <thread>
#include <unordered_set>
#include <variant>

namespace xpu::launch {

/// A device of its own memory behind the Device port, whatever its driver. It is opened, tested and measured on its own thread
/// when started; a device that fails there answers every launch with the reason.
class LaunchDevice final : public Device {
public:
    /// @param driver       may be null when the info says why the device is unusable
    /// @param info         with unusableReason set the device is never opened
    /// @param memoryLimit  0 = what the info says
    /// @param threadName   for debuggers, at most 15 bytes
    LaunchDevice(std::unique_ptr<Driver> driver, DeviceInfo info, Bytes memoryLimit,
                 const char* threadName);
    ~LaunchDevice() override;

    /// The description of `probe`; replaced by one with measured rates, or with the reason why the
    /// device is unusable, after the start. References stay valid. Thread-safe.
    const DeviceInfo& info() const override { return *info_.load(); }
    std::string whyNot(const OperatorInfo& op, std::span<const PortSpec> inputs,
                       const Params& params) const override;
    void start(CompletionSink sink) override;
    void submit(Launch launch) override;
    void cancel(LaunchId id) override;
    DeviceUsage usage() const override;
    void setThreadBudget(int) override {}

private:
    struct Stop {};
    struct Cancel {
        LaunchId id;
    };
    using Message = std::variant<Launch, Cancel, Stop>;

    void loop();
    void open() XPU_REQUIRES(thread_);
    void measure() XPU_REQUIRES(thread_);
    void useIdleTime() XPU_REQUIRES(thread_);
    void hear(std::vector<Message> messages) XPU_REQUIRES(thread_);
    void runFirst() XPU_REQUIRES(thread_);
    struct Chain {
        std::vector<const Launch*> launches; ///< in waiting_
        std::vector<std::shared_ptr<const Plan>> plans;
    };
    tl::expected<std::shared_ptr<const Plan>, LaunchError> planOf(const Launch& launch)
        XPU_REQUIRES(thread_);
    std::shared_ptr<const Plan> readyPlan(const Launch& launch) XPU_REQUIRES(thread_);
    Chain frontChain() XPU_REQUIRES(thread_);
    bool runTogether(const Chain& chain) XPU_REQUIRES(thread_);
    void noteBusy(bool busy);
    Completion runGuarded(const Launch& launch) XPU_REQUIRES(thread_);
    Completion run(const Launch& launch) XPU_REQUIRES(thread_);
    Completion runOn(const Launch& launch, const Plan* plan) XPU_REQUIRES(thread_);
    void uploadNext() XPU_REQUIRES(thread_);
    void fetchOwed() XPU_REQUIRES(thread_);
    void settle(Completion done) XPU_REQUIRES(thread_);
    void dropAll() XPU_REQUIRES(thread_);
    void describeAs(DeviceInfo info) XPU_REQUIRES(thread_);
    void publishUsage() XPU_REQUIRES(thread_);

    const std::unique_ptr<Driver> driver_;
    const Bytes memoryLimit_;
    const char* const threadName_;
    std::atomic<const DeviceInfo*> info_;
    CompletionSink sink_;
    Mailbox<Message> mailbox_;
    std::thread worker_;

    ThreadRole thread_;
    std::list<DeviceInfo>
        infos_ XPU_GUARDED_BY(thread_); // info_ points at the last; former ones may still be read
    std::unique_ptr<Executor> executor_ XPU_GUARDED_BY(thread_);
    PlanCache plans_ XPU_GUARDED_BY(thread_);
    std::optional<LaunchError> broken_ XPU_GUARDED_BY(thread_); ///< answers every further launch
    std::deque<Launch> waiting_ XPU_GUARDED_BY(thread_);
    /// A launch that has run while another waits: its results are copied while that one runs.
    struct Owed {
        Launch launch;
        Completion done;
    };
    std::optional<Owed> owed_ XPU_GUARDED_BY(thread_);
    bool later_ XPU_GUARDED_BY(thread_) = false; ///< the launch that ran keeps its results for now
    std::unordered_set<LaunchId> cancelled_ XPU_GUARDED_BY(thread_);
    bool stopping_ XPU_GUARDED_BY(thread_) = false;

    mutable Mutex usageMutex_; // held for copies of a few words only
    DeviceUsage usage_ XPU_GUARDED_BY(usageMutex_);
    std::optional<std::chrono::steady_clock::time_point> busySince_ XPU_GUARDED_BY(usageMutex_);
};

} // namespace xpu::launch
