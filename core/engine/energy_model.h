#pragma once

#include "core/base/units.h"
#include "core/device/device.h"

namespace xpu {

/// Joules above idle of a launch, in proportion to the share of the device in use: the model where
/// nothing measures power.
/// @param threads  granted CPU threads, 0 = all of the device
double modelledEnergy(const DeviceInfo& info, int threads, Seconds run);

/// Commands run on the CPU: joules by the share of it that their CPU time took.
double energyOfCommand(const DeviceInfo& cpu, Seconds cpuTime);

} // namespace xpu
