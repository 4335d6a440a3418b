#pragma once

#include "compute/launch/plan.h"
#include "compute/opencl/traits.h"

#include <string_view>

namespace xpu::opencl {

using launch::constant;
using launch::Dispatch;
using launch::input;
using launch::Kernel;
using launch::output;
using launch::Plan;
using launch::PlanResult;
using launch::pushOf;
using launch::Slot;
using launch::temporary;

/// What a planner is asked. Pure: `whyNot` asks it too, so what it promises is what runs.
///
/// A kernel of ours whose words in `Dispatch::push` are all zero reads and writes nothing: drivers
/// that compile at the first launch are made to do it then.
struct PlanRequest {
    std::span<const PortSpec> inputs;    ///< in launch order; slot input(i) is inputs[i]
    std::span<const TensorSpec> outputs; ///< as OperatorInfo::infer gave them
    const Params& params;
    const Traits& traits;
};
using Planner = PlanResult (*)(const PlanRequest&);

/// The planner of a built-in operator; null when there is no OpenCL kernel for it.
Planner plannerFor(std::string_view operatorName);

/// Makes a dispatch one-dimensional: groups of `size` for `items` work-items.
void spreadOver(Dispatch& dispatch, std::uint64_t items, std::uint32_t size);

/// The word of OpenCL C for a dtype, as kernels of ours read it; empty when they do not.
/// @param wide  the device has doubles
std::string_view elementWord(DType type, bool wide);

/// Text that kernels begin with.
std::string withPrelude(std::string_view body);

/// "#define NAME value" for what a text is to know when it is compiled.
std::string defined(std::string_view name, std::uint64_t value);
std::string defined(std::string_view name, std::string_view value);

/// What texts read by: X, the elements of the buffer x, and LOAD(i), one of them as a REAL.
std::string elementText(DType source, bool wide);

} // namespace xpu::opencl
