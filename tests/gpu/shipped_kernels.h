#pragma once

#include "compute/vulkan/plan.h"

#include <string>
#include <vector>

namespace xpu::tests {

/// A kernel with the constants it is given on some device.
struct Variant {
    std::string kernel;    ///< the shader's file, or for generated text also the case that made it
    std::string constants; ///< "256,16"
    vulkan::Dispatch dispatch;
};

/// Every kernel that the planners of the catalog's operators, and the device's own tests, ask a
/// device of these traits for: probe cases, each also with all dtypes and choices of parameters.
/// No two alike; the order depends on the catalog alone.
std::vector<Variant> shippedKernels(const vulkan::Traits& traits);

/// "16,16,4"
std::string textOf(const std::vector<std::uint32_t>& constants);

} // namespace xpu::tests
