#pragma once

#include "compute/launch/kernel.h"
#include "core/base/result.h"
#include "core/base/units.h"
#include "core/device/operator_info.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace xpu::launch {

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

/// One kernel over a grid of work-groups. Dispatches of a plan run in order, each sees what the
/// former wrote.
struct Dispatch {
    Kernel kernel;
    /// Known when the kernel is compiled: Vulkan's specialization constants 0, 1, ..., OpenCL's
    /// macros C0, C1, ...
    std::vector<std::uint32_t> constants;
    std::vector<Slot> buffers; ///< storage buffers at binding 0, 1, ...; first arguments of OpenCL
    std::vector<std::byte> push; ///< at most 128 bytes; an argument of OpenCL for every four
    std::array<std::uint32_t, 3> groups{1, 1, 1};
    double work = 0; ///< operations, to cut a long plan into short submissions
    std::array<std::uint32_t, 3> groupSize{1, 1, 1}; ///< OpenCL; Vulkan has it in the constants
};

/// What its compiled kernel is found by.
inline KernelKey::View keyOf(const Dispatch& dispatch)
{
    return {dispatch.kernel, dispatch.constants};
}

/// What a launch does on the device.
struct Plan {
    std::vector<Dispatch> dispatches;
    std::vector<Bytes> temporaries;
    std::vector<std::vector<std::byte>> constants; ///< small tables made on the host
};

/// The plan of an operator, or the sentence for people why this device cannot run it.
using PlanResult = tl::expected<Plan, std::string>;

/// A push-constant block or a table as bytes; `T` is laid out as the kernel reads it.
template <class T>
std::vector<std::byte> bytesOf(std::span<const T> values)
{
    static_assert(std::is_trivially_copyable_v<T>);
    std::vector<std::byte> bytes(values.size_bytes());
    if (!bytes.empty())
        std::memcpy(bytes.data(), values.data(), values.size_bytes());
    return bytes;
}
template <class T>
std::vector<std::byte> pushOf(const T& block)
{
    static_assert(sizeof(T) <= 128, "the least a device offers");
    return bytesOf(std::span<const T>(&block, 1));
}

/// End of the batch that starts at `begin`: as many dispatches as one submission should carry.
/// @param workLimit, mostDispatches, mostBuffers  of all its dispatches together
std::size_t batchEnd(std::span<const Dispatch> all, std::size_t begin, double workLimit,
                     std::size_t mostDispatches, std::size_t mostBuffers);

/// Position of the input called `name`; npos when it is not connected.
inline constexpr std::size_t kNoInput = static_cast<std::size_t>(-1);
std::size_t inputIndex(std::span<const PortSpec> inputs, std::string_view name);

/// The sentence why arrays of a launch or of its plan are larger than a kernel can be given;
/// empty when they are not.
std::string rangeReason(std::span<const PortSpec> inputs, const OperatorInfo& op,
                        std::span<const TensorSpec> outputs, Bytes limit);
std::string rangeReason(const Plan& plan, Bytes limit);

} // namespace xpu::launch
