#include "compute/vulkan/tuning.h"

namespace xpu::vulkan {

namespace {

// groupX, groupY, depth, unroll, rowQuads, columnQuads, padding
constexpr GemmTile k128x128{16, 16, 16, 16, 2, 2, 1};
constexpr GemmTile k64x128{16, 16, 16, 16, 1, 2, 1};
constexpr GemmTile k64x64{16, 16, 16, 16, 1, 1, 1};
constexpr GemmTile k64x64of64{8, 8, 16, 16, 2, 2, 1};
constexpr GemmTile k32x64{16, 8, 16, 16, 1, 1, 1};
constexpr GemmTile k32x32{8, 8, 16, 16, 1, 1, 1};
constexpr GemmTile k128x128deep{16, 16, 32, 32, 2, 2, 1};
constexpr GemmTile k128x128shallow{16, 16, 8, 8, 2, 2, 1};
// A barrier costs a pass over the group in software: few invocations, and no padding for banks that
// are not there.
constexpr GemmTile kSoftware{8, 8, 32, 4, 1, 1, 0};

// lineGroup, reduceGroup, serialRun; gemm large, medium, small; in doubles; groups at once
constexpr Tuning kSoftwareRow{64, 64, 256, {kSoftware, kSoftware, kSoftware}, kSoftware, 4};
constexpr Tuning kGcnRow{256, 256, 32, {k128x128, k64x64, k32x32}, k32x64, 64};
constexpr Tuning kRdnaRow{256, 256, 32, {k128x128, k64x64, k32x32}, k64x64, 72};
constexpr Tuning kNvidiaRow{128, 256, 32, {k128x128, k64x64, k32x32}, k64x64, 80};
// 8 x 8 results of an invocation spill registers there.
constexpr Tuning kIntelRow{64, 128, 32, {k64x64, k32x64, k32x32}, k32x32, 32};
constexpr Tuning kOtherRow{64, 128, 32, {k64x64, k32x64, k32x32}, k32x32, 32};

constexpr std::array kCandidates{k128x128, k128x128deep, k128x128shallow, k64x128,
                                 k64x64,   k64x64of64,   k32x64,          k32x32};

} // namespace

std::uint64_t GemmTile::shared(std::size_t element) const
{
    return std::uint64_t{depth} * (rows() + columns() + 8 * padding) * element;
}

std::string_view nameOf(Architecture architecture)
{
    switch (architecture) {
    case Architecture::Software:
        return "software";
    case Architecture::AmdGcn:
        return "AMD GCN";
    case Architecture::AmdRdna:
        return "AMD RDNA";
    case Architecture::Nvidia:
        return "NVIDIA";
    case Architecture::Intel:
        return "Intel";
    case Architecture::Other:
        break;
    }
    return "other";
}

const Tuning& rowOf(Architecture architecture)
{
    switch (architecture) {
    case Architecture::Software:
        return kSoftwareRow;
    case Architecture::AmdGcn:
        return kGcnRow;
    case Architecture::AmdRdna:
        return kRdnaRow;
    case Architecture::Nvidia:
        return kNvidiaRow;
    case Architecture::Intel:
        return kIntelRow;
    case Architecture::Other:
        break;
    }
    return kOtherRow;
}

std::span<const GemmTile> gemmCandidates(Architecture architecture)
{
    static constexpr std::array kOnlySoftware{kSoftware};
    if (architecture == Architecture::Software)
        return kOnlySoftware;
    return kCandidates;
}

} // namespace xpu::vulkan
