#include "compute/operators/arrange/arrange.h"

#include "compute/operators/arrange/cpu_arrange.h"
#include "compute/operators/params.h"

#include <algorithm>
#include <numeric>

namespace xpu::operators {
namespace {

using Integers = std::vector<std::int64_t>;

std::optional<Integers> integers(const Params& params, std::string_view name)
{
    const auto found = params.find(name);
    const Integers* list = found == params.end() ? nullptr : std::get_if<Integers>(&found->second);
    return list == nullptr ? std::nullopt : std::optional(*list);
}

std::size_t axisOf(const Params& params, std::size_t rank)
{
    const std::int64_t axis = integer(params, "axis").value_or(0);
    return static_cast<std::size_t>(axis < 0 ? axis + static_cast<std::int64_t>(rank) : axis);
}

/// The order the axes of x come in; nothing when it is none.
std::optional<std::vector<std::size_t>> orderOf(const Params& params, std::size_t rank)
{
    std::vector<std::size_t> order(rank);
    std::iota(order.rbegin(), order.rend(), 0U);
    if (const auto axes = integers(params, "axes"))
        order.assign(axes->begin(), axes->end());
    std::vector<std::size_t> sorted = order;
    std::ranges::sort(sorted);
    for (std::size_t i = 0; i < sorted.size(); ++i)
        if (sorted[i] != i)
            return std::nullopt;
    return sorted.size() == rank ? std::optional(order) : std::nullopt;
}

std::vector<std::uint64_t> stridesOf(const Shape& shape)
{
    std::vector<std::uint64_t> strides(shape.rank, 1);
    for (std::size_t i = shape.rank; i > 1; --i)
        strides[i - 2] = strides[i - 1] * shape[i - 1];
    return strides;
}

/// Axes of one element say nothing, and neighbours that lie together on both sides are one.
Moves merged(const Moves& all)
{
    Moves out;
    out.to = all.to;
    for (const Moves::Axis& axis : all.axes) {
        if (axis.extent == 1)
            continue;
        if (!out.axes.empty() && out.axes.back().from == axis.from * axis.extent
            && out.axes.back().to == axis.to * axis.extent)
            out.axes.back() = {out.axes.back().extent * axis.extent, axis.from, axis.to};
        else
            out.axes.push_back(axis);
    }
    return out;
}

Inferred inferConcat(std::span<const PortSpec> inputs, const Params& params)
{
    const TensorSpec* x = port(inputs, "x");
    if (x == nullptr)
        return missingPort("x");
    const std::size_t axis = axisOf(params, x->shape.rank);
    if (axis >= x->shape.rank)
        return badParameter("axis", x->text() + " has " + std::to_string(x->shape.rank) + " axes");
    TensorSpec y = *x;
    y.shape.extent[axis] = 0;
    for (const PortSpec& p : inputs) {
        Shape other = p.spec.shape;
        if (p.spec.dtype != x->dtype)
            return badDType(p.name, "map");
        if (!sizeIsSane(p.spec))
            return badShape(p.name, p.spec.text() + " is too large");
        if (other.rank == x->shape.rank)
            other.extent[axis] = x->shape[axis];
        if (other != x->shape)
            return badShape(p.name, x->text() + " and " + p.spec.text());
        y.shape.extent[axis] += p.spec.shape[axis];
    }
    if (!sizeIsSane(y))
        return badShape("x", y.text() + " is too large");
    return std::vector{y};
}

Inferred inferReshape(std::span<const PortSpec> inputs, const Params& params)
{
    const TensorSpec* x = port(inputs, "x");
    if (x == nullptr)
        return missingPort("x");
    if (!sizeIsSane(*x))
        return badShape("x", x->text() + " is too large");
    const Integers wanted = integers(params, "shape").value_or(Integers());
    const bool fits = wanted.size() <= Shape::kMaxRank && std::ranges::count(wanted, -1) <= 1
                      && std::ranges::all_of(wanted, [](std::int64_t e) { return e >= -1; });
    if (!fits)
        return badParameter("shape", "at most 8 extents, one of them -1");
    TensorSpec y{x->dtype, {}};
    std::uint64_t others = 1;
    for (const std::int64_t extent : wanted) {
        y.shape.extent[y.shape.rank++] =
            static_cast<std::uint64_t>(std::max<std::int64_t>(0, extent));
        if (extent >= 0
            && __builtin_mul_overflow(others, static_cast<std::uint64_t>(extent), &others))
            return badParameter("shape", "too large");
    }
    const auto open = std::ranges::find(wanted, -1);
    if (open != wanted.end() && others > 0)
        y.shape.extent[static_cast<std::size_t>(open - wanted.begin())] =
            x->shape.elements().value_or(0) / others;
    if (y.shape.elements() != x->shape.elements())
        return badParameter("shape", x->text() + " does not become " + y.shape.text());
    return std::vector{y};
}

Inferred inferTranspose(std::span<const PortSpec> inputs, const Params& params)
{
    const TensorSpec* x = port(inputs, "x");
    if (x == nullptr)
        return missingPort("x");
    if (!sizeIsSane(*x))
        return badShape("x", x->text() + " is too large");
    const auto order = orderOf(params, x->shape.rank);
    if (!order)
        return badParameter("axes", "every axis of " + x->text() + " once");
    TensorSpec y = *x;
    for (std::size_t i = 0; i < order->size(); ++i)
        y.shape.extent[i] = x->shape[(*order)[i]];
    return std::vector{y};
}

CostTerms cost(std::span<const PortSpec>, std::span<const TensorSpec> outputs, const Params&)
{
    return {.flops = static_cast<double>(outputs[0].shape.elements().value_or(0)),
            .bytes = 2 * static_cast<double>(outputs[0].bytes().count),
            .temporary = Bytes()};
}

std::optional<Division> divideConcat(std::span<const PortSpec> inputs, const Params& params)
{
    return axisOf(params, inputs.front().spec.shape.rank) > 0 ? byRows(inputs, 0) : std::nullopt;
}

std::optional<Division> divideTranspose(std::span<const PortSpec> inputs, const Params& params)
{
    const auto order = orderOf(params, inputs.front().spec.shape.rank);
    return order && !order->empty() && order->front() == 0 ? byRows(inputs, 0) : std::nullopt;
}

OperatorInfo infoOf(std::string name)
{
    OperatorInfo info;
    info.name = std::move(name);
    info.inputs = {"x"};
    info.outputs = {"y"};
    info.cost = cost;
    info.tolerance = {Tolerance::Kind::Exact, 0};
    for (const std::uint64_t rows : {4U, 256U, 4096U})
        info.probes.push_back({{{"x", {DType::F32, {rows, 1024}}}}, {}});
    return info;
}

BuiltinOperator withKernel(OperatorInfo info)
{
    const std::string name = info.name;
    return {std::move(info), [name](const KernelCall& call, Slices& slices) {
                return cpuArrange(name, call, slices);
            }};
}

} // namespace

std::uint64_t Moves::count() const
{
    std::uint64_t count = 1;
    for (const Axis& axis : axes)
        count *= axis.extent;
    return count;
}

std::vector<Moves> movesOf(const std::string& op, std::span<const PortSpec> inputs,
                           const TensorSpec& output, const Params& params)
{
    std::vector<Moves> all;
    const std::vector<std::uint64_t> to = stridesOf(output.shape);
    std::uint64_t place = 0;
    for (const PortSpec& in : inputs) {
        Moves moves;
        const Shape& shape = in.spec.shape;
        const std::vector<std::uint64_t> from = stridesOf(shape);
        if (op == "reshape") {
            moves.axes.push_back({shape.elements().value_or(0), 1, 1});
        } else if (op == "transpose") {
            const auto order = orderOf(params, shape.rank).value_or(std::vector<std::size_t>());
            for (std::size_t i = 0; i < order.size(); ++i)
                moves.axes.push_back({output.shape[i], from[order[i]], to[i]});
        } else {
            const std::size_t axis = axisOf(params, shape.rank);
            moves.to = place;
            place += shape[axis] * to[axis];
            for (std::size_t i = 0; i < shape.rank; ++i)
                moves.axes.push_back({shape[i], from[i], to[i]});
        }
        all.push_back(merged(moves));
    }
    return all;
}

std::optional<Moves> inWords(const Moves& moves, DType dtype)
{
    const std::size_t size = sizeOf(dtype);
    const bool together =
        moves.axes.empty()
        || (moves.axes.size() == 1 && moves.axes[0].from == 1 && moves.axes[0].to == 1);
    if (together && moves.to == 0)
        return Moves{{{(moves.count() * size + 3) / 4, 1, 1}}, 0};
    if (size < 4)
        return std::nullopt;
    Moves words = moves;
    const std::uint64_t each = size / 4;
    words.to *= each;
    for (Moves::Axis& axis : words.axes) {
        axis.from *= each;
        axis.to *= each;
    }
    words.axes.push_back({each, 1, 1});
    return merged(words);
}

BuiltinOperator concat()
{
    OperatorInfo info = infoOf("concat");
    info.extraInputs = true;
    info.params = {{.name = "axis",
                    .type = ParamInfo::Type::Integer,
                    .min = -static_cast<double>(Shape::kMaxRank),
                    .max = Shape::kMaxRank - 1.0}};
    info.infer = inferConcat;
    info.divide = divideConcat;
    for (ProbeCase& probe : info.probes)
        probe.inputs.push_back({"b", probe.inputs.front().spec});
    return withKernel(std::move(info));
}

BuiltinOperator reshape()
{
    OperatorInfo info = infoOf("reshape");
    info.params = {{.name = "shape", .type = ParamInfo::Type::IntegerList, .required = true}};
    info.infer = inferReshape;
    for (ProbeCase& probe : info.probes)
        probe.params["shape"] = Integers{-1};
    return withKernel(std::move(info));
}

BuiltinOperator transpose()
{
    OperatorInfo info = infoOf("transpose");
    info.params = {{.name = "axes", .type = ParamInfo::Type::IntegerList}};
    info.infer = inferTranspose;
    info.divide = divideTranspose;
    return withKernel(std::move(info));
}

} // namespace xpu::operators
