#include "compute/opencl/planners.h"
#include "compute/operators/map/map.h"

namespace xpu::opencl {

namespace {

constexpr std::size_t kMostInputs = 60; ///< with their pointers a kernel's arguments fit 1 KiB

/// Element `at` of input i as a float.
std::string readOf(std::size_t i, DType type, const std::string& at)
{
    const std::string name = "input" + std::to_string(i);
    if (type == DType::F16)
        return "vload_half(" + at + ", " + name + ")";
    return "(float)" + name + "[" + at + "]";
}

/// The element of an input for result i. Extents and strides are constants of the dispatch, added
/// to `constants`.
std::string placeText(const std::vector<operators::SpreadAxis>& spread,
                      std::vector<std::uint32_t>& constants)
{
    std::string rest = "i";
    std::string place;
    for (std::size_t i = spread.size(); i > 0; --i) {
        const std::string extent = "(uint)C" + std::to_string(constants.size());
        const std::string stride = "(uint)C" + std::to_string(constants.size() + 1);
        constants.push_back(static_cast<std::uint32_t>(spread[i - 1].extent));
        constants.push_back(static_cast<std::uint32_t>(spread[i - 1].stride));
        place += (place.empty() ? "" : " + ") + rest + " % " + extent + " * " + stride;
        rest += " / " + extent;
    }
    return "(" + place + ")";
}

/// The whole kernel: a work-item makes one result; a single element is read by all.
std::string kernelText(const PlanRequest& request, const Expression& expression,
                       std::vector<std::uint32_t>& constants)
{
    std::string head = "__kernel void map(";
    std::string arguments;
    for (std::size_t i = 0; i < request.inputs.size(); ++i) {
        const TensorSpec& spec = request.inputs[i].spec;
        const bool single = spec.shape.elements() == 1;
        head += "__global const " + std::string(elementWord(spec.dtype, true)) + "* restrict input"
                + std::to_string(i) + ", ";
        const auto spread = operators::spreadOf(spec.shape, request.outputs[0].shape);
        const std::string place = single ? "0" : "i";
        arguments += (i == 0 ? "" : ", ")
                     + readOf(i, spec.dtype, spread.empty() ? place : placeText(spread, constants));
    }
    return withPrelude(expression.openclC()) + head
           + "__global float* restrict result, uint count)\n"
             "{\n"
             "    uint i = ITEM;\n"
             "    if (i < count)\n"
             "        result[i] = xpu_map("
           + arguments + ");\n}\n";
}

} // namespace

PlanResult planMap(const PlanRequest& request)
{
    if (request.outputs[0].dtype != DType::F32)
        return tl::unexpected(std::string("map on OpenCL computes in f32 only"));
    if (request.inputs.size() > kMostInputs)
        return tl::unexpected("map on OpenCL takes at most " + std::to_string(kMostInputs)
                              + " inputs");
    for (const PortSpec& in : request.inputs)
        if (elementWord(in.spec.dtype, true).empty())
            return tl::unexpected("map on OpenCL does not read " + in.name + " as "
                                  + std::string(nameOf(in.spec.dtype)));
    const auto expression = operators::mapExpression(request.inputs, request.params);
    if (!expression)
        return tl::unexpected("expr: " + expression.error().what);
    Plan plan;
    const std::uint64_t count = request.outputs[0].shape.elements().value_or(0);
    if (count == 0)
        return plan;
    Dispatch dispatch;
    dispatch.kernel = {"map", {}, {}, kernelText(request, *expression, dispatch.constants), {}};
    for (std::size_t i = 0; i < request.inputs.size(); ++i)
        dispatch.buffers.push_back(input(i));
    dispatch.buffers.push_back(output(0));
    dispatch.push = pushOf(static_cast<std::uint32_t>(count));
    spreadOver(dispatch, count, request.traits.tuning.lineGroup);
    dispatch.work = static_cast<double>(count) * (1 + expression->flops());
    plan.dispatches.push_back(std::move(dispatch));
    return plan;
}

} // namespace xpu::opencl
