#pragma once

#include "compute/kernels/interface.h"
#include "compute/kernels/spirv_facts.h"

namespace xpu::kernels {

/// What the compute shader `entry` of a validated module wants from outside.
/// Errc::InvalidInput when the module has no such entry or defies reflection.
Result<Interface> reflected(std::span<const std::uint32_t> words, const std::string& entry,
                            const SpirvFacts& facts);

} // namespace xpu::kernels
