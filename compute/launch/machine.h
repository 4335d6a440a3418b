#pragma once

#include "compute/launch/memory_pool.h"
#include "compute/launch/plan.h"

#include <functional>
#include <span>

namespace xpu::launch {

struct Times {
    Seconds prepare{0}; ///< compilation, by us and in the driver
    Seconds run{0};
};

/// Who looks on while a plan runs.
struct Watch {
    std::function<bool()> cancelled;          ///< asked between submissions
    std::function<void(double percent)> done; ///< told between submissions
    std::function<void()> meanwhile;          ///< called while the device works
    std::function<void()> beforeDelay;        ///< called before the host uploads or compiles
};

/// An opened device as an Executor uses it: what differs between drivers. One thread only.
class Machine {
public:
    virtual ~Machine() = default;

    /// Where the memory of values comes from.
    virtual ChunkSource chunkSource() = 0;
    /// Copies to and from blocks, mapped or not.
    virtual Result<void> upload(std::span<const std::byte> from, const Block& to) = 0;
    virtual Result<void> fetch(const Block& from, std::span<std::byte> to) = 0;

    /// Runs the dispatches of a plan, cut into short submissions so that neither the desktop nor a
    /// cancel waits long.
    /// @param blockOf        the memory behind a slot
    /// @param workPerSubmit  operations of about 100 ms on this device
    /// Errc::Cancelled when the watch says so; what was written until then is undefined.
    virtual Result<Times> run(const Plan& plan, const std::function<Block(Slot)>& blockOf,
                              double workPerSubmit, const Watch& watch) = 0;
    /// Whether `run` has nothing to compile for it.
    virtual bool compiled(const Plan& plan) const = 0;
    /// Compiles what the plan's dispatches need, without running them.
    /// @param anything  a block to bind
    virtual Result<void> prepareAll(const Plan& plan, const Block& anything) = 0;

    /// Asked between the pieces of a copy, so that the copying is not taken for the device's work.
    virtual void noteEnd() = 0;
    /// Keeps what was compiled for the next run of the program.
    virtual void saveCompiled() = 0;
    /// Waits until nothing is under way: memory is given back next.
    virtual void waitIdle() = 0;
};

} // namespace xpu::launch
