#include "compute/operators/pool2d/pool2d.h"

#include "compute/operators/pool2d/cpu_pool2d.h"

#include <limits>

namespace xpu::operators {
namespace {

Inferred infer(std::span<const PortSpec> inputs, const Params& params)
{
    const auto shape = poolShape(inputs, params);
    if (!shape)
        return tl::unexpected(shape.error());
    TensorSpec y = *port(inputs, "x");
    for (std::size_t axis = 0; axis < 2; ++axis)
        y.shape.extent[axis + 2] = static_cast<std::uint64_t>(shape->made[axis]);
    if (!sizeIsSane(y) || y.shape.elements() > std::numeric_limits<std::uint32_t>::max())
        return badShape("x", y.text() + " is too large");
    return std::vector{y};
}

CostTerms cost(std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs,
               const Params& params)
{
    const auto shape = poolShape(inputs, params);
    const std::int64_t window = shape->windows[0].size * shape->windows[1].size;
    return {.flops = static_cast<double>(window)
                     * static_cast<double>(outputs[0].shape.elements().value_or(0)),
            .bytes = static_cast<double>(inputs[0].spec.bytes().count + outputs[0].bytes().count),
            .temporary = Bytes()};
}

std::optional<Division> divide(std::span<const PortSpec> inputs, const Params&)
{
    return inputs.front().spec.shape[0] > 1 ? byRows(inputs, 0) : std::nullopt;
}

std::vector<ProbeCase> probes()
{
    std::vector<ProbeCase> all;
    for (const std::uint64_t side : {8U, 64U, 256U})
        all.push_back({{{"x", {DType::F32, {1, 64, side, side}}}},
                       {{"fn", "max"}, {"size", std::vector<std::int64_t>{2}}}});
    return all;
}

} // namespace

tl::expected<PoolShape, InferError> poolShape(std::span<const PortSpec> inputs,
                                              const Params& params)
{
    const TensorSpec* x = port(inputs, "x");
    if (x == nullptr)
        return missingPort("x");
    if (x->shape.rank != 4)
        return badShape("x", x->text() + " has not four axes");
    if (x->dtype != DType::F32)
        return badDType("x", x->dtype == DType::C64 ? "" : "map");
    if (!sizeIsSane(*x) || x->shape.elements() > std::numeric_limits<std::uint32_t>::max())
        return badShape("x", x->text() + " is too large");
    std::optional<std::array<std::int64_t, 2>> size;
    if (!readPair(params, "size", 0, size) || !size)
        return badParameter("size", "one number from 0 on, or two");
    PoolShape shape;
    shape.planes = static_cast<std::int64_t>(x->shape[0] * x->shape[1]);
    shape.mean = text(params, "fn") == "mean";
    shape.countPad = flag(params, "count_pad");
    for (std::size_t axis = 0; axis < 2; ++axis) {
        shape.extent[axis] = static_cast<std::int64_t>(x->shape[axis + 2]);
        Window& window = shape.windows[axis];
        window.size = (*size)[axis] == 0 ? shape.extent[axis] : (*size)[axis];
        window.stride = std::max<std::int64_t>(1, window.size);
        if (window.size < 1)
            return badShape("x", x->text() + " has nothing to pool");
    }
    if (auto error = readWindows(params, shape.windows))
        return tl::unexpected(std::move(*error));
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const Window& window = shape.windows[axis];
        if (window.before >= window.reach() || window.after >= window.reach())
            return badParameter("pad", "as wide as a window: it would see padding only");
        shape.made[axis] = window.positions(shape.extent[axis], flag(params, "ceil"));
        if (shape.made[axis] < 1)
            return badShape("x", x->text() + " is smaller than a window");
    }
    return shape;
}

BuiltinOperator pool2d()
{
    OperatorInfo info;
    info.name = "pool2d";
    info.inputs = {"x"};
    info.outputs = {"y"};
    info.params = {
        {.name = "fn", .type = ParamInfo::Type::Text, .required = true, .choices = {"max", "mean"}},
        {.name = "size", .type = ParamInfo::Type::IntegerList, .required = true},
        pairParam("stride"),
        pairParam("dilation"),
        pairParam("pad"),
        {.name = "ceil", .type = ParamInfo::Type::Bool},
        {.name = "count_pad", .type = ParamInfo::Type::Bool}};
    info.infer = infer;
    info.cost = cost;
    info.divide = divide;
    info.tolerance = {Tolerance::Kind::Accumulated, 1e-6};
    info.probes = probes();
    return {std::move(info), cpuPool2d};
}

} // namespace xpu::operators
