#include "compute/operators/median/cpu_median.h"

#include "compute/operators/median/select_median.h"
#include "compute/operators/median/sliding_median.h"
#include "compute/operators/params.h"

#include <algorithm>

namespace xpu::operators {
namespace {

constexpr std::size_t kBlockRows = 16; // rows one thread makes at a time by selection

/// The largest radius at which selection is the faster way: exchanges grow with the fourth power of
/// the radius, and vectors hold fewer of the wider samples.
template <class Sample>
constexpr std::size_t kSelectUpTo = sizeof(Sample) == 1 ? 3 : 2;

template <class Sample>
Result<void> runAs(const KernelCall& call, Slices& slices)
{
    const KernelInput& input = *call.input("x");
    const ImageExtent extent = ImageExtent::of(input.spec.shape);
    const auto radius = static_cast<std::size_t>(*integer(call.params, "radius"));
    if (extent.samples() == 0)
        return {};
    const auto* x = reinterpret_cast<const Sample*>(input.data);
    auto* const y = reinterpret_cast<Sample*>(call.outputs[0].data);
    bool done = false;
    if (radius <= kSelectUpTo<Sample>) {
        const std::size_t blocks = (extent.height + kBlockRows - 1) / kBlockRows;
        done = slices.over(blocks, [&](std::size_t begin, std::size_t end) {
            SelectMedian<Sample>(x, y, extent, radius)
                .rows(begin * kBlockRows, std::min<std::size_t>(extent.height, end * kBlockRows));
        });
    } else {
        const std::size_t tiles = SlidingMedian<Sample>::tiles(extent);
        done = slices.over(tiles, [&](std::size_t begin, std::size_t end) {
            SlidingMedian<Sample> sliding(x, y, extent, radius);
            for (std::size_t tile = begin; tile < end; ++tile)
                sliding.tile(tile);
        });
    }
    if (!done)
        return fail(Errc::Cancelled, "image.median");
    return {};
}

} // namespace

Bytes medianScratch()
{
    constexpr std::size_t kElements =
        std::size_t{256} * 256; // a tile of floats, its ranks and two histograms
    return Bytes(kElements * (sizeof(std::uint16_t) + sizeof(std::int64_t) + sizeof(std::uint16_t))
                 + 256 * sizeof(std::uint16_t));
}

Result<void> cpuMedian(const KernelCall& call, Slices& slices)
{
    switch (call.outputs[0].spec.dtype) {
    case DType::U8:
        return runAs<std::uint8_t>(call, slices);
    case DType::U16:
        return runAs<std::uint16_t>(call, slices);
    default:
        return runAs<float>(call, slices);
    }
}

} // namespace xpu::operators
