#include "compute/opencl/embedded_kernels.h"

namespace xpu::opencl::kernels {

std::string_view prelude()
{
    return
#include "prelude.cl.inc"
        ;
}

std::string_view selfTest()
{
    return
#include "self_test.cl.inc"
        ;
}

std::string_view rateFlops()
{
    return
#include "rate_flops.cl.inc"
        ;
}

std::string_view rateBandwidth()
{
    return
#include "rate_bandwidth.cl.inc"
        ;
}

} // namespace xpu::opencl::kernels
