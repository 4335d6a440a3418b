#include "compute/operators/rows/rows.h"

#include "compute/operators/params.h"
#include "compute/operators/rows/cpu_rows.h"

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
    if (x->dtype != DType::F16 && x->dtype != DType::F32 && x->dtype != DType::F64)
        return badDType("x", "map");
    const TensorSpec y{x->dtype == DType::F64 ? DType::F64 : DType::F32, x->shape};
    if (!sizeIsSane(y) || x->shape.elements() > std::numeric_limits<std::uint32_t>::max())
        return badShape("x", x->text() + " is too large");
    const auto axis = integer(params, "axis");
    const auto rank = static_cast<std::int64_t>(x->shape.rank);
    if (axis && (*axis < -rank || *axis >= rank))
        return badParameter("axis", x->text() + " has " + std::to_string(rank) + " axes");
    return std::vector{y};
}

CostTerms cost(std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs,
               const Params& params)
{
    const TensorSpec& x = *port(inputs, "x");
    const double elements = static_cast<double>(x.shape.elements().value_or(0));
    // Read once for the largest or the mean, once more for the sum, and for the result.
    return {.flops = 24 * elements,
            .bytes = static_cast<double>(3 * x.bytes().count + outputs[0].bytes().count),
            .temporary = rowScratch(rowExtent(x, params))};
}

std::optional<Division> divide(std::span<const PortSpec> inputs, const Params& params)
{
    const auto rank = static_cast<std::int64_t>(inputs.front().spec.shape.rank);
    const std::int64_t axis = integer(params, "axis").value_or(-1);
    return (axis < 0 ? axis + rank : axis) > 0 ? byRows(inputs, 0) : std::nullopt;
}

BuiltinOperator make(std::string name, CpuKernel kernel)
{
    OperatorInfo info;
    info.name = std::move(name);
    info.inputs = {"x"};
    info.outputs = {"y"};
    info.params = {{.name = "axis",
                    .type = ParamInfo::Type::Integer,
                    .min = -static_cast<double>(Shape::kMaxRank),
                    .max = Shape::kMaxRank - 1.0}};
    info.infer = infer;
    info.cost = cost;
    info.divide = divide;
    info.tolerance = {Tolerance::Kind::Accumulated, 1e-6};
    for (const std::uint64_t rows : {4U, 256U, 4096U})
        info.probes.push_back({{{"x", {DType::F32, {rows, 1024}}}}, {}});
    return {std::move(info), std::move(kernel)};
}

} // namespace

ReduceExtent rowExtent(const TensorSpec& x, const Params& params)
{
    if (x.shape.rank == 0)
        return {};
    Params withAxis;
    withAxis["axis"] = integer(params, "axis").value_or(-1);
    return reduceExtent(x, withAxis);
}

double epsilonOf(const Params& params) { return number(params, "eps").value_or(1e-5); }

BuiltinOperator softmax() { return make("softmax", cpuSoftmax); }

BuiltinOperator normalize()
{
    BuiltinOperator op = make("normalize", cpuNormalize);
    op.info.params.push_back(
        {.name = "eps", .type = ParamInfo::Type::Number, .min = 1e-30, .max = 1e30});
    return op;
}

} // namespace xpu::operators
