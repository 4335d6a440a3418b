#include "compute/vulkan/tuning.h"

namespace xpu::vulkan {

namespace {

// groupX, groupY, depth, unroll, rowQuads, columnQuads, padding
constexpr GemmTile k128x128{16, 16, 16, 16, 2, 2, 1};
constexpr GemmTile k128x128deep{16, 16, 32, 32, 2, 2, 1};
constexpr GemmTile k128x128shallow{16, 16, 8, 8, 2, 2, 1};
constexpr GemmTile k64x256{32, 8, 16, 16, 2, 2, 1};
constexpr GemmTile k64x64{16, 16, 16, 16, 1, 1, 1};
constexpr GemmTile k64x64deep{16, 16, 32, 32, 1, 1, 1};
constexpr GemmTile k64x64shallow{16, 16, 8, 8, 1, 1, 1};
constexpr GemmTile k32x128{32, 8, 16, 16, 1, 1, 1};
constexpr GemmTile k32x64{16, 8, 16, 16, 1, 1, 1};
constexpr GemmTile k32x32{8, 8, 16, 16, 1, 1, 1};
constexpr GemmTile k32x32deep{8, 8, 32, 32, 1, 1, 1};
constexpr GemmTile k32x32shallow{8, 8, 8, 8, 1, 1, 1};
// A barrier costs a pass over the group in software: few invocations with many results each (twice
// as fast as with 4 x 4), and no padding for banks that are not there.
constexpr GemmTile kSoftwareLarge{16, 8, 32, 4, 2, 2, 0};
constexpr GemmTile kSoftwareMedium{8, 8, 32, 4, 2, 2, 0};
constexpr GemmTile kSoftwareSmall{8, 8, 32, 4, 1, 1, 0};

// lineGroup, reduceGroup, serialRun; gemm large, medium, small; in doubles; groups at once. Those of
// AMD are the best of their candidates by AMD's own compiler (tests/gpu); no compiler has judged the
// others' here.
constexpr Tuning kSoftwareRow{
    64, 64, 256, {kSoftwareLarge, kSoftwareMedium, kSoftwareSmall}, kSoftwareSmall, 4};
constexpr Tuning kGcnRow{256, 256, 32, {k128x128, k64x64deep, k32x32deep}, k64x64, 64};
constexpr Tuning kRdnaRow{256, 256, 32, {k128x128deep, k64x64deep, k32x32deep}, k64x64deep, 72};
constexpr Tuning kNvidiaRow{128, 256, 32, {k128x128, k64x64, k32x32}, k64x64, 80};
// 8 x 8 results of an invocation spill registers there.
constexpr Tuning kIntelRow{64, 128, 32, {k64x64, k32x64, k32x32}, k32x32, 32};
constexpr Tuning kOtherRow{64, 128, 32, {k64x64, k32x64, k32x32}, k32x32, 32};

constexpr std::array kLarge{k128x128, k128x128deep, k128x128shallow, k64x256};
// Where there are few groups, each must keep all four SIMDs of a compute unit busy: 256 invocations.
constexpr std::array kMedium{k64x64, k64x64deep, k64x64shallow, k32x128};
constexpr std::array kSmall{k32x32, k32x32deep, k32x32shallow}; // a whole subgroup at least
constexpr std::array kWide{k64x64, k64x64deep, k64x64shallow};

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

std::string_view nameOf(GemmRole role)
{
    switch (role) {
    case GemmRole::Large:
        return "large";
    case GemmRole::Medium:
        return "medium";
    case GemmRole::Small:
        return "small";
    case GemmRole::Wide:
        break;
    }
    return "wide";
}

const GemmTile& tileOf(const Tuning& tuning, GemmRole role)
{
    return role == GemmRole::Wide ? tuning.gemmWide : tuning.gemm[static_cast<std::size_t>(role)];
}

std::span<const GemmTile> gemmCandidates(GemmRole role)
{
    switch (role) {
    case GemmRole::Large:
        return kLarge;
    case GemmRole::Medium:
        return kMedium;
    case GemmRole::Small:
        return kSmall;
    case GemmRole::Wide:
        break;
    }
    return kWide;
}

} // namespace xpu::vulkan
