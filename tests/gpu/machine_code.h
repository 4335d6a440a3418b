#pragma once

#include <cstdint>
#include <string_view>

namespace xpu::tests {

/// Share of fused multiply-adds among the instructions of a kernel's hottest loop, in percent
/// rounded down; 0 for a kernel without such a loop.
///
/// Counted in the disassembly of an AMD kernel. A loop is the span between a label and the last
/// branch back to it; taken is the one with the most FMAs (v_fma*, v_fmac*, v_mad*, v_mac*,
/// v_pk_fma*, a dual-issued pair counting once), and of loops around the same FMAs the outermost, so
/// that loads, barriers and waits between them count. Every other instruction in the span is an
/// issue slot without an FMA, also those of branches that a full tile does not take: the true share
/// is no smaller.
std::uint64_t fmaPercent(std::string_view disassembly);

} // namespace xpu::tests
