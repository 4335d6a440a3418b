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
constexpr std::uint32_t kArrange[] =
#include "arrange.spv.inc"
    ;
constexpr std::uint32_t kConv2d[] =
#include "conv2d.spv.inc"
    ;
constexpr std::uint32_t kPool2d[] =
#include "pool2d.spv.inc"
    ;
constexpr std::uint32_t kFft[] =
#include "fft.spv.inc"
    ;
constexpr std::uint32_t kFftMove[] =
#include "fft_move.spv.inc"
    ;
constexpr std::uint32_t kGemm[] =
#include "gemm.spv.inc"
    ;
constexpr std::uint32_t kGemmWide[] =
#include "gemm_wide.spv.inc"
    ;
constexpr std::uint32_t kGemmJoin[] =
#include "gemm_join.spv.inc"
    ;
constexpr std::uint32_t kGemmJoinWide[] =
#include "gemm_join_wide.spv.inc"
    ;
constexpr std::uint32_t kGemv[] =
#include "gemv.spv.inc"
    ;
constexpr std::uint32_t kGemvWide[] =
#include "gemv_wide.spv.inc"
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
constexpr std::uint32_t kRows[] =
#include "rows.spv.inc"
    ;
constexpr std::uint32_t kRowsWide[] =
#include "rows_wide.spv.inc"
    ;
constexpr std::uint32_t kScan[] =
#include "scan.spv.inc"
    ;
constexpr std::uint32_t kScanWide[] =
#include "scan_wide.spv.inc"
    ;
constexpr std::uint32_t kSortDigits[] =
#include "sort_digits.spv.inc"
    ;
constexpr std::uint32_t kSortKeys[] =
#include "sort_keys.spv.inc"
    ;
constexpr std::uint32_t kSortOffsets[] =
#include "sort_offsets.spv.inc"
    ;
constexpr std::uint32_t kStencil[] =
#include "stencil.spv.inc"
    ;
constexpr std::uint32_t kStencilWide[] =
#include "stencil_wide.spv.inc"
    ;
constexpr std::uint32_t kMedian[] =
#include "median.spv.inc"
    ;
constexpr std::uint32_t kNlmeans1[] =
#include "nlmeans_1.spv.inc"
    ;
constexpr std::uint32_t kNlmeans2[] =
#include "nlmeans_2.spv.inc"
    ;
constexpr std::uint32_t kNlmeans3[] =
#include "nlmeans_3.spv.inc"
    ;
constexpr std::uint32_t kNlmeans4[] =
#include "nlmeans_4.spv.inc"
    ;
constexpr std::uint32_t kNlmeans5[] =
#include "nlmeans_5.spv.inc"
    ;
constexpr std::uint32_t kNlmeans6[] =
#include "nlmeans_6.spv.inc"
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

Kernel conv2d() { return {"conv2d", kConv2d, {}}; }
Kernel pool2d() { return {"pool2d", kPool2d, {}}; }
Kernel fft() { return {"fft", kFft, {}}; }
Kernel fftMove() { return {"fft_move", kFftMove, {}}; }

Kernel gemm(bool wide)
{
    return wide ? Kernel{"gemm_wide", kGemmWide, {}} : Kernel{"gemm", kGemm, {}};
}

Kernel gemmJoin(bool wide)
{
    return wide ? Kernel{"gemm_join_wide", kGemmJoinWide, {}} : Kernel{"gemm_join", kGemmJoin, {}};
}

Kernel gemv(bool wide)
{
    return wide ? Kernel{"gemv_wide", kGemvWide, {}} : Kernel{"gemv", kGemv, {}};
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

Kernel rows(bool wide)
{
    return wide ? Kernel{"rows_wide", kRowsWide, {}} : Kernel{"rows", kRows, {}};
}

Kernel arrange() { return {"arrange", kArrange, {}}; }

Kernel scan(bool wide)
{
    return wide ? Kernel{"scan_wide", kScanWide, {}} : Kernel{"scan", kScan, {}};
}

Kernel sortDigits() { return {"sort_digits", kSortDigits, {}}; }
Kernel sortKeys() { return {"sort_keys", kSortKeys, {}}; }
Kernel sortOffsets() { return {"sort_offsets", kSortOffsets, {}}; }

Kernel stencil(bool wide)
{
    return wide ? Kernel{"stencil_wide", kStencilWide, {}} : Kernel{"stencil", kStencil, {}};
}

Kernel median() { return {"median", kMedian, {}}; }

Kernel nlmeans(std::uint32_t stage)
{
    switch (stage) {
    case 1:
        return {"nlmeans_1", kNlmeans1, {}};
    case 2:
        return {"nlmeans_2", kNlmeans2, {}};
    case 3:
        return {"nlmeans_3", kNlmeans3, {}};
    case 4:
        return {"nlmeans_4", kNlmeans4, {}};
    case 5:
        return {"nlmeans_5", kNlmeans5, {}};
    default:
        return {"nlmeans_6", kNlmeans6, {}};
    }
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
