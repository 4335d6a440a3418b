#pragma once

#include "core/engine/engine_state.h"

#include <limits>

namespace xpu {

/// Watches the tasks that have to be done by a time. One whose slack (time until its deadline, less
/// the time it needs nine times out of ten) runs short goes before all others; one that cannot be
/// done in time any more takes its turn by priority again, since nobody else should suffer for it.
/// Warns (E403) as soon as a deadline is likely to be missed. Engine thread only.
class Deadlines {
public:
    explicit Deadlines(EngineState& state) : state_(state) {}

    /// Looks at the tasks when it is time to.
    /// @return true when the order of turns has changed
    bool turn();
    /// Clock seconds of the next look that needs no other event; infinity when there is none.
    Seconds nextDue() const { return Seconds(dueAt_); }

private:
    static constexpr double kNever = std::numeric_limits<double>::infinity();

    void forecast(Task& task);
    bool look(Task& task);
    void warn(Task& task, const std::optional<TimeLeft>& left, double until);
    void lookAgainIn(double seconds);

    EngineState& state_;
    double dueAt_ = kNever;
};

} // namespace xpu
