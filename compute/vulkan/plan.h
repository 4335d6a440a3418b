#pragma once

#include "compute/vulkan/traits.h"
#include "core/base/result.h"
#include "core/device/operator_info.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace xpu::vulkan {

/// A compute shader: SPIR-V made at build time, or GLSL still to be compiled. `name` tells kernels
/// apart in the pipeline cache.
struct Kernel {
    std::string name;
    std::span<const std::uint32_t> spirv; ///< empty: compile `glsl` first
    std::string glsl;
};

/// A buffer of a launch, by its role and position.
struct Slot {
    enum class Role : std::uint8_t { Input, Output, Temporary, Constant };
    Role role = Role::Input;
    std::uint32_t index = 0;

    bool operator==(const Slot&) const = default;
};
inline Slot input(std::size_t i) { return {Slot::Role::Input, static_cast<std::uint32_t>(i)}; }
inline Slot output(std::size_t i) { return {Slot::Role::Output, static_cast<std::uint32_t>(i)}; }
inline Slot temporary(std::size_t i)
{
    return {Slot::Role::Temporary, static_cast<std::uint32_t>(i)};
}
inline Slot constant(std::size_t i)
{
    return {Slot::Role::Constant, static_cast<std::uint32_t>(i)};
}

/// One vkCmdDispatch. Dispatches of a plan run in order, each sees what the former wrote.
struct Dispatch {
    Kernel kernel;
    std::vector<std::uint32_t> constants; ///< specialization constants 0, 1, ...
    std::vector<Slot> buffers;            ///< storage buffers at binding 0, 1, ... of set 0
    std::vector<std::byte> push;          ///< at most 128 bytes
    std::array<std::uint32_t, 3> groups{1, 1, 1};
    double work = 0; ///< operations, to cut a long plan into short submissions
};

/// What a launch does on the device.
struct Plan {
    std::vector<Dispatch> dispatches;
    std::vector<Bytes> temporaries;
    std::vector<std::vector<std::byte>> constants; ///< small tables made on the host
};

/// Makes the plan of one operator, or the sentence for people why this device cannot run it.
/// Pure: `whyNot` asks it too, so what it promises is what runs.
struct PlanRequest {
    std::span<const PortSpec> inputs;    ///< in launch order; slot input(i) is inputs[i]
    std::span<const TensorSpec> outputs; ///< as OperatorInfo::infer gave them
    const Params& params;
    const Traits& traits;
};
using PlanResult = tl::expected<Plan, std::string>;
using Planner = PlanResult (*)(const PlanRequest&);

/// The planner of a built-in operator; null when there is no Vulkan kernel for it.
Planner plannerFor(std::string_view operatorName);

/// Position of the input called `name`; npos when it is not connected.
inline constexpr std::size_t kNoInput = static_cast<std::size_t>(-1);
std::size_t inputIndex(const PlanRequest& request, std::string_view name);

/// Groups for `items` invocations in groups of `size`, spread over x and y; a kernel takes
/// gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x and tests its bound.
std::array<std::uint32_t, 3> lineGroups(std::uint64_t items, std::uint32_t size,
                                        const Traits& traits);

/// A push-constant block or a table as bytes; `T` is laid out as the shader reads it.
template <class T>
std::vector<std::byte> bytesOf(std::span<const T> values)
{
    static_assert(std::is_trivially_copyable_v<T>);
    std::vector<std::byte> bytes(values.size_bytes());
    if (!bytes.empty())
        std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}
template <class T>
std::vector<std::byte> pushOf(const T& block)
{
    static_assert(sizeof(T) <= 128, "the least a device offers");
    return bytesOf(std::span<const T>(&block, 1));
}

/// Elements one dispatch may visit, all invocations together: a launch of a filter over many
/// neighbours is cut into several, so that neither the desktop nor a cancel waits long.
inline constexpr std::uint64_t kMostVisits = std::uint64_t{1} << 26;

/// A kernel adds up at most so many loop trips per invocation: lavapipe ends all loops of an
/// invocation after 65 535 trips and reports success.
inline constexpr std::uint64_t kMaxTrips = 32768;

} // namespace xpu::vulkan
