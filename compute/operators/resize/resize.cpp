#include "compute/operators/resize/resize.h"

#include "compute/operators/image_spec.h"
#include "compute/operators/resize/resample.h"

#include <algorithm>
#include <cmath>

namespace xpu::operators {
namespace {

constexpr double kMaxExtent = 1 << 20;

std::uint64_t scaled(std::uint64_t extent, double factor)
{
    if (extent == 0)
        return 0;
    const double exact = std::floor(static_cast<double>(extent) * factor + 0.5);
    return static_cast<std::uint64_t>(std::clamp(exact, 1.0, kMaxExtent + 1));
}

struct Target {
    std::uint64_t height = 0;
    std::uint64_t width = 0;
};

tl::expected<Target, InferError> targetOf(const ImageExtent& in, const Params& params)
{
    const auto width = integer(params, "width");
    const auto height = integer(params, "height");
    const auto scale = number(params, "scale");
    if (scale && (width || height))
        return badParameter("scale", "given together with width or height");
    if (!scale && !width && !height)
        return badParameter("width", "none of width, height and scale is given");
    if (scale)
        return Target{scaled(in.height, *scale), scaled(in.width, *scale)};
    Target out;
    out.width = width ? static_cast<std::uint64_t>(*width) : 0;
    out.height = height ? static_cast<std::uint64_t>(*height) : 0;
    if (!width)
        out.width = in.height == 0 ? 0
                                   : scaled(in.width, static_cast<double>(out.height)
                                                          / static_cast<double>(in.height));
    if (!height)
        out.height =
            in.width == 0
                ? 0
                : scaled(in.height, static_cast<double>(out.width) / static_cast<double>(in.width));
    return out;
}

Inferred infer(std::span<const PortSpec> inputs, const Params& params)
{
    auto x = imagePort(inputs, "x");
    if (!x)
        return tl::unexpected(x.error());
    const ImageExtent in = ImageExtent::of(x->shape);
    const auto target = targetOf(in, params);
    if (!target)
        return tl::unexpected(target.error());
    TensorSpec y = *x;
    y.shape.extent[0] = target->height;
    y.shape.extent[1] = target->width;
    const bool nothingIn = in.height == 0 || in.width == 0;
    if (nothingIn && target->height != 0 && target->width != 0)
        return badShape("x", x->text() + " has no pixels");
    constexpr auto kMost = static_cast<std::uint64_t>(kMaxExtent);
    if (target->height > kMost || target->width > kMost || !sizeIsSane(y))
        return badShape("x", y.text() + " is too large");
    return std::vector{y};
}

double tapsPerPixel(std::uint64_t in, std::uint64_t out)
{
    return out == 0 ? 0 : 2 * std::max(1.0, static_cast<double>(in) / static_cast<double>(out));
}

CostTerms cost(std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs, const Params&)
{
    const TensorSpec& x = *port(inputs, "x");
    const ImageExtent in = ImageExtent::of(x.shape);
    const ImageExtent out = ImageExtent::of(outputs[0].shape);
    const std::uint64_t between = in.height * out.width * in.channels;
    const auto middle = static_cast<double>(between);
    const auto result = static_cast<double>(out.samples());
    return {.flops = 2 * middle * tapsPerPixel(in.width, out.width)
                     + 2 * result * tapsPerPixel(in.height, out.height),
            .bytes = static_cast<double>(x.bytes().count + outputs[0].bytes().count)
                     + 2 * middle * sizeof(float),
            .temporary = Bytes(between * sizeof(float))};
}

Result<void> run(const KernelCall& call, Slices& slices)
{
    const KernelInput& x = *call.input("x");
    const KernelOutput& y = call.outputs[0];
    if (y.spec.shape.elements().value_or(0) == 0)
        return {};
    const ImageExtent in = ImageExtent::of(x.spec.shape);
    const ImageExtent out = ImageExtent::of(y.spec.shape);
    return filterSeparable({.source = x,
                            .target = y,
                            .columns = resampleTaps(in.width, out.width),
                            .rows = resampleTaps(in.height, out.height)},
                           slices);
}

ParamInfo extentParam(std::string name)
{
    return {.name = std::move(name), .type = ParamInfo::Type::Integer, .min = 1, .max = kMaxExtent};
}

} // namespace

BuiltinOperator resize()
{
    OperatorInfo info;
    info.name = "image.resize";
    info.inputs = {"x"};
    info.outputs = {"y"};
    info.params = {extentParam("width"),
                   extentParam("height"),
                   {.name = "scale",
                    .type = ParamInfo::Type::Number,
                    .min = 0,
                    .max = 1024,
                    .minExclusive = true}};
    info.infer = infer;
    info.cost = cost;
    info.tolerance = {Tolerance::Kind::Levels, 1};
    info.probes = imageProbes({{"scale", 0.5}});
    return {std::move(info), run};
}

} // namespace xpu::operators
