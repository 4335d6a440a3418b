#pragma once

#include "core/engine/engine_state.h"
#include "core/engine/runner.h"

#include <memory>
#include <string>
#include <unordered_map>

namespace xpu {

/// Makes the Snapshot that front ends show; parts that did not change are shared with the one
/// before. Engine thread only.
class SnapshotBuilder {
public:
    SnapshotBuilder(EngineState& state, Runner& runner) : state_(state), runner_(runner) {}

    std::shared_ptr<const Snapshot> build();
    /// When a part that was put off because of its size is due; infinity when none is.
    Seconds nextDue() const { return nextDue_; }

private:
    void refreshTask(Task& task, int position);
    void refreshSteps(Task& task);
    StepView viewOf(Task& task, StepIndex s);
    StepView viewOf(const history::StepFinished& row) const;
    std::string blockedBy(const Task& task, StepIndex s);
    const std::string& turnOn(DeviceIndex d);
    const std::string& waitsFor(std::uint32_t steps);
    std::vector<DeviceView::Owner> ownersOf(std::uint32_t memory) const;
    DeviceView viewOf(std::size_t d) const;

    EngineState& state_;
    Runner& runner_;
    std::uint64_t generation_ = 0;
    Seconds nextDue_{0};
    // Made once: a graph of 100 000 steps asks for each as often.
    std::unordered_map<std::uint32_t, std::string> turnTexts_; ///< by device
    std::unordered_map<std::uint32_t, std::string> waitTexts_; ///< by number of steps
};

} // namespace xpu
