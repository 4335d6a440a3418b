#pragma once

#include "compute/host/block_meter.h"
#include "core/device/device.h"

namespace xpu::host {

/// Runs one image.load, file.load, image.save or file.save launch on the calling thread. The real
/// spec of what was read is in Completion::specs.
Completion runFileLaunch(const Launch& launch, BlockMeter& meter);

} // namespace xpu::host
