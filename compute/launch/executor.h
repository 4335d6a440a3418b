#pragma once

#include "compute/launch/machine.h"
#include "core/device/device.h"

#include <memory>
#include <unordered_map>

namespace xpu::launch {

/// An opened device, its memory and the values that lie there, whatever its driver. Runs one launch
/// at a time on the device's thread.
class Executor {
public:
    /// @param memoryLimit  what the values may take together
    /// @param alignment    of a block, as kernels want it
    Executor(std::unique_ptr<Machine> machine, Bytes memoryLimit, std::uint64_t alignment);
    ~Executor();
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;

    /// Releases, uploads and runs `plan` (null = nothing to run), in this order. After an error the
    /// outputs are not resident; inputs that were uploaded stay until released.
    Completion run(const Launch& launch, const Plan* plan, const Watch& watch);
    /// Copies what the launch asks for to the host, into `done`. After an error the outputs go before
    /// the next launch begins: the one that runs meanwhile may read them.
    void fetch(const Launch& launch, Completion& done);
    /// Both, for one launch alone.
    Completion execute(const Launch& launch, const Plan* plan, const Watch& watch);

    /// Both, for launches that go to the device in one submission, each seeing what the former wrote.
    /// Their inputs lie here or are made by a former one of them, except those of the first.
    /// @param plans  one per launch, compiled
    /// @return of as many of the first launches as fit; empty after an error: nothing of it counts,
    ///         and one by one they tell which of them failed
    std::vector<Completion> executeTogether(std::span<const Launch* const> launches,
                                            std::span<const std::shared_ptr<const Plan>> plans,
                                            const Watch& watch);
    bool compiled(const Plan& plan) const { return machine_->compiled(plan); }
    /// Whether a value is here.
    bool holds(BufferId id) const { return resident_.contains(id); }

    /// Whether `fetch` has anything to do for the launch.
    static bool hasResults(const Launch& launch);
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
    void saveCompiled() { machine_->saveCompiled(); }

    /// Dispatches of this many operations are put into one submission.
    void setWorkPerSubmit(double operations) { workPerSubmit_ = operations; }
    DeviceUsage memoryUsage() const { return pool_.usage(); }
    /// Called whenever the memory usage has changed.
    void setUsageListener(std::function<void()> listener) { usageChanged_ = std::move(listener); }

private:
    struct Bound;
    static void refuse(const Error& error, Completion& done);
    void forgetUnfetched();
    Result<void> upload(const Launch& launch, const Watch& watch, Completion& done);
    bool isToCome(const LaunchInput& input) const;
    Result<void> runPlan(const Launch& launch, const Plan& plan, const Watch& watch,
                         Completion& done);
    Result<void> bind(const Launch& launch, const Plan& plan, Bound& bound);
    Result<void> copyOut(const LaunchInput& wanted, Completion& done);
    Result<void> copyInto(const LaunchOutput& output, Completion& done);
    void copy(std::span<const std::byte> from, std::byte* to);
    Result<void> place(BufferId id, Bytes size);
    void release(BufferId id);

    std::unique_ptr<Machine> machine_; // first made, last destroyed: the pool takes from it
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

} // namespace xpu::launch
