#pragma once

#include "compute/kernels/kernel_runner.h"

#include <vector>

namespace xpu::kernels {

struct SpirvProgram {
    std::vector<std::uint32_t> words;
    Interface interface;
};

/// A kernel in GLSL or SPIR-V, compiled or validated, checked for what it must not have, and
/// reflected. E501 with the kernel's own file:line:column, E504.
Outcome<SpirvProgram> spirvProgram(const KernelJob& job, const std::string& source, bool float64);

/// The same, for people.
Outcome<KernelSketch> spirvSketch(const KernelJob& job, const std::string& source);

/// The compiler's first error as "file:line:column: text". It knows no columns: the column is that
/// of the first word it quotes on that line, else 1.
std::string glslError(const std::string& messages, const std::string& file,
                      const std::string& source);

} // namespace xpu::kernels
