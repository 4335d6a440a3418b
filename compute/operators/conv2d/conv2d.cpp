#include "compute/operators/conv2d/conv2d.h"

#include "compute/operators/conv2d/cpu_conv2d.h"

#include <algorithm>
#include <limits>

namespace xpu::operators {
namespace {

constexpr double kMostGroups = 1 << 20;

Inferred infer(std::span<const PortSpec> inputs, const Params& params)
{
    const auto shape = convShape(inputs, params);
    if (!shape)
        return tl::unexpected(shape.error());
    const auto extent = [](std::int64_t v) { return static_cast<std::uint64_t>(v); };
    const TensorSpec y{DType::F32,
                       {extent(shape->images), extent(shape->results), extent(shape->made[0]),
                        extent(shape->made[1])}};
    if (!sizeIsSane(y) || y.shape.elements() > std::numeric_limits<std::uint32_t>::max())
        return badShape("x", y.text() + " is too large");
    return std::vector{y};
}

CostTerms cost(std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs,
               const Params& params)
{
    const auto shape = convShape(inputs, params);
    Bytes moved = outputs[0].bytes();
    for (const PortSpec& in : inputs)
        moved += in.spec.bytes();
    // The library may want all of it in an order of its own.
    return {.flops =
                2 * static_cast<double>(shape->outputs()) * static_cast<double>(shape->terms()),
            .bytes = static_cast<double>(moved.count),
            .temporary = Bytes(moved.count + moved.count / 4 + 4096)};
}

/// Image by image; the other inputs are wanted by all.
std::optional<Division> divide(std::span<const PortSpec> inputs, const Params&)
{
    std::size_t images = 0;
    Division division;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        division.whole.push_back(inputs[i].name != "x");
        if (inputs[i].name == "x")
            images = i;
    }
    division.rows = inputs[images].spec.shape[0];
    return division.rows > 1 ? std::optional(division) : std::nullopt;
}

std::vector<ProbeCase> probes()
{
    std::vector<ProbeCase> all;
    for (const std::uint64_t side : {8U, 32U, 80U})
        all.push_back(
            {{{"x", {DType::F32, {1, 64, side, side}}}, {"w", {DType::F32, {64, 64, 3, 3}}}},
             {{"pad", std::vector<std::int64_t>{1}}}});
    return all;
}

} // namespace

tl::expected<ConvShape, InferError> convShape(std::span<const PortSpec> inputs,
                                              const Params& params)
{
    for (const char* name : {"x", "w"}) {
        const TensorSpec* found = port(inputs, name);
        if (found == nullptr)
            return missingPort(name);
        if (found->shape.rank != 4)
            return badShape(name, found->text() + " has not four axes");
    }
    for (const PortSpec& in : inputs)
        if (in.spec.dtype != DType::F32)
            return badDType(in.name, in.spec.dtype == DType::C64 ? "" : "map");
    const TensorSpec& x = *port(inputs, "x");
    const TensorSpec& w = *port(inputs, "w");
    for (const TensorSpec* spec : {&x, &w})
        if (!sizeIsSane(*spec)
            || spec->shape.elements() > std::numeric_limits<std::uint32_t>::max())
            return badShape(spec == &x ? "x" : "w", spec->text() + " is too large");
    const auto extent = [](const TensorSpec& spec, std::size_t axis) {
        return static_cast<std::int64_t>(spec.shape[axis]);
    };
    ConvShape shape;
    shape.images = extent(x, 0);
    shape.channels = extent(x, 1);
    shape.results = extent(w, 0);
    shape.groups = integer(params, "groups").value_or(1);
    if (shape.channels < 1 || shape.channels % shape.groups != 0
        || shape.results % shape.groups != 0)
        return badParameter("groups", x.text() + " and " + w.text() + " do not fall into "
                                          + std::to_string(shape.groups) + " groups");
    if (extent(w, 1) * shape.groups != shape.channels)
        return badShape("w", x.text() + " and " + w.text());
    for (std::size_t axis = 0; axis < 2; ++axis)
        shape.windows[axis].size = extent(w, axis + 2);
    if (shape.windows[0].size < 1 || shape.windows[1].size < 1)
        return badShape("w", w.text() + " has no elements");
    if (auto error = readWindows(params, shape.windows))
        return tl::unexpected(std::move(*error));
    for (std::size_t axis = 0; axis < 2; ++axis) {
        shape.extent[axis] = extent(x, axis + 2);
        shape.made[axis] = shape.windows[axis].positions(shape.extent[axis]);
        if (shape.made[axis] < 1)
            return badShape("x", x.text() + " is smaller than a window of " + w.text());
    }
    const TensorSpec* bias = port(inputs, "bias");
    if (bias != nullptr && bias->shape != Shape{w.shape[0]})
        return badShape("bias", bias->text() + " and " + w.text());
    return shape;
}

BuiltinOperator conv2d()
{
    OperatorInfo info;
    info.name = "conv2d";
    info.inputs = {"x", "w"};
    info.optionalInputs = {"bias"};
    info.outputs = {"y"};
    info.params = {
        pairParam("stride"),
        pairParam("dilation"),
        pairParam("pad"),
        {.name = "groups", .type = ParamInfo::Type::Integer, .min = 1, .max = kMostGroups}};
    info.infer = infer;
    info.cost = cost;
    info.divide = divide;
    info.tolerance = {Tolerance::Kind::Accumulated, 1e-5};
    info.probes = probes();
    return {std::move(info), cpuConv2d};
}

} // namespace xpu::operators
