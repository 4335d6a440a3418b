#pragma once

#include "core/base/units.h"

#include <optional>
#include <string>

namespace xpu {

struct DeviceInfo;
struct OperatorWork;

/// A compute kernel of the user behind an operator of its own. It runs in a process apart, on devices
/// that take its language. The operator's parameters are named "global.x" (work items), "local.x",
/// "push.NAME" and "spec.NAME".
struct UserKernel {
    std::string language; ///< the task file's word: "glsl", "spirv", "opencl"
    std::string file;     ///< as the task file writes it
    std::string path;     ///< absolute
    std::string sha256;   ///< of the file as it was checked (E701)
    std::string entry = "main";
    Seconds timeout{0}; ///< 0 = the device's own
    /// Its results are made a second time elsewhere and may differ by this, relative to the larger.
    std::optional<double> compare;
};

/// Whether the device runs kernels of users, and nothing else.
bool runsKernels(const DeviceInfo& info);
bool takesKernel(const DeviceInfo& info, const UserKernel& kernel);
/// Whether the work can be done there at all by its kind: by the kernel itself, or by its twin.
bool mayRunKernel(const DeviceInfo& info, const OperatorWork& work);
/// What that device does: the kernel's twin on the CPU, else the work itself.
const OperatorWork& workOn(const DeviceInfo& info, const OperatorWork& work);

} // namespace xpu
