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

} // namespace

Kernel selfTest() { return {"self_test", kSelfTest, {}}; }
Kernel rateFlops() { return {"rate_flops", kRateFlops, {}}; }
Kernel rateBandwidth() { return {"rate_bandwidth", kRateBandwidth, {}}; }

} // namespace xpu::vulkan::kernels
