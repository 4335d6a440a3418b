#pragma once

#include "compute/sandbox/attendant.h"
#include "core/base/result.h"
#include "core/device/device.h"

#include <optional>

namespace xpu::sandbox {

/// What the end of a command means; empty = success so far.
std::optional<LaunchError> judge(const RunOutcome& run, const CapturedOutput& captured,
                                 const CommandWork& work);

/// The sentence for an output that could not be prepared or settled.
LaunchError outputError(const Error& error);

} // namespace xpu::sandbox
