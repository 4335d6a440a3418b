#include "compute/operators/histogram/histogram.h"

#include "compute/operators/fold.h"
#include "compute/operators/histogram/cpu_histogram.h"
#include "compute/operators/params.h"

#include <cmath>
#include <limits>
#include <utility>

namespace xpu::operators {
namespace {

constexpr double kMostBins = 65536;
constexpr double kMostEdge = 1e37; // differences of two such edges are finite in f32

/// All values of a small integer type and the first one above them.
std::optional<std::pair<double, double>> naturalRange(DType type)
{
    switch (type) {
    case DType::U8:
        return std::pair(0.0, 256.0);
    case DType::I8:
        return std::pair(-128.0, 128.0);
    case DType::U16:
        return std::pair(0.0, 65536.0);
    case DType::I16:
        return std::pair(-32768.0, 32768.0);
    default:
        return std::nullopt;
    }
}

Inferred infer(std::span<const PortSpec> inputs, const Params& params)
{
    const TensorSpec* x = port(inputs, "x");
    if (x == nullptr)
        return missingPort("x");
    if (x->dtype == DType::C64)
        return badDType("x", "");
    const auto range = histogramRange(*x, params);
    if (!range)
        return tl::unexpected(range.error());
    if (!sizeIsSane(*x) || x->shape.elements() > std::numeric_limits<std::uint32_t>::max())
        return badShape("x", x->text() + " is too large to be counted");
    return std::vector{TensorSpec{DType::U32, {range->bins}}};
}

CostTerms cost(std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs, const Params&)
{
    const TensorSpec& x = *port(inputs, "x");
    return {.flops = 4 * static_cast<double>(x.shape.elements().value_or(0)),
            .bytes = static_cast<double>(x.bytes().count + outputs[0].bytes().count),
            .temporary = Bytes()};
}

ParamInfo edge(std::string name)
{
    return {.name = std::move(name),
            .type = ParamInfo::Type::Number,
            .min = -kMostEdge,
            .max = kMostEdge};
}

} // namespace

tl::expected<HistogramRange, InferError> histogramRange(const TensorSpec& x, const Params& params)
{
    HistogramRange range;
    range.bins = static_cast<std::uint32_t>(integer(params, "bins").value_or(range.bins));
    const auto natural = naturalRange(x.dtype);
    for (const char* name : {"min", "max"})
        if (!natural && !number(params, name))
            return badParameter(name, "missing: " + std::string(nameOf(x.dtype))
                                          + " has no range of its own");
    range.min = number(params, "min").value_or(natural ? natural->first : 0);
    range.max = number(params, "max").value_or(natural ? natural->second : 0);
    if (foldedType(x.dtype) == DType::F32) { // the edges the kernels will see
        range.min = static_cast<double>(static_cast<float>(range.min));
        range.max = static_cast<double>(static_cast<float>(range.max));
    }
    range.scale = range.bins / (range.max - range.min);
    if (!(range.min < range.max))
        return badParameter("max", "not greater than min");
    if (!(range.scale < kMostEdge))
        return badParameter("max", "too close to min");
    return range;
}

BuiltinOperator histogram()
{
    OperatorInfo info;
    info.name = "histogram";
    info.inputs = {"x"};
    info.outputs = {"y"};
    info.params = {{.name = "bins", .type = ParamInfo::Type::Integer, .min = 1, .max = kMostBins},
                   edge("min"),
                   edge("max")};
    info.infer = infer;
    info.cost = cost;
    info.tolerance = {Tolerance::Kind::Exact, 0};
    for (const int bits : {12, 18, 23})
        info.probes.push_back(
            {{{"x", {DType::F32, {std::uint64_t{1} << bits}}}}, {{"min", 0.0}, {"max", 2.0}}});
    return {std::move(info), cpuHistogram};
}

} // namespace xpu::operators
