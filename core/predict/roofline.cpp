#include "core/predict/roofline.h"

#include <algorithm>
#include <cmath>

namespace xpu {
namespace {

// Used only where a device states nothing; what is observed soon outweighs them.
constexpr double kGuessFlopsPerThread = 8e9;
constexpr double kGuessGpuFlops = 1e12;
constexpr double kGuessBandwidth = 8e9;
constexpr double kGuessFileBandwidth = 4e8; ///< host operators decode files
constexpr Seconds kGuessOpen{100e-6};       ///< finding, checking and opening a file
constexpr Seconds kGuessCommit{6e-3};       ///< syncing a file and its folder on a solid state disk
constexpr Seconds kSharedMemoryOverhead{5e-6};
constexpr Seconds kSubmitOverhead{50e-6}; ///< queue submission and its fence

double sane(double x) { return std::isfinite(x) && x > 0 ? x : 0; }

double peakFlops(const DeviceInfo& device, DType dtype)
{
    double peak = sane(device.peakFlops);
    if (peak == 0)
        peak = device.sharesHostMemory ? kGuessFlopsPerThread * std::max(1, device.threads)
                                       : kGuessGpuFlops;
    return dtype == DType::F64 || dtype == DType::I64 || dtype == DType::U64 ? peak / 2 : peak;
}

double peakBandwidth(const DeviceInfo& device)
{
    if (const double stated = sane(device.peakBandwidth); stated > 0)
        return stated;
    return device.kind == DeviceClass::Host ? kGuessFileBandwidth : kGuessBandwidth;
}

} // namespace

bool hasWork(const CostTerms& terms) { return sane(terms.flops) > 0 || sane(terms.bytes) > 0; }

Seconds roofline(const DeviceInfo& device, DType dtype, const CostTerms& terms)
{
    const Seconds compute(sane(terms.flops) / peakFlops(device, dtype));
    const Seconds memory(sane(terms.bytes) / peakBandwidth(device));
    const Seconds overhead = device.sharesHostMemory ? kSharedMemoryOverhead : kSubmitOverhead;
    return overhead + std::max(compute, memory);
}

FilePrior filePrior(const DeviceInfo& device, const CostTerms& terms)
{
    return {kGuessOpen + sane(terms.commits) * kGuessCommit, 1 / peakBandwidth(device)};
}

} // namespace xpu
