#pragma once

#include <string_view>

/// OpenCL C that was put into the program when it was built.
namespace xpu::opencl::kernels {

std::string_view prelude();
std::string_view selfTest();
std::string_view rateFlops();
std::string_view rateBandwidth();

std::string_view arrange();
std::string_view fold();
std::string_view gemm();
std::string_view gemmMultiply();
std::string_view histogram();
std::string_view reduce();
std::string_view scan();
std::string_view stencil();

} // namespace xpu::opencl::kernels
