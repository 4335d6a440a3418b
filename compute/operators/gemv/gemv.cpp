#include "compute/operators/gemv/gemv.h"

#include "compute/operators/gemv/cpu_gemv.h"
#include "compute/operators/params.h"

#include <algorithm>

namespace xpu::operators {
namespace {

constexpr std::uint64_t kMostExtent = (std::uint64_t{1} << 31) - 1; // BLAS counts in 32-bit ints

Inferred infer(std::span<const PortSpec> inputs, const Params& params)
{
    DType type = DType::F32;
    for (const PortSpec& p : inputs) {
        if (p.spec.dtype == DType::C64)
            return badDType(p.name, "");
        if (!sizeIsSane(p.spec))
            return badShape(p.name, p.spec.text() + " is too large");
        if (p.spec.dtype == DType::F64)
            type = DType::F64;
    }
    const TensorSpec* a = port(inputs, "a");
    const TensorSpec* x = port(inputs, "x");
    if (a == nullptr || x == nullptr)
        return missingPort(a == nullptr ? "a" : "x");
    if (a->shape.rank != 2)
        return badShape("a", a->text() + " is no matrix");
    const GemvShape g = gemvShape(*a, params);
    if (x->shape != Shape{g.k})
        return badShape("x", a->text() + " and " + x->text());
    if (std::max(g.m, g.k) > kMostExtent)
        return badShape("a", a->text() + " is too large");
    return std::vector{TensorSpec{type, {g.m}}};
}

CostTerms cost(std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs,
               const Params& params)
{
    const GemvShape g = gemvShape(*port(inputs, "a"), params);
    const DType type = outputs[0].dtype;
    auto bytes = static_cast<double>(outputs[0].bytes().count);
    Bytes temporary(gemvPartials(g) * sizeOf(type));
    for (const PortSpec& p : inputs) {
        bytes += static_cast<double>(p.spec.bytes().count);
        if (p.spec.dtype != type)
            temporary += Bytes(p.spec.shape.elements().value_or(0) * sizeOf(type));
    }
    return {.flops =
                2 * static_cast<double>(g.m) * static_cast<double>(std::max<std::uint64_t>(1, g.k)),
            .bytes = bytes,
            .temporary = temporary};
}

} // namespace

GemvShape gemvShape(const TensorSpec& a, const Params& params)
{
    GemvShape g;
    g.transA = flag(params, "trans_a");
    g.m = a.shape[g.transA ? 1 : 0];
    g.k = a.shape[g.transA ? 0 : 1];
    g.alpha = number(params, "alpha").value_or(1);
    return g;
}

BuiltinOperator gemv()
{
    OperatorInfo info;
    info.name = "gemv";
    info.inputs = {"a", "x"};
    info.outputs = {"y"};
    info.params = {{.name = "alpha", .type = ParamInfo::Type::Number},
                   {.name = "trans_a", .type = ParamInfo::Type::Bool}};
    info.infer = infer;
    info.cost = cost;
    info.tolerance = {Tolerance::Kind::Accumulated, 1e-5};
    for (const std::uint64_t side : {64U, 512U, 3072U})
        info.probes.push_back(
            {{{"a", {DType::F32, {side, side}}}, {"x", {DType::F32, {side}}}}, {}});
    return {std::move(info), cpuGemv};
}

} // namespace xpu::operators
