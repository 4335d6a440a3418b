#include "compute/operators/gemm/cut.h"

#include <algorithm>

namespace xpu::vulkan {

namespace {

using operators::GemmShape;

/// Staging an element costs about as much as this many multiply-adds.
constexpr double kStaging = 16;
/// Fewer k in a part, and adding the parts up costs more than it saves.
constexpr std::uint64_t kLeastPart = 256;
constexpr std::uint64_t kMostParts = 256;
constexpr std::uint64_t kMostPartialBytes = std::uint64_t{64} << 20;

std::uint64_t roundedUp(std::uint64_t value, std::uint64_t step)
{
    return (value + step - 1) / step * step;
}

std::uint64_t tilesOf(const GemmShape& g, const GemmTile& tile)
{
    return g.batch * (roundedUp(g.m, tile.rows()) / tile.rows())
           * (roundedUp(g.n, tile.columns()) / tile.columns());
}

/// Time a step of k takes, in multiply-adds of one group: all groups that the device holds advance
/// together, full or not.
double costOf(const GemmShape& g, const GemmTile& tile, std::uint64_t groups)
{
    const double rounds = static_cast<double>(roundedUp(tilesOf(g, tile), groups) / groups);
    const double rows = tile.rows();
    const double columns = tile.columns();
    return rounds * (rows * columns + kStaging * (rows + columns));
}

const GemmTile& cheapest(const GemmShape& g, const Tuning& tuning)
{
    return *std::min_element(
        tuning.gemm.begin(), tuning.gemm.end(), [&](const GemmTile& left, const GemmTile& right) {
            return costOf(g, left, tuning.gemmGroups) < costOf(g, right, tuning.gemmGroups);
        });
}

std::uint64_t partsFor(const GemmShape& g, std::uint64_t depth, const GemmCut& cut,
                       std::uint64_t groups, std::size_t element)
{
    const std::uint64_t most = std::min(
        kMostParts, kMostPartialBytes / std::max<std::uint64_t>(1, g.batch * g.m * g.n * element));
    const std::uint64_t idle = groups / std::max<std::uint64_t>(1, cut.tiles);
    if (idle < 2 || depth < 2 * kLeastPart)
        return 1;
    const std::uint64_t parts =
        std::max(std::min(idle, depth / kLeastPart), (depth + kMostDepth - 1) / kMostDepth);
    return parts <= most ? parts : 1;
}

} // namespace

GemmCut cutFor(const GemmShape& g, std::uint64_t depth, const Tuning& tuning, bool wide)
{
    GemmCut cut;
    cut.tile = wide ? tuning.gemmWide : cheapest(g, tuning);
    cut.tiles = tilesOf(g, cut.tile);
    cut.parts = partsFor(g, depth, cut, tuning.gemmGroups, wide ? sizeof(double) : sizeof(float));
    cut.partDepth =
        cut.parts == 1 ? depth : roundedUp((depth + cut.parts - 1) / cut.parts, cut.tile.depth);
    if (cut.parts > 1) // rounding may leave the last ones nothing to do
        cut.parts = (depth + cut.partDepth - 1) / cut.partDepth;
    return cut;
}

} // namespace xpu::vulkan
