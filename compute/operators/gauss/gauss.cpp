#include "compute/operators/gauss/gauss.h"

#include "compute/operators/gauss/weights.h"
#include "compute/operators/image_spec.h"
#include "compute/operators/separable.h"

namespace xpu::operators {
namespace {

Inferred infer(std::span<const PortSpec> inputs, const Params& params)
{
    auto x = imagePort(inputs, "x");
    if (!x)
        return tl::unexpected(x.error());
    if (!number(params, "sigma"))
        return badParameter("sigma", "missing");
    return std::vector{*x};
}

/// Only called once `infer` has accepted the parameters.
double sigmaOf(const Params& params) { return number(params, "sigma").value_or(1); }

CostTerms cost(std::span<const PortSpec> inputs, std::span<const TensorSpec>, const Params& params)
{
    const TensorSpec& x = *port(inputs, "x");
    const auto taps = static_cast<double>(gaussWeights(sigmaOf(params)).size());
    const auto samples = static_cast<double>(ImageExtent::of(x.shape).samples());
    const auto element = static_cast<double>(sizeOf(x.dtype));
    return {.flops = samples * taps * 4,
            .bytes = samples * (2 * element + 2 * sizeof(float)),
            .temporary = Bytes(ImageExtent::of(x.shape).samples() * sizeof(float))};
}

std::optional<Division> divide(std::span<const PortSpec> inputs, const Params& params)
{
    return byRows(inputs, gaussWeights(sigmaOf(params)).size() / 2);
}

Result<void> run(const KernelCall& call, Slices& slices)
{
    const ImageExtent extent = ImageExtent::of(call.input("x")->spec.shape);
    const std::vector<float> weights = gaussWeights(sigmaOf(call.params));
    return filterSeparable({.source = *call.input("x"),
                            .target = call.outputs[0],
                            .columns = clampedTaps(extent.width, weights),
                            .rows = clampedTaps(extent.height, weights)},
                           slices);
}

} // namespace

BuiltinOperator gauss()
{
    OperatorInfo info;
    info.name = "image.gauss";
    info.inputs = {"x"};
    info.outputs = {"y"};
    info.params = {{.name = "sigma",
                    .type = ParamInfo::Type::Number,
                    .required = true,
                    .min = 0,
                    .max = kMaxSigma,
                    .minExclusive = true}};
    info.infer = infer;
    info.cost = cost;
    info.divide = divide;
    info.tolerance = {Tolerance::Kind::Levels, 1};
    info.probes = imageProbes({{"sigma", 2.0}});
    return {std::move(info), run};
}

} // namespace xpu::operators
