#pragma once

#include "core/sim/machine.h"
#include "core/sim/virtual_clock.h"

#include <deque>
#include <random>
#include <unordered_set>

namespace xpu::sim {

/// A device that only takes time: launches end when the virtual clock says so, with values that
/// hold nothing. One thread only.
class SimulatedDevice final : public Device {
public:
    enum class Work {
        Operators, ///< by the roofline, in order
        Commands,  ///< a fixed time each, as many side by side as there are threads
        Files,     ///< by the speed of the disk
    };
    /// @param machine  outlives the device, as does the clock
    SimulatedDevice(DeviceSpec spec, Work work, const Machine& machine, const VirtualClock& clock,
                    std::uint64_t seed);

    const DeviceInfo& info() const override { return spec_.info; }
    std::string whyNot(const OperatorInfo& op, std::span<const PortSpec> inputs,
                       const Params& params) const override;
    void start(CompletionSink sink) override { sink_ = std::move(sink); }
    void submit(Launch launch) override;
    void cancel(LaunchId id) override;
    DeviceUsage usage() const override;
    void setThreadBudget(int) override {}

    /// Clock time at which the next launch ends; infinity when none is out.
    Seconds nextEnd() const;
    /// Reports what has ended by now.
    void endDue();
    std::size_t launches() const { return launches_; }

private:
    struct Running {
        Launch launch;
        Completion done;
        Seconds end{0};
    };
    Completion timesOf(const Launch& launch);
    Seconds runTime(const Launch& launch);
    Seconds fileTime(const Launch& launch, const CostTerms& cost) const;
    Seconds copyTime(Bytes size) const;
    double noise(double sigma);
    void finish(Running& running);

    DeviceSpec spec_;
    Work work_;
    const Machine& machine_;
    const VirtualClock& clock_;
    std::mt19937_64 random_;
    CompletionSink sink_;
    std::deque<Running> running_; ///< by submission
    Seconds freeAt_{0};           ///< in-order devices: when the last launch ends
    std::unordered_set<BufferId> resident_;
    std::unordered_set<std::string> prepared_;
    std::size_t launches_ = 0;
    Seconds busy_{0};
};

} // namespace xpu::sim
