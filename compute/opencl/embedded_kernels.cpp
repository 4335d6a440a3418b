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

std::string_view fold()
{
    return
#include "fold.cl.inc"
        ;
}

std::string_view gemm()
{
    return
#include "gemm.cl.inc"
        ;
}

std::string_view gemmMultiply()
{
    return
#include "gemm_multiply.cl.inc"
        ;
}

std::string_view histogram()
{
    return
#include "histogram.cl.inc"
        ;
}

std::string_view arrange()
{
    return
#include "arrange.cl.inc"
        ;
}

std::string_view reduce()
{
    return
#include "reduce.cl.inc"
        ;
}

std::string_view scan()
{
    return
#include "scan.cl.inc"
        ;
}

std::string_view stencil()
{
    return
#include "stencil.cl.inc"
        ;
}

} // namespace xpu::opencl::kernels
