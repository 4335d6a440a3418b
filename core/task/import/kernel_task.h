#pragma once

#include "core/device/tensor.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace xpu {

/// What a kernel's own file tells of it.
struct KernelSketch {
    std::string language; ///< the task file's word: "glsl", "spirv", "opencl"
    std::string entry = "main";
    struct Buffer {
        std::string name;
        bool output = false; ///< something is, or may be, stored to it
    };
    std::vector<Buffer> buffers;
    std::vector<std::string> push; ///< names of constants that need a value
    std::vector<std::string> spec; ///< names of constants that have one of their own
    std::array<std::uint32_t, 3> local{1, 1, 1};
    bool localIsOpen = false; ///< it is the step that sets it
};

/// What a person adds to that to make a step of it.
struct KernelAnswers {
    std::string name;       ///< of the task
    std::string kernelFile; ///< beside the task file
    struct Port {
        std::string name;
        bool output = false;
        std::string file; ///< an output without one is a value only
        DType dtype = DType::F32;
        std::vector<std::uint64_t> shape; ///< of outputs
    };
    std::vector<Port> ports;
    std::vector<std::uint64_t> global;
    std::vector<std::uint64_t> local;
    std::vector<std::pair<std::string, std::string>> push; ///< name and number as written
    std::vector<std::pair<std::string, std::string>> spec;
};

/// The word of the task file for the kernel's language, by the ending of its name; empty = none.
std::string kernelLanguage(const std::string& path);

/// A task file of one step that runs the kernel.
std::string kernelTaskText(const KernelSketch& kernel, const KernelAnswers& answers);

/// "64, 64, 1" as numbers of 1 or more; nullopt for anything else.
std::optional<std::vector<std::uint64_t>> extentsOf(const std::string& text, std::size_t most);

} // namespace xpu
