#pragma once

#include "compute/operators/slices.h"
#include "core/base/result.h"
#include "core/device/operator_info.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace xpu::operators {

struct KernelInput {
    std::string port;
    TensorSpec spec;
    const std::byte* data = nullptr;
};

struct KernelOutput {
    TensorSpec spec;
    std::byte* data = nullptr;
};

/// One run of a CPU kernel on specs that passed the operator's `infer`.
struct KernelCall {
    std::vector<KernelInput> inputs;
    std::vector<KernelOutput> outputs; ///< in the order of OperatorInfo::outputs
    Params params;

    /// Null when that port is not connected.
    const KernelInput* input(std::string_view name) const
    {
        for (const KernelInput& i : inputs)
            if (i.port == name)
                return &i;
        return nullptr;
    }
};

/// Fills the outputs, working through `slices`.
/// Errc::Cancelled when the slices were cancelled, OutOfMemory for scratch memory
using CpuKernel = std::function<Result<void>(const KernelCall&, Slices&)>;

/// What a folder of compute/operators contributes: the descriptor and the reference kernel.
/// Host operators have no kernel.
struct BuiltinOperator {
    OperatorInfo info;
    CpuKernel cpu;
};

} // namespace xpu::operators
