#pragma once

#include "core/engine/engine_state.h"

#include <vector>

namespace xpu {

/// Brings a fresh run to where the rows of the database left it: steps that ended have ended, those
/// that had started and must not run twice are interrupted, and finished steps whose values nobody
/// kept run again when a step still to come needs them.
void takeOverRecovered(Task& task, const std::vector<DeviceSlot>& devices, Seconds now);

} // namespace xpu
