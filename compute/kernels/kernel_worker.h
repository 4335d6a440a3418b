#pragma once

namespace xpu::kernels {

/// xpu-worker's other half: opens one device and runs kernels on it until its parent is gone. Whatever a
/// kernel or a driver does, only this process dies of it.
/// @param driver  "vulkan" or "opencl"
/// @param index   of the device in its loader's order
int runKernelWorker(const char* driver, const char* index);

} // namespace xpu::kernels
