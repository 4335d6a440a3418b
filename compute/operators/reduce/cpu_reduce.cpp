#include "compute/operators/reduce/cpu_reduce.h"

#include "compute/operators/convert.h"
#include "compute/operators/fold.h"
#include "compute/operators/params.h"
#include "core/memory/host_block.h"

#include <algorithm>
#include <array>

namespace xpu::operators {
namespace {

constexpr std::size_t kChunk = 1 << 16; // elements per partial result
constexpr std::size_t kInner = 1024;    // result columns worked on together

/// How the work is cut: every part folds up to `depth` rows of up to kInner columns.
struct Cut {
    std::uint64_t columns = 0; ///< blocks of kInner columns per outer index
    std::uint64_t depth = 1;
    std::uint64_t pieces = 1; ///< parts along the reduced axis
    std::uint64_t width = 0;  ///< columns of a full block
};

Cut cutOf(const ReduceExtent& e)
{
    Cut cut;
    cut.width = std::min<std::uint64_t>(e.inner, kInner);
    cut.columns = cut.width == 0 ? 0 : (e.inner + cut.width - 1) / cut.width;
    cut.depth = cut.width == 0 ? 1 : std::max<std::uint64_t>(1, kChunk / cut.width);
    cut.pieces = std::max<std::uint64_t>(1, (e.length + cut.depth - 1) / cut.depth);
    return cut;
}

/// Folds part number `part` into `result` (one value per column).
template <Fn fn>
void foldPart(const KernelInput& x, const ReduceExtent& e, const Cut& cut, std::uint64_t part,
              double* result)
{
    const std::uint64_t piece = part % cut.pieces;
    const std::uint64_t block = part / cut.pieces % cut.columns;
    const std::uint64_t outer = part / cut.pieces / cut.columns;
    const std::uint64_t column = block * cut.width;
    const std::size_t width = std::min(cut.width, e.inner - column);
    const std::uint64_t from = piece * cut.depth;
    const std::uint64_t to = std::min(e.length, from + cut.depth);
    if (e.inner == 1) {
        std::array<double, 2048> buffer{};
        double total = neutral<fn>();
        for (std::uint64_t at = from; at < to; at += buffer.size()) {
            const auto values =
                std::span(buffer).first(std::min<std::uint64_t>(buffer.size(), to - at));
            toDouble(x.spec.dtype, x.data, outer * e.length + at, values);
            total = fold<fn>(total, foldRow<fn>(values));
        }
        *result = total;
        return;
    }
    std::array<double, kInner> row{};
    std::fill_n(result, width, neutral<fn>());
    for (std::uint64_t at = from; at < to; ++at) {
        toDouble(x.spec.dtype, x.data, (outer * e.length + at) * e.inner + column,
                 std::span(row).first(width));
        for (std::size_t i = 0; i < width; ++i)
            result[i] = fold<fn>(result[i], row[i]);
    }
}

void store(const KernelOutput& y, std::uint64_t index, double value)
{
    if (y.spec.dtype == DType::F64)
        reinterpret_cast<double*>(y.data)[index] = value;
    else
        reinterpret_cast<float*>(y.data)[index] = static_cast<float>(value);
}

template <Fn fn>
Result<void> runAs(const KernelCall& call, Slices& slices, bool mean)
{
    const KernelInput& x = *call.input("x");
    const ReduceExtent e = reduceExtent(x.spec, call.params);
    const Cut cut = cutOf(e);
    const std::uint64_t parts = e.outer * cut.columns * cut.pieces;
    auto scratch = HostBlock::allocate(reduceScratch(e));
    if (!scratch)
        return tl::unexpected(scratch.error());
    double* const partial = (*scratch)->as<double>().data();
    slices.expectPasses(2);
    const bool folded = slices.over(parts, [&](std::size_t begin, std::size_t end) {
        for (std::size_t p = begin; p < end; ++p)
            foldPart<fn>(x, e, cut, p, partial + p * cut.width);
    });
    const double scale = mean ? static_cast<double>(e.length) : 1;
    const bool joined =
        folded && slices.over(e.outer * e.inner, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                const std::uint64_t inner = i % e.inner;
                const std::uint64_t block = i / e.inner * cut.columns + inner / cut.width;
                double total = neutral<fn>();
                for (std::uint64_t piece = 0; piece < cut.pieces; ++piece)
                    total = fold<fn>(
                        total,
                        partial[(block * cut.pieces + piece) * cut.width + inner % cut.width]);
                store(call.outputs[0], i, total / scale);
            }
        });
    if (!joined)
        return fail(Errc::Cancelled, "reduce");
    return {};
}

} // namespace

Bytes reduceScratch(const ReduceExtent& extent)
{
    const Cut cut = cutOf(extent);
    return Bytes(extent.outer * cut.columns * cut.pieces * cut.width * sizeof(double));
}

Result<void> cpuReduce(const KernelCall& call, Slices& slices)
{
    const std::string name = text(call.params, "fn").value_or("");
    return withFn(name, [&](auto fn) { return runAs<fn>(call, slices, name == "mean"); });
}

} // namespace xpu::operators
