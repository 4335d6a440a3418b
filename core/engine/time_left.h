#pragma once

#include "core/engine/engine_state.h"

#include <optional>

namespace xpu {

/// What is left of a run as its plan has it; nothing without a plan, or with one on assumed times.
std::optional<TimeLeft> timeLeft(const EngineState& state, const Task& task);
/// Of a task that has not begun and would have all devices: the plan's makespan, stretched as far as
/// the intervals of its steps go. Nothing when a step's time is not known.
std::optional<TimeLeft> timeLeft(const Plan& plan, const StepCosts& costs);

} // namespace xpu
