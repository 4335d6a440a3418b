#include "compute/vulkan/embedded_kernels.h"

// glslc writes each shader as a braced list of words.
namespace xpu::vulkan::kernels {

namespace {

constexpr std::uint32_t kSelfTest[] =
#include "self_test.spv.inc"
    ;
constexpr std::uint32_t kRateFlops[] =
#include "rate_flops.spv.inc"
    ;
constexpr std::uint32_t kRateBandwidth[] =
#include "rate_bandwidth.spv.inc"
    ;
constexpr std::uint32_t kGemm[] =
#include "gemm.spv.inc"
    ;
constexpr std::uint32_t kGemmWide[] =
#include "gemm_wide.spv.inc"
    ;
constexpr std::uint32_t kReduce[] =
#include "reduce.spv.inc"
    ;
constexpr std::uint32_t kReduceWide[] =
#include "reduce_wide.spv.inc"
    ;
constexpr std::uint32_t kHistogram[] =
#include "histogram.spv.inc"
    ;
constexpr std::uint32_t kHistogramWide[] =
#include "histogram_wide.spv.inc"
    ;
constexpr std::uint32_t kScan[] =
#include "scan.spv.inc"
    ;
constexpr std::uint32_t kScanWide[] =
#include "scan_wide.spv.inc"
    ;
constexpr std::uint32_t kSeparable14[] =
#include "separable_1_4.spv.inc"
    ;
constexpr std::uint32_t kSeparable24[] =
#include "separable_2_4.spv.inc"
    ;
constexpr std::uint32_t kSeparable44[] =
#include "separable_4_4.spv.inc"
    ;
constexpr std::uint32_t kSeparable41[] =
#include "separable_4_1.spv.inc"
    ;
constexpr std::uint32_t kSeparable42[] =
#include "separable_4_2.spv.inc"
    ;

} // namespace

Kernel selfTest() { return {"self_test", kSelfTest, {}}; }
Kernel rateFlops() { return {"rate_flops", kRateFlops, {}}; }
Kernel rateBandwidth() { return {"rate_bandwidth", kRateBandwidth, {}}; }

Kernel gemm(bool wide)
{
    return wide ? Kernel{"gemm_wide", kGemmWide, {}} : Kernel{"gemm", kGemm, {}};
}

Kernel reduce(bool wide)
{
    return wide ? Kernel{"reduce_wide", kReduceWide, {}} : Kernel{"reduce", kReduce, {}};
}

Kernel histogram(bool wide)
{
    return wide ? Kernel{"histogram_wide", kHistogramWide, {}}
                : Kernel{"histogram", kHistogram, {}};
}

Kernel scan(bool wide)
{
    return wide ? Kernel{"scan_wide", kScanWide, {}} : Kernel{"scan", kScan, {}};
}

Kernel separable(std::size_t source, std::size_t target)
{
    if (source == 1)
        return {"separable_1_4", kSeparable14, {}};
    if (source == 2)
        return {"separable_2_4", kSeparable24, {}};
    if (target == 1)
        return {"separable_4_1", kSeparable41, {}};
    if (target == 2)
        return {"separable_4_2", kSeparable42, {}};
    return {"separable_4_4", kSeparable44, {}};
}

} // namespace xpu::vulkan::kernels
