#include "compute/operators/gemm/gemm.h"

#include "compute/operators/gemm/cpu_gemm.h"
#include "compute/operators/params.h"

#include <algorithm>

namespace xpu::operators {
namespace {

constexpr std::uint64_t kMostExtent = (std::uint64_t{1} << 31) - 1; // BLAS counts in 32-bit ints

Inferred infer(std::span<const PortSpec> inputs, const Params& params)
{
    for (const std::string_view name : {"a", "b"}) {
        const TensorSpec* found = port(inputs, name);
        if (found == nullptr)
            return missingPort(std::string(name));
        if (found->shape.rank != 2 && found->shape.rank != 3)
            return badShape(std::string(name), found->text() + " is no matrix");
    }
    DType type = DType::F32;
    for (const PortSpec& p : inputs) {
        if (p.spec.dtype == DType::C64)
            return badDType(p.name, "");
        if (!sizeIsSane(p.spec))
            return badShape(p.name, p.spec.text() + " is too large");
        if (p.spec.dtype == DType::F64)
            type = DType::F64;
    }
    const TensorSpec& a = *port(inputs, "a");
    const TensorSpec& b = *port(inputs, "b");
    const GemmShape g = gemmShape(a, b, params);
    const bool batched = a.shape.rank == 3;
    const bool oneBatch = b.shape.rank == 2 || (batched && b.shape[0] == g.batch);
    if (!oneBatch || b.shape[b.shape.rank - (g.transB ? 1U : 2U)] != g.k)
        return badShape("b", a.text() + " and " + b.text());
    const Shape matrix{g.m, g.n};
    const TensorSpec c{type, batched ? Shape{g.batch, g.m, g.n} : matrix};
    if (std::max({g.m, g.n, g.k}) > kMostExtent || !sizeIsSane(c))
        return badShape("a", c.text() + " is too large");
    const TensorSpec* c0 = port(inputs, "c0");
    if (c0 == nullptr && g.beta != 0)
        return missingPort("c0");
    if (c0 != nullptr && c0->shape != c.shape && c0->shape != matrix)
        return badShape("c0", c.text() + " and " + c0->text());
    return std::vector{c};
}

CostTerms cost(std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs,
               const Params& params)
{
    const GemmShape g = gemmShape(*port(inputs, "a"), *port(inputs, "b"), params);
    auto bytes = static_cast<double>(outputs[0].bytes().count);
    Bytes converted;
    for (const PortSpec& p : inputs) {
        bytes += static_cast<double>(p.spec.bytes().count);
        if (p.spec.dtype != outputs[0].dtype)
            converted += Bytes(p.spec.shape.elements().value_or(0) * sizeOf(outputs[0].dtype));
    }
    return {.flops = 2 * static_cast<double>(g.batch) * static_cast<double>(g.m)
                     * static_cast<double>(g.n)
                     * static_cast<double>(std::max<std::uint64_t>(1, g.k)),
            .bytes = bytes,
            .temporary = converted};
}

/// Rows of c come from rows of a (and c0) and all of b; a batch is divided into its products.
std::optional<Division> divide(std::span<const PortSpec> inputs, const Params& params)
{
    const TensorSpec& a = *port(inputs, "a");
    const GemmShape g = gemmShape(a, *port(inputs, "b"), params);
    const bool batched = a.shape.rank == 3;
    if (!batched && g.transA)
        return std::nullopt;
    Division division;
    division.rows = batched ? g.batch : g.m;
    for (const PortSpec& p : inputs)
        division.whole.push_back(batched ? p.spec.shape.rank == 2 : p.name == "b");
    return division;
}

} // namespace

GemmShape gemmShape(const TensorSpec& a, const TensorSpec& b, const Params& params)
{
    GemmShape g;
    g.transA = flag(params, "trans_a");
    g.transB = flag(params, "trans_b");
    const std::size_t ra = a.shape.rank;
    const std::size_t rb = b.shape.rank;
    g.batch = ra == 3 ? a.shape[0] : 1;
    g.sharedB = rb == 2;
    g.m = a.shape[ra - (g.transA ? 1U : 2U)];
    g.k = a.shape[ra - (g.transA ? 2U : 1U)];
    g.n = b.shape[rb - (g.transB ? 2U : 1U)];
    g.alpha = number(params, "alpha").value_or(1);
    g.beta = number(params, "beta").value_or(0);
    return g;
}

BuiltinOperator gemm()
{
    OperatorInfo info;
    info.name = "gemm";
    info.inputs = {"a", "b"};
    info.optionalInputs = {"c0"};
    info.outputs = {"c"};
    info.params = {{.name = "alpha", .type = ParamInfo::Type::Number},
                   {.name = "beta", .type = ParamInfo::Type::Number},
                   {.name = "trans_a", .type = ParamInfo::Type::Bool},
                   {.name = "trans_b", .type = ParamInfo::Type::Bool}};
    info.infer = infer;
    info.cost = cost;
    info.divide = divide;
    info.tolerance = {Tolerance::Kind::Accumulated, 1e-5};
    for (const std::uint64_t side : {64U, 256U, 768U}) {
        const TensorSpec square{DType::F32, {side, side}};
        info.probes.push_back({{{"a", square}, {"b", square}}, {}});
    }
    return {std::move(info), cpuGemm};
}

} // namespace xpu::operators
