#pragma once

#include "core/engine/engine_state.h"

#include <limits>

namespace xpu {

/// What happens at a time of day: held tasks are released, resting devices wake. Engine thread only.
class Alarms {
public:
    explicit Alarms(EngineState& state) : state_(state) {}

    /// Times may have changed: looks for the next one.
    void set();
    /// Does what is due.
    void turn();
    /// Clock seconds of the next alarm; infinity when there is none.
    Seconds nextDue() const;

private:
    static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

    EngineState& state_;
    std::int64_t nextUtcMicros_ = kNever;
};

} // namespace xpu
