#include "compute/operators/reduce/reduce.h"

#include "compute/operators/fold.h"
#include "compute/operators/params.h"
#include "compute/operators/reduce/cpu_reduce.h"

namespace xpu::operators {
namespace {

/// Position of the reduced axis; nullopt for all axes.
std::optional<std::size_t> axisOf(const TensorSpec& x, const Params& params)
{
    const auto axis = integer(params, "axis");
    if (!axis)
        return std::nullopt;
    return static_cast<std::size_t>(*axis < 0 ? *axis + x.shape.rank : *axis);
}

Inferred infer(std::span<const PortSpec> inputs, const Params& params)
{
    const TensorSpec* x = port(inputs, "x");
    if (x == nullptr)
        return missingPort("x");
    if (x->dtype == DType::C64)
        return badDType("x", "");
    if (!sizeIsSane(*x))
        return badShape("x", x->text() + " is too large");
    const auto axis = axisOf(*x, params);
    if (axis && *axis >= x->shape.rank)
        return badParameter("axis", x->text() + " has " + std::to_string(x->shape.rank) + " axes");
    const std::string fn = text(params, "fn").value_or("");
    if (reduceExtent(*x, params).length == 0 && fn != "sum" && fn != "prod")
        return badShape("x", fn + " of nothing: " + x->text());
    TensorSpec y{foldedType(x->dtype), {}};
    for (std::size_t i = 0; axis && i < x->shape.rank; ++i)
        if (i != *axis)
            y.shape.extent[y.shape.rank++] = x->shape[i];
    if (!sizeIsSane(y))
        return badShape("x", y.text() + " is too large");
    return std::vector{y};
}

CostTerms cost(std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs,
               const Params& params)
{
    const TensorSpec& x = *port(inputs, "x");
    return {.flops = static_cast<double>(x.shape.elements().value_or(0)),
            .bytes = static_cast<double>(x.bytes().count + outputs[0].bytes().count),
            .temporary = reduceScratch(reduceExtent(x, params))};
}

/// Rows keep to themselves unless they are what is folded.
std::optional<Division> divide(std::span<const PortSpec> inputs, const Params& params)
{
    const auto axis = axisOf(inputs.front().spec, params);
    return axis && *axis > 0 ? byRows(inputs, 0) : std::nullopt;
}

} // namespace

ReduceExtent reduceExtent(const TensorSpec& x, const Params& params)
{
    ReduceExtent extent;
    const auto axis = axisOf(x, params);
    for (std::size_t i = 0; i < x.shape.rank; ++i) {
        if (!axis || i == *axis)
            extent.length *= x.shape[i];
        else
            (i < *axis ? extent.outer : extent.inner) *= x.shape[i];
    }
    return extent;
}

BuiltinOperator reduce()
{
    OperatorInfo info;
    info.name = "reduce";
    info.inputs = {"x"};
    info.outputs = {"y"};
    info.params = {{.name = "fn",
                    .type = ParamInfo::Type::Text,
                    .required = true,
                    .choices = {"sum", "mean", "min", "max", "prod"}},
                   {.name = "axis",
                    .type = ParamInfo::Type::Integer,
                    .min = -static_cast<double>(Shape::kMaxRank),
                    .max = Shape::kMaxRank - 1.0}};
    info.infer = infer;
    info.cost = cost;
    info.divide = divide;
    info.tolerance = {Tolerance::Kind::Accumulated, 1e-5};
    for (const int bits : {12, 18, 23})
        info.probes.push_back({{{"x", {DType::F32, {std::uint64_t{1} << bits}}}}, {{"fn", "sum"}}});
    return {std::move(info), cpuReduce};
}

} // namespace xpu::operators
