#pragma once

#include "compute/sandbox/sandbox_options.h"
#include "core/base/result.h"
#include "core/task/import/kernel_task.h"

namespace xpu::kernels {

/// What a kernel's file tells of it, read by a worker in its sandbox. Blocks for as long as its
/// compilation takes.
/// @param path  ends with .comp, .spv or .cl
Result<KernelSketch> sketchKernel(const std::string& path, const sandbox::SandboxOptions& options);

} // namespace xpu::kernels
