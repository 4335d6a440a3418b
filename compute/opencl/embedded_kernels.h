#pragma once

#include <string_view>

/// OpenCL C that was put into the program when it was built.
namespace xpu::opencl::kernels {

std::string_view prelude();
std::string_view selfTest();
std::string_view rateFlops();
std::string_view rateBandwidth();

} // namespace xpu::opencl::kernels
