#include "compute/operators/stencil/cpu_stencil.h"

#include "compute/operators/convert.h"
#include "compute/operators/image_spec.h"
#include "compute/operators/stencil/stencil.h"
#include "core/memory/host_block.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <type_traits>

namespace xpu::operators {
namespace {

constexpr std::size_t kBlockRows = 16; // rows one thread makes at a time
constexpr std::size_t kColumns = 512;  // results held in the first-level cache

void convertTo(DType type, const std::byte* data, std::size_t first, std::span<float> out)
{
    toFloat(type, data, first, out);
}

void convertTo(DType type, const std::byte* data, std::size_t first, std::span<double> out)
{
    toDouble(type, data, first, out);
}

void storeTo(DType type, std::span<const float> values, std::byte* data, std::size_t first)
{
    storeRounded(type, values, data, first);
}

void storeTo(DType, std::span<const double> values, std::byte* data, std::size_t first)
{
    std::memcpy(data + first * sizeof(double), values.data(), values.size_bytes());
}

/// Where index i of an axis is read; nullopt where it reads zero.
std::optional<std::size_t> placeOf(std::int64_t i, std::int64_t extent, Border border)
{
    if (i >= 0 && i < extent)
        return static_cast<std::size_t>(i);
    switch (border) {
    case Border::Clamp:
        return static_cast<std::size_t>(std::clamp<std::int64_t>(i, 0, extent - 1));
    case Border::Wrap:
        return static_cast<std::size_t>((i % extent + extent) % extent);
    case Border::Mirror: {
        const std::int64_t period = std::max<std::int64_t>(1, 2 * (extent - 1));
        const std::int64_t m = std::abs(i) % period;
        return static_cast<std::size_t>(std::min(m, period - m));
    }
    case Border::Zero:
        break;
    }
    return std::nullopt;
}

/// What a step reads or writes: x, y, or a plane between.
struct Plane {
    DType type;
    std::byte* data;
};

/// One step over all rows.
template <class T>
class Step {
public:
    Step(const Stencil& stencil, const ImageExtent& extent, const Plane& from, const Plane& to)
        : stencil_(stencil),
          extent_(extent),
          from_(from),
          to_(to),
          margin_(static_cast<std::size_t>(stencil.radius) * extent.channels),
          line_(extent.width * extent.channels)
    {}

    bool run(Slices& slices) const
    {
        const std::size_t blocks = (extent_.height + kBlockRows - 1) / kBlockRows;
        return slices.over(blocks, [&](std::size_t begin, std::size_t end) {
            rows(begin * kBlockRows, std::min(extent_.height, end * kBlockRows));
        });
    }

private:
    void rows(std::size_t begin, std::size_t end) const
    {
        const auto kept = 2 * static_cast<std::size_t>(stencil_.radius) + 1;
        std::vector<std::vector<T>> ring(kept, std::vector<T>(line_ + 2 * margin_));
        for (std::size_t k = 0; k + 1 < kept; ++k)
            load(begin + k, ring[(begin + k) % kept]);
        for (std::size_t y = begin; y < end; ++y) {
            load(y + kept - 1, ring[(y + kept - 1) % kept]);
            for (std::size_t x = 0; x < line_; x += kColumns)
                sums(ring, y, x, std::min(kColumns, line_ - x));
        }
    }

    /// The row that lies `radius` above row `lifted`, extended to both sides.
    void load(std::size_t lifted, std::vector<T>& row) const
    {
        const auto y = placeOf(static_cast<std::int64_t>(lifted) - stencil_.radius,
                               static_cast<std::int64_t>(extent_.height), stencil_.border);
        if (!y) {
            std::ranges::fill(row, T(0));
            return;
        }
        convertTo(from_.type, from_.data, *y * line_, std::span(row).subspan(margin_, line_));
        for (std::int64_t i = 1; i <= stencil_.radius; ++i) {
            extend(row, -i);
            extend(row, static_cast<std::int64_t>(extent_.width) - 1 + i);
        }
    }

    void extend(std::vector<T>& row, std::int64_t pixel) const
    {
        const auto channels = static_cast<std::int64_t>(extent_.channels);
        const auto source =
            placeOf(pixel, static_cast<std::int64_t>(extent_.width), stencil_.border);
        T* const middle = row.data() + margin_;
        for (std::int64_t c = 0; c < channels; ++c)
            middle[pixel * channels + c] =
                source ? middle[static_cast<std::int64_t>(*source) * channels + c] : T(0);
    }

    void sums(const std::vector<std::vector<T>>& ring, std::size_t y, std::size_t x,
              std::size_t count) const
    {
        std::array<T, kColumns> sum{};
        const auto channels = static_cast<std::int64_t>(extent_.channels);
        for (const StencilTap& tap : stencil_.taps) {
            const auto row = y + static_cast<std::size_t>(tap.down + stencil_.radius);
            const T* source = ring[row % ring.size()].data() + margin_ + x + tap.across * channels;
            const T weight = static_cast<T>(tap.weight);
            for (std::size_t i = 0; i < count; ++i)
                sum[i] += weight * source[i];
        }
        storeTo(to_.type, std::span<const T>(sum).first(count), to_.data, y * line_ + x);
    }

    const Stencil& stencil_;
    ImageExtent extent_;
    Plane from_;
    Plane to_;
    std::size_t margin_;
    std::size_t line_;
};

template <class T>
Result<void> runAs(const KernelCall& call, Slices& slices)
{
    const KernelInput& x = *call.input("x");
    const ImageExtent extent = ImageExtent::of(x.spec.shape);
    const auto stencil = stencilOf(call.params);
    if (!stencil)
        return fail(Errc::InvalidInput, stencil.error().detail);
    if (extent.samples() == 0)
        return {};
    constexpr DType kBetween = std::is_same_v<T, float> ? DType::F32 : DType::F64;
    std::array<std::shared_ptr<HostBlock>, 2> planes;
    for (std::size_t p = 0; p < planes.size() && static_cast<std::int64_t>(p) < stencil->steps - 1;
         ++p) {
        auto block = HostBlock::allocate(Bytes(extent.samples() * sizeof(T)));
        if (!block)
            return tl::unexpected(block.error());
        planes[p] = std::move(*block);
    }
    slices.expectPasses(static_cast<int>(stencil->steps));
    // Only read: a plane is either x, which no step writes, or one of our own.
    Plane from{x.spec.dtype, const_cast<std::byte*>(x.data)};
    for (std::int64_t s = 0; s < stencil->steps; ++s) {
        const bool last = s + 1 == stencil->steps;
        const Plane to = last ? Plane{x.spec.dtype, call.outputs[0].data}
                              : Plane{kBetween, planes[static_cast<std::size_t>(s % 2)]->data()};
        if (!Step<T>(*stencil, extent, from, to).run(slices))
            return fail(Errc::Cancelled, "stencil2d");
        from = to;
    }
    return {};
}

} // namespace

Result<void> cpuStencil(const KernelCall& call, Slices& slices)
{
    return call.outputs[0].spec.dtype == DType::F64 ? runAs<double>(call, slices)
                                                    : runAs<float>(call, slices);
}

} // namespace xpu::operators
