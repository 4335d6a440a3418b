#pragma once

#include "core/engine/engine_state.h"
#include "core/predict/probe_list.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace xpu {

/// Measures operators on devices while the engine has nothing to do: one launch at a time through
/// the Device port, given up as soon as there is work. Each probe is measured once per device and
/// driver; what it took is stored and taught to the predictor. Engine thread only.
class Prober {
public:
    explicit Prober(EngineState& state) : state_(state) {}

    /// @param past  probes of earlier processes
    void begin(std::span<const PastProbe> past);
    bool done() const { return wanted_.empty() && !current_; }
    /// Once in every round until it is done. @param idle  nothing runs and nothing can start
    void turn(bool idle);
    /// A person or program did something: wait for another quiet while.
    void disturbed() { quietSince_ = state_.now; }
    /// True when it was a launch of its own.
    bool completed(const Completion& done);
    /// When `turn` has something to do without a message; infinity when never.
    Seconds nextDue() const;
    /// Nothing is measured any more (end of the engine).
    void stop();

private:
    enum class Phase : std::uint8_t { Filling, Journaling, Launched };
    /// The probe under way.
    struct Current {
        WantedProbe wanted;
        Phase phase = Phase::Filling;
        std::uint64_t number = 0; ///< tells it from one given up before
        std::vector<TensorSpec> outputs;
        CostTerms terms;
        Bytes footprint;   ///< inputs, results and scratch memory
        bool warm = false; ///< the operator has run on the device just before
        Seconds prepare{0};
        std::vector<std::shared_ptr<const HostBlock>> blocks; ///< by input
        LaunchId launch;
        double launchedAt = 0;
        bool late = false;    ///< cancelled for taking too long
        bool givenUp = false; ///< there is work: it will be measured another time
    };

    const ProbeCase& caseOf(const WantedProbe& wanted) const;
    CostKey keyOf(const WantedProbe& wanted) const;
    bool rests(const WantedProbe& wanted) const;
    bool putAwakeFirst();
    bool takeNext();
    bool fits(const Current& probe) const;
    void hold(const Current& probe, bool on);
    void fill();
    void filled(std::vector<std::shared_ptr<const HostBlock>> blocks);
    void launch();
    void settle(const Completion& done);
    void failed(const LaunchError& error);
    void giveUp();
    void putBack();
    void journal(std::uint32_t tries, std::optional<Seconds> run, std::function<void()> then = {});
    void tell();
    void report(const std::string& what, const std::string& detail) const;
    void end();

    EngineState& state_;
    std::deque<WantedProbe> wanted_;
    std::unique_ptr<Current> current_;
    std::optional<WantedProbe> warm_; ///< what ran last
    double quietSince_ = 0;
    std::uint64_t probes_ = 0;
    std::uint64_t launches_ = 0;
};

} // namespace xpu
