#pragma once

#include "compute/launch/plan.h"
#include "compute/vulkan/traits.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace xpu::vulkan {

using launch::bytesOf;
using launch::constant;
using launch::Dispatch;
using launch::input;
using launch::Kernel;
using launch::kNoInput;
using launch::output;
using launch::Plan;
using launch::PlanResult;
using launch::pushOf;
using launch::Slot;
using launch::temporary;

/// Makes the plan of one operator, or the sentence for people why this device cannot run it.
/// Pure: `whyNot` asks it too, so what it promises is what runs.
struct PlanRequest {
    std::span<const PortSpec> inputs;    ///< in launch order; slot input(i) is inputs[i]
    std::span<const TensorSpec> outputs; ///< as OperatorInfo::infer gave them
    const Params& params;
    const Traits& traits;
};
using Planner = PlanResult (*)(const PlanRequest&);

/// The planner of a built-in operator; null when there is no Vulkan kernel for it.
Planner plannerFor(std::string_view operatorName);

/// Position of the input called `name`; npos when it is not connected.
std::size_t inputIndex(const PlanRequest& request, std::string_view name);

/// Groups for `items` invocations in groups of `size`, spread over x and y; a kernel takes
/// gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x and tests its bound.
std::array<std::uint32_t, 3> lineGroups(std::uint64_t items, std::uint32_t size,
                                        const Traits& traits);

/// Elements one dispatch may visit, all invocations together: a launch of a filter over many
/// neighbours is cut into several, so that neither the desktop nor a cancel waits long.
inline constexpr std::uint64_t kMostVisits = std::uint64_t{1} << 26;

/// A kernel adds up at most so many loop trips per invocation: lavapipe ends all loops of an
/// invocation after 65 535 trips and reports success.
inline constexpr std::uint64_t kMaxTrips = 32768;

} // namespace xpu::vulkan
