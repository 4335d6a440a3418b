#pragma once

#include "compute/launch/machine.h"
#include "compute/vulkan/command_stream.h"
#include "compute/vulkan/pipelines.h"

#include <functional>
#include <memory>
#include <vector>

namespace xpu::vulkan {

using launch::Times;
using launch::Watch;

/// Runs the dispatches of a plan on resolved blocks, cut into short submissions so that neither
/// the desktop nor a cancel waits long. One thread only.
class Dispatcher {
public:
    static Result<std::unique_ptr<Dispatcher>> create(const Gpu& gpu, CommandStream& stream,
                                                      const DiskCache& disk,
                                                      const std::string& cacheId);
    ~Dispatcher();
    Dispatcher(const Dispatcher&) = delete;
    Dispatcher& operator=(const Dispatcher&) = delete;

    /// @param blockOf        the memory behind a slot
    /// @param workPerSubmit  operations of about 100 ms on this device
    /// Errc::Cancelled when the watch says so; what was written until then is undefined.
    Result<Times> run(const Plan& plan, const std::function<Block(Slot)>& blockOf,
                      double workPerSubmit, const Watch& watch);

    /// Whether `run` has nothing to compile.
    bool compiled(const Plan& plan) const;
    /// Compiles what the plan's dispatches need, without running them.
    /// @param anything  a block to bind
    Result<void> prepareAll(const Plan& plan, const Block& anything);

    /// See Pipelines::save.
    void save() { pipelines_->save(); }

private:
    /// A dispatch made ready: nothing is left to look up while recording.
    struct Prepared {
        Pipelines::Pipeline pipeline;
        VkDescriptorSet set = nullptr;
        const Dispatch* dispatch = nullptr;
    };
    Dispatcher(const Gpu& gpu, CommandStream& stream) : gpu_(gpu), stream_(stream) {}
    Result<Prepared> prepare(const Dispatch& dispatch, const std::function<Block(Slot)>& blockOf);
    Result<void> warmUp(const std::vector<Prepared>& batch);
    Result<void> launch(const std::vector<Prepared>& batch, const std::function<void()>& meanwhile);
    void record(VkCommandBuffer commands, const Prepared& one,
                const std::array<std::uint32_t, 3>& groups) const;

    const Gpu& gpu_;
    CommandStream& stream_;
    std::unique_ptr<Pipelines> pipelines_;
    VkDescriptorPool sets_ = nullptr;
};

} // namespace xpu::vulkan
