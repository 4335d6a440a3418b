#include "core/device/user_kernel.h"

#include "core/device/device.h"

#include <algorithm>

namespace xpu {

bool runsKernels(const DeviceInfo& info) { return !info.kernelLanguages.empty(); }

bool takesKernel(const DeviceInfo& info, const UserKernel& kernel)
{
    return std::ranges::count(info.kernelLanguages, kernel.language) > 0;
}

bool mayRunKernel(const DeviceInfo& info, const OperatorWork& work)
{
    return takesKernel(info, *work.op->kernel) || (work.twin != nullptr && info.driver == "cpu");
}

const OperatorWork& workOn(const DeviceInfo& info, const OperatorWork& work)
{
    return work.twin != nullptr && !runsKernels(info) ? *work.twin : work;
}

} // namespace xpu
