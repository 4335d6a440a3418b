#include "compute/operators/sort/sort.h"

#include "compute/operators/params.h"
#include "compute/operators/sort/cpu_sort.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace xpu::operators {
namespace {

Inferred infer(std::span<const PortSpec> inputs, const Params& params)
{
    const TensorSpec* x = port(inputs, "x");
    if (x == nullptr)
        return missingPort("x");
    if (x->dtype == DType::C64)
        return badDType("x", "");
    if (!sizeIsSane(*x) || x->shape.elements() > std::numeric_limits<std::uint32_t>::max()
        || sortExtent(*x).length > std::numeric_limits<std::int32_t>::max())
        return badShape("x", x->text() + " is too large to be sorted");
    std::vector<TensorSpec> outputs{*x};
    if (flag(params, "index"))
        outputs.push_back({DType::I32, x->shape});
    return outputs;
}

/// Keys and places twice, and how often each digit occurs in each tile with the sums of those.
Bytes scratch(const TensorSpec& x, bool index)
{
    const SortExtent e = sortExtent(x);
    const std::uint64_t elements = e.rows * e.length;
    const std::uint64_t key = std::max<std::uint64_t>(4, sizeOf(x.dtype));
    const std::uint64_t tiles = e.rows * ((e.length + kLeastSortTile - 1) / kLeastSortTile);
    const std::uint64_t counts = tiles << kSortBits;
    return Bytes(2 * elements * (key + (index ? 4 : 0)) + 4 * (counts + counts / 8 + 64));
}

CostTerms cost(std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs, const Params&)
{
    const TensorSpec& x = *port(inputs, "x");
    const double length = static_cast<double>(sortExtent(x).length);
    const double passes = 8.0 * static_cast<double>(sizeOf(x.dtype)) / kSortBits;
    return {.flops = static_cast<double>(x.shape.elements().value_or(0))
                     * std::log2(std::max(2.0, length)),
            .bytes = 3 * passes * static_cast<double>(x.bytes().count),
            .temporary = scratch(x, outputs.size() > 1)};
}

std::optional<Division> divide(std::span<const PortSpec> inputs, const Params&)
{
    return inputs.front().spec.shape.rank > 1 ? byRows(inputs, 0) : std::nullopt;
}

} // namespace

SortExtent sortExtent(const TensorSpec& x)
{
    SortExtent e;
    if (x.shape.rank == 0)
        return e;
    e.length = x.shape[x.shape.rank - 1U];
    for (std::size_t axis = 0; axis + 1 < x.shape.rank; ++axis)
        e.rows *= x.shape[axis];
    return e;
}

BuiltinOperator sort()
{
    OperatorInfo info;
    info.name = "sort";
    info.inputs = {"x"};
    info.outputs = {"y", "index"};
    info.optionalOutputs = 1;
    info.params = {{.name = "descending", .type = ParamInfo::Type::Bool},
                   {.name = "index", .type = ParamInfo::Type::Bool}};
    info.infer = infer;
    info.cost = cost;
    info.divide = divide;
    info.tolerance = {Tolerance::Kind::Exact, 0};
    for (const int bits : {10, 16, 21})
        info.probes.push_back({{{"x", {DType::F32, {std::uint64_t{1} << bits}}}}, {}});
    return {std::move(info), cpuSort};
}

} // namespace xpu::operators
