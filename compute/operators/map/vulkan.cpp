#include "compute/operators/map/map.h"
#include "compute/vulkan/planners.h"

#include <algorithm>

namespace xpu::vulkan {

namespace {

constexpr std::size_t kMostBuffers = 64; ///< of one dispatch here, whatever the device allows

/// How four neighbouring elements of a dtype are read: what the buffer holds, and the vec4 made of
/// its items at `$q`, the number of the quad.
struct QuadRead {
    std::string_view item;
    std::string_view quad;
};

const QuadRead* readOf(DType type)
{
    static constexpr QuadRead kF32{"vec4", "$x[q]"};
    static constexpr QuadRead kU8{
        "uint", "vec4(bitfieldExtract(uvec4($x[q]) >> uvec4(0u, 8u, 16u, 24u), 0, 8))"};
    static constexpr QuadRead kI8{
        "int", "vec4(bitfieldExtract(ivec4($x[q]) >> ivec4(0, 8, 16, 24), 0, 8))"};
    static constexpr QuadRead kU16{
        "uvec2", "vec4(bitfieldExtract($x[q].xxyy >> uvec4(0u, 16u, 0u, 16u), 0, 16))"};
    static constexpr QuadRead kI16{
        "ivec2", "vec4(bitfieldExtract($x[q].xxyy >> ivec4(0, 16, 0, 16), 0, 16))"};
    static constexpr QuadRead kF16{"uvec2",
                                   "vec4(unpackHalf2x16($x[q].x), unpackHalf2x16($x[q].y))"};
    static constexpr QuadRead kI32{"ivec4", "vec4($x[q])"};
    static constexpr QuadRead kU32{"uvec4", "vec4($x[q])"};
    switch (type) {
    case DType::F32:
        return &kF32;
    case DType::U8:
        return &kU8;
    case DType::I8:
        return &kI8;
    case DType::U16:
        return &kU16;
    case DType::I16:
        return &kI16;
    case DType::F16:
        return &kF16;
    case DType::I32:
        return &kI32;
    case DType::U32:
        return &kU32;
    default:
        return nullptr;
    }
}

std::string withName(std::string_view pattern, const std::string& name)
{
    std::string text(pattern);
    for (std::size_t at = text.find("$x"); at != std::string::npos; at = text.find("$x"))
        text.replace(at, 2, name);
    return text;
}

std::string bufferText(std::size_t binding, std::string_view access, std::string_view item,
                       const std::string& name)
{
    const std::string number = std::to_string(binding);
    return "layout(std430, binding = " + number + ") " + std::string(access) + " buffer Buffer"
           + number + " { " + std::string(item) + " " + name + "[]; };\n";
}

/// "uint placeN(uint i)": the element of input N for result i. Extents and strides are constants of
/// the dispatch, added to `constants`.
std::string placeText(std::size_t input, const std::vector<operators::SpreadAxis>& spread,
                      std::vector<std::uint32_t>& constants)
{
    std::string head;
    std::string body;
    for (std::size_t i = spread.size(); i > 0; --i) {
        const std::string name = std::to_string(input) + "_" + std::to_string(i - 1);
        for (const auto& [letter, value] :
             {std::pair{"e", spread[i - 1].extent}, {"s", spread[i - 1].stride}}) {
            head += "layout(constant_id = " + std::to_string(constants.size()) + ") const uint "
                    + letter + name + " = 1u;\n";
            constants.push_back(static_cast<std::uint32_t>(value));
        }
        body += " at += i % e" + name + " * s" + name + "; i /= e" + name + ";";
    }
    const std::string number = std::to_string(input);
    return head + "uint place" + number + "(uint i) { uint at = 0u;" + body + " return at; }\n"
           + "float item" + number + "(uint i) { uint at = place" + number + "(i); return load"
           + number + "(at >> 2)[at & 3u]; }\n";
}

/// The whole shader: an invocation makes four results; a single element is read as element 0 of
/// its first quad by all.
std::string shaderText(const PlanRequest& request, const Expression& expression,
                       std::vector<std::uint32_t>& constants)
{
    std::string head = "#version 450\n"
                       "layout(local_size_x_id = 0) in;\n"
                       "layout(push_constant) uniform Push { uint count; };\n";
    std::string loads;
    std::string arguments;
    for (std::size_t i = 0; i < request.inputs.size(); ++i) {
        const TensorSpec& spec = request.inputs[i].spec;
        const QuadRead& read = *readOf(spec.dtype);
        const std::string name = "input" + std::to_string(i);
        head += bufferText(i, "readonly", read.item, name);
        head += "vec4 load" + std::to_string(i) + "(uint q) { return " + withName(read.quad, name)
                + "; }\n";
        const bool single = spec.shape.elements() == 1;
        const std::string number = std::to_string(i);
        const auto spread = operators::spreadOf(spec.shape, request.outputs[0].shape);
        if (spread.empty()) {
            loads +=
                "    vec4 v" + number + " = load" + number + (single ? "(0u).xxxx;\n" : "(q);\n");
        } else {
            head += placeText(i, spread, constants);
            loads += "    vec4 v" + number + ";\n    for (uint i = 0u; i < 4u; ++i) v" + number
                     + "[i] = item" + number + "(4u * q + i);\n";
        }
        arguments += (i == 0 ? "v" : ", v") + std::to_string(i) + "[i]";
    }
    head += bufferText(request.inputs.size(), "writeonly", "vec4", "result");
    return head + expression.glsl()
           + "void main() {\n"
             "    uint q = (gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x)"
             " * gl_WorkGroupSize.x + gl_LocalInvocationID.x;\n"
             "    if (q >= count) return;\n"
           + loads
           + "    vec4 y;\n"
             "    for (int i = 0; i < 4; ++i) y[i] = xpu_map("
           + arguments
           + ");\n"
             "    result[q] = y;\n"
             "}\n";
}

} // namespace

PlanResult planMap(const PlanRequest& request)
{
    if (request.outputs[0].dtype != DType::F32)
        return tl::unexpected(std::string("map on Vulkan computes in f32 only"));
    if (request.inputs.size() + 1 > std::min<std::size_t>(kMostBuffers, request.traits.maxBuffers))
        return tl::unexpected(std::string("map on this device takes at most ")
                              + std::to_string(request.traits.maxBuffers - 1) + " inputs");
    for (const PortSpec& in : request.inputs)
        if (readOf(in.spec.dtype) == nullptr)
            return tl::unexpected("map on Vulkan does not read " + in.name + " as "
                                  + std::string(nameOf(in.spec.dtype)));
    const auto expression = operators::mapExpression(request.inputs, request.params);
    if (!expression)
        return tl::unexpected("expr: " + expression.error().what);
    Plan plan;
    const std::uint64_t count = request.outputs[0].shape.elements().value_or(0);
    if (count == 0)
        return plan;
    const std::uint64_t quads = (count + 3) / 4;
    const std::uint32_t group = request.traits.tuning.lineGroup;
    Dispatch dispatch;
    dispatch.constants = {group};
    dispatch.kernel = {"map", {}, shaderText(request, *expression, dispatch.constants)};
    for (std::size_t i = 0; i < request.inputs.size(); ++i)
        dispatch.buffers.push_back(input(i));
    dispatch.buffers.push_back(output(0));
    dispatch.push = pushOf(static_cast<std::uint32_t>(quads));
    dispatch.groups = lineGroups(quads, group, request.traits);
    dispatch.work = static_cast<double>(count) * (1 + expression->flops());
    plan.dispatches.push_back(std::move(dispatch));
    return plan;
}

} // namespace xpu::vulkan
