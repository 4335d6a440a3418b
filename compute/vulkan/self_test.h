#pragma once

#include "compute/vulkan/executor.h"
#include "compute/vulkan/tuner.h"

namespace xpu::vulkan {

/// Runs one small kernel (integers, floats, shared memory, a barrier) and compares its result with
/// the host's. Errc::DeviceFailed tells the first wrong element.
/// @param expectWrong  test seam: expects another result than the right one
Result<void> selfTest(Executor& executor, const Traits& traits, bool expectWrong);

/// Rates measured with short probes, for the roofline.
struct Rates {
    double flops = 0;     ///< f32, multiply and add counted apart
    double bandwidth = 0; ///< bytes/s, reads and writes together
};
/// Takes a few ms after the driver has compiled the two kernels.
Result<Rates> measureRates(Executor& executor, const Traits& traits);

/// Seconds that the device takes for the launch by which tunings are compared; `traits` hold the
/// tuning.
Result<Seconds> timeOf(Executor& executor, const Traits& traits, Tuned what);

/// The kernels of both, as this device is given them; for checks of the compiled code.
std::vector<Dispatch> ownDispatches(const Traits& traits);

} // namespace xpu::vulkan
