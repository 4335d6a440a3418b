#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <set>
#include <span>

namespace xpu::kernels {

/// What a module does, read from its instructions. It has been validated before.
struct SpirvFacts {
    std::set<std::uint32_t> capabilities;
    std::set<std::uint32_t> written; ///< ids of variables that something is, or may be, stored to
    bool loops = false;
    std::uint64_t sharedBytes = 0; ///< memory shared by the invocations of a group
};

/// Errc::InvalidInput for what is no module.
Result<SpirvFacts> factsOf(std::span<const std::uint32_t> words);

/// The first capability that a kernel of a stranger must not have, or nothing: pointers into memory
/// that no bounds check guards, and whatever the worker does not switch on.
std::optional<std::uint32_t> refusedCapability(const SpirvFacts& facts, bool float64);

} // namespace xpu::kernels
