#pragma once

#include "compute/vulkan/dispatcher.h"
#include "compute/vulkan/transfer.h"
#include "core/device/device.h"

#include <memory>
#include <optional>
#include <unordered_map>

namespace xpu::vulkan {

/// How a device is opened; the defaults are those of production.
struct Options {
    Bytes memoryLimit{};                  ///< 0 = what the device's info says
    bool hideMemory = false;              ///< treats device memory as invisible to the host
    Gpu::Patch patch{};                   ///< see Gpu::Patch
    std::string cacheFolder{};            ///< for compiled kernels; empty = none are kept
    bool hideDoubles = false;             ///< treats the device as one without float64
    bool failSelfTest = false;            ///< lets the self-test expect another result
    std::optional<Architecture> tuneAs{}; ///< takes this row of the tuning table
};

/// Everything of an opened device: its handles, its memory and the values that lie there. Runs one
/// launch at a time on the device's thread.
class Executor {
public:
    static Result<std::unique_ptr<Executor>> open(std::shared_ptr<const Instance> instance,
                                                  VkPhysicalDevice device, const Traits& traits,
                                                  Bytes memoryLimit, const Options& options);
    ~Executor();
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;

    /// Releases, uploads and runs `plan` (null = nothing to run), in this order. After an error the
    /// outputs are not resident; inputs that were uploaded stay until released.
    Completion run(const Launch& launch, const Plan* plan, const Dispatcher::Watch& watch);
    /// Copies what the launch asks for to the host, into `done`. After an error the outputs go before
    /// the next launch begins: the one that runs meanwhile may read them.
    void fetch(const Launch& launch, Completion& done);
    /// Both, for one launch alone.
    Completion execute(const Launch& launch, const Plan* plan, const Dispatcher::Watch& watch);

    /// Whether the host can fetch by itself, so that the device may work on something else.
    bool fetchesAlone(const Launch& launch) const;

    /// Releases and compiles what `plan` needs, in the driver too; runs nothing.
    Completion prepare(const Launch& launch, const Plan& plan);

    /// Lets go of what the launch says, once: the first thing of every launch, also of one that is
    /// refused.
    void drop(const Launch& launch);
    /// Takes in the inputs of a launch that is to follow, as far as the host can write them while the
    /// device works; `execute` does the rest.
    void uploadAhead(const Launch& launch);

    /// Keeps what was compiled for the next run of the program.
    void saveCompiled() { dispatcher_->save(); }
    /// Where it is kept.
    const DiskCache& disk() const { return *disk_; }

    /// Dispatches of this many operations are put into one submission.
    void setWorkPerSubmit(double operations) { workPerSubmit_ = operations; }
    DeviceUsage memoryUsage() const { return pool_.usage(); }
    /// Called whenever the memory usage has changed.
    void setUsageListener(std::function<void()> listener) { usageChanged_ = std::move(listener); }

private:
    Executor(std::unique_ptr<Gpu> gpu, std::unique_ptr<DiskCache> disk,
             std::unique_ptr<CommandStream> stream, std::unique_ptr<Dispatcher> dispatcher,
             MemoryPool::Limits limits, Gpu::MemoryUse use);

    static void refuse(const Error& error, Completion& done);
    void forgetUnfetched();
    Result<void> upload(const Launch& launch, const Dispatcher::Watch& watch, Completion& done);
    bool isToCome(const LaunchInput& input) const;
    Result<void> runPlan(const Launch& launch, const Plan& plan, const Dispatcher::Watch& watch,
                         Completion& done);
    Result<void> copyOut(const LaunchInput& wanted, Completion& done);
    void copy(std::span<const std::byte> from, std::byte* to);
    Result<void> place(BufferId id, Bytes size);
    void release(BufferId id);

    std::unique_ptr<Gpu> gpu_; // first made, last destroyed: everything below uses it
    std::unique_ptr<DiskCache> disk_;
    std::unique_ptr<CommandStream> stream_;
    std::unique_ptr<Dispatcher> dispatcher_;
    Transfer transfer_;
    MemoryPool pool_;
    std::unordered_map<BufferId, Block> resident_;
    struct Ahead {
        LaunchId launch;
        Bytes bytes; ///< of its inputs, that lie here already
    };
    std::optional<Ahead> ahead_;      ///< the launch to come
    std::vector<BufferId> unfetched_; ///< outputs of launches whose results could not be copied
    double workPerSubmit_ = 1e9;
    std::function<void()> usageChanged_ = [] {};
};

} // namespace xpu::vulkan
