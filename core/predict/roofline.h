#pragma once

#include "core/base/units.h"
#include "core/device/device.h"
#include "core/predict/file_line.h"

namespace xpu {

/// Least time a launch can take: launch overhead + the larger of compute and memory time at the
/// device's peaks (Williams, Waterman, Patterson, CACM 52(4), 2009). Devices that state no peak
/// get a cautious figure of their class.
Seconds roofline(const DeviceInfo& device, DType dtype, const CostTerms& terms);

/// The same for the host device, whose work is files.
FilePrior filePrior(const DeviceInfo& device, const CostTerms& terms);

/// No cost terms at all: a command, or inputs that are not written yet.
bool hasWork(const CostTerms& terms);

} // namespace xpu
