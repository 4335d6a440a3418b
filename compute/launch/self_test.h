#pragma once

#include "compute/launch/driver.h"

namespace xpu::launch {

/// Runs a driver's small kernel on integers, floats and shared memory and compares its result with
/// the host's. Errc::DeviceFailed tells the first wrong element.
/// @param plan         writes output(0), kSelfTestCount words, from input(0)
/// @param group        the size of its work-groups, within which words are mirrored
/// @param expectWrong  test seam: expects another result than the right one
Result<void> selfTest(Executor& executor, const Plan& plan, std::uint32_t group, bool expectWrong);

inline constexpr std::uint32_t kSelfTestCount = 1000; // not a multiple of any group size
inline constexpr std::uint32_t kSelfTestSalt = 0x9e3779b9;

/// What a driver's two kernels do, so that times become rates.
struct RateProbes {
    Plan flops;                ///< writes output(0), `items` x 4 words
    std::uint32_t items = 0;   ///< invocations of it
    double operations = 0;     ///< of all of them
    Plan copy;                 ///< copies input(0) to output(0)
    std::uint32_t vectors = 0; ///< of four words
};
Result<Rates> measureRates(Executor& executor, const RateProbes& probes);

/// Best of three run times of a plan whose inputs, `inputs` times the same, and output have so many
/// words each.
Result<Seconds> timeOf(Executor& executor, const Plan& plan, std::uint32_t words,
                       std::size_t inputs);

} // namespace xpu::launch
