#include "compute/operators/median/median.h"

#include "compute/operators/image_spec.h"
#include "compute/operators/median/cpu_median.h"

namespace xpu::operators {
namespace {

Inferred infer(std::span<const PortSpec> inputs, const Params& params)
{
    auto x = imagePort(inputs, "x");
    if (!x)
        return tl::unexpected(x.error());
    if (!integer(params, "radius"))
        return badParameter("radius", "missing");
    return std::vector{*x};
}

CostTerms cost(std::span<const PortSpec> inputs, std::span<const TensorSpec>, const Params& params)
{
    const TensorSpec& x = *port(inputs, "x");
    const auto samples = static_cast<double>(ImageExtent::of(x.shape).samples());
    const auto side = static_cast<double>(2 * *integer(params, "radius") + 1);
    // Two columns enter and leave a window that slides; where it does not, its elements are passed
    // over a few times.
    return {.flops = samples * side * side,
            .bytes = 2 * static_cast<double>(x.bytes().count),
            .temporary = medianScratch()};
}

} // namespace

BuiltinOperator median()
{
    OperatorInfo info;
    info.name = "image.median";
    info.inputs = {"x"};
    info.outputs = {"y"};
    info.params = {{.name = "radius",
                    .type = ParamInfo::Type::Integer,
                    .required = true,
                    .min = 1,
                    .max = static_cast<double>(kMaxMedianRadius)}};
    info.infer = infer;
    info.cost = cost;
    info.divide = [](std::span<const PortSpec> inputs, const Params& params) {
        return byRows(inputs, static_cast<std::uint64_t>(*integer(params, "radius")));
    };
    info.tolerance = {Tolerance::Kind::Exact, 0};
    info.probes = imageProbes({{"radius", std::int64_t{1}}}, Neighbours::Many);
    return {std::move(info), cpuMedian};
}

} // namespace xpu::operators
