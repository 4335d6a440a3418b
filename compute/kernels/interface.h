#pragma once

#include "core/device/device.h"
#include "core/task/import/kernel_task.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace xpu::kernels {

/// A piece of memory a kernel sees: a buffer block, or a pointer argument.
struct Binding {
    std::string name;  ///< of the variable or argument; may be empty
    std::string block; ///< of the block's type; may be empty
    std::uint32_t set = 0;
    std::uint32_t binding = 0; ///< or the argument's position
    bool uniform = false;
    bool written = false; ///< the kernel stores to it, or may
};

/// A value that `push` or `spec` gives.
struct Constant {
    enum class Type : std::uint8_t { Bool, I32, U32, I64, U64, F32, F64 };
    std::string name;
    Type type = Type::F32;
    std::uint32_t at = 0; ///< byte offset, constant id, or the argument's position
};
std::size_t sizeOf(Constant::Type type);

/// What a kernel wants from outside.
struct Interface {
    std::vector<Binding> bindings; ///< in the order of set and binding
    std::vector<Constant> push;
    std::vector<Constant> spec;
    std::uint32_t pushBytes = 0;
    std::array<std::uint32_t, 3> local{1, 1, 1};
    /// Ids of the constants that set `local`; unset = it is fixed.
    std::array<std::optional<std::uint32_t>, 3> localIds{};
    std::uint64_t sharedBytes = 0;
    bool loops = false;
    std::vector<std::string> foreign; ///< what no port can be: images, samplers, ...
};

/// Names and uses for people; language and entry are the caller's to add.
KernelSketch sketched(const Interface& kernel);

/// A port of the step.
struct Port {
    std::string name;
    bool output = false;
};

/// For every port the position of its binding: all by name, or none by name and all in order.
/// E502 for a port or binding that has no partner, E505 for an input that is written.
tl::expected<std::vector<std::size_t>, LaunchError> matched(std::span<const Port> ports,
                                                            const Interface& kernel);

/// A constant's value as its bytes.
using Value = std::variant<bool, std::int64_t, double>;
struct GivenConstant {
    Constant constant;
    std::vector<std::byte> bytes;
};
/// The values of `given` that belong to `group` ("push", "spec") for the constants of the kernel.
/// @param allNeeded  a constant without a value is E502; else it keeps its own
/// E502 for a name the kernel does not have
tl::expected<std::vector<GivenConstant>, LaunchError>
valuesFor(std::span<const Constant> constants, const std::map<std::string, Value>& given,
          const std::string& group, bool allNeeded);

} // namespace xpu::kernels
