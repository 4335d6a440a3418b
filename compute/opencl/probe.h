#pragma once

#include "compute/opencl/opencl_machine.h"
#include "core/device/device.h"

#include <memory>
#include <vector>

namespace xpu::opencl {

/// One Device per OpenCL device, "opencl:0" first; none is opened yet. Where OpenCL does not work
/// there is one entry whose unusableReason says why.
std::vector<std::unique_ptr<Device>> probe();

/// The same with another loader library and options for every device (tests).
std::vector<std::unique_ptr<Device>> probeWith(const char* loader, const Options& options);

} // namespace xpu::opencl
