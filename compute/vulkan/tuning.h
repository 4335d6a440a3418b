#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace xpu::vulkan {

/// How a work-group of gemm cuts its work, see gemm.comp.
struct GemmTile {
    std::uint32_t groupX = 8; ///< invocations along the columns of c
    std::uint32_t groupY = 8; ///< and along its rows
    std::uint32_t depth = 16; ///< columns of a staged at a time, a multiple of 4 and of `unroll`
    std::uint32_t unroll = 4;
    std::uint32_t rowQuads = 1; ///< four results each, of one invocation
    std::uint32_t columnQuads = 1;
    std::uint32_t padding = 0; ///< quads behind a staged row

    bool operator==(const GemmTile&) const = default;
    std::uint32_t rows() const { return 4 * rowQuads * groupY; }
    std::uint32_t columns() const { return 4 * columnQuads * groupX; }
    /// Bytes of shared memory for elements of `element` bytes.
    std::uint64_t shared(std::size_t element) const;
};

/// Work-group and tile sizes, handed to the kernels as specialization constants.
struct Tuning {
    std::uint32_t lineGroup = 64;    ///< invocations of one-dimensional kernels
    std::uint32_t reduceGroup = 128; ///< a power of two
    std::uint32_t serialRun = 32;    ///< elements an invocation of scan or histogram goes through
    std::array<GemmTile, 3> gemm{};  ///< from the largest to the smallest
    GemmTile gemmWide{};             ///< in doubles
    std::uint32_t gemmGroups = 32;   ///< that the device works on at once, about

    bool operator==(const Tuning&) const = default;
};

/// What the tuning table tells apart.
enum class Architecture : std::uint8_t { Software, AmdGcn, AmdRdna, Nvidia, Intel, Other };

std::string_view nameOf(Architecture architecture);

/// The row of the tuning table.
const Tuning& rowOf(Architecture architecture);

/// What a row of the table has tiles for.
enum class GemmRole : std::uint8_t { Large, Medium, Small, Wide };

std::string_view nameOf(GemmRole role);
const GemmTile& tileOf(const Tuning& tuning, GemmRole role);

/// The tiles among which the rows of GPUs chose; for checks and for measuring.
std::span<const GemmTile> gemmCandidates(GemmRole role);

} // namespace xpu::vulkan
