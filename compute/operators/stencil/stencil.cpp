#include "compute/operators/stencil/stencil.h"

#include "compute/operators/image_spec.h"
#include "compute/operators/stencil/cpu_stencil.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace xpu::operators {
namespace {

constexpr std::int64_t kMostSide = 31;
constexpr double kMostWeight = 1e30; // finite in f32 as well
constexpr double kMostSteps = 1000;

bool takes(DType type)
{
    return type == DType::U8 || type == DType::U16 || type == DType::F32 || type == DType::F64;
}

Inferred infer(std::span<const PortSpec> inputs, const Params& params)
{
    const TensorSpec* x = port(inputs, "x");
    if (x == nullptr)
        return missingPort("x");
    if (!takes(x->dtype))
        return badDType("x", x->dtype == DType::C64 ? "" : "map");
    if (x->shape.rank != 2 && x->shape.rank != 3)
        return badShape("x", x->text() + " is neither [H, W] nor [H, W, C]");
    if (!sizeIsSane({DType::F64, x->shape}))
        return badShape("x", x->text() + " is too large");
    if (const auto stencil = stencilOf(params); !stencil)
        return tl::unexpected(stencil.error());
    return std::vector{*x};
}

CostTerms cost(std::span<const PortSpec> inputs, std::span<const TensorSpec>, const Params& params)
{
    const TensorSpec& x = *port(inputs, "x");
    const auto stencil = stencilOf(params);
    const std::uint64_t elements = x.shape.elements().value_or(0);
    const std::size_t between = x.dtype == DType::F64 ? sizeof(double) : sizeof(float);
    const auto steps = static_cast<double>(stencil->steps);
    const auto planes = static_cast<std::uint64_t>(std::min<std::int64_t>(2, stencil->steps - 1));
    return {.flops = 2 * static_cast<double>(elements * stencil->taps.size()) * steps,
            .bytes = 2 * static_cast<double>(x.bytes().count)
                     + 2 * (steps - 1) * static_cast<double>(elements * between),
            .temporary = Bytes(planes * elements * between)};
}

/// What wraps around reads the far end of the array.
std::optional<Division> divide(std::span<const PortSpec> inputs, const Params& params)
{
    const auto stencil = stencilOf(params);
    if (!stencil || stencil->border == Border::Wrap)
        return std::nullopt;
    return byRows(inputs, static_cast<std::uint64_t>(stencil->radius * stencil->steps));
}

std::vector<ProbeCase> probes()
{
    const Params params = {{"weights", std::vector<double>{0, 0.2, 0, 0.2, 0.2, 0.2, 0, 0.2, 0}}};
    std::vector<ProbeCase> all;
    for (const std::uint64_t side : {64U, 512U, 1536U})
        all.push_back({{{"x", {DType::F32, {side, side}}}}, params});
    return all;
}

} // namespace

tl::expected<Stencil, InferError> stencilOf(const Params& params)
{
    const auto found = params.find("weights");
    const auto* weights =
        found == params.end() ? nullptr : std::get_if<std::vector<double>>(&found->second);
    if (weights == nullptr)
        return badParameter("weights", "missing");
    const auto side = std::lround(std::sqrt(static_cast<double>(weights->size())));
    if (side % 2 == 0 || side > kMostSide
        || static_cast<std::size_t>(side * side) != weights->size())
        return badParameter("weights", std::to_string(weights->size())
                                           + " numbers are no square of odd side up to "
                                           + std::to_string(kMostSide));
    Stencil stencil;
    stencil.radius = static_cast<std::int32_t>(side / 2);
    for (std::size_t i = 0; i < weights->size(); ++i) {
        if (!(std::abs((*weights)[i]) <= kMostWeight))
            return badParameter("weights", "number " + std::to_string(i + 1) + " is too large");
        if ((*weights)[i] != 0)
            stencil.taps.push_back(
                {static_cast<std::int32_t>(i) / static_cast<std::int32_t>(side) - stencil.radius,
                 static_cast<std::int32_t>(i) % static_cast<std::int32_t>(side) - stencil.radius,
                 (*weights)[i]});
    }
    const std::string border = text(params, "border").value_or("clamp");
    stencil.border = border == "wrap"     ? Border::Wrap
                     : border == "mirror" ? Border::Mirror
                     : border == "zero"   ? Border::Zero
                                          : Border::Clamp;
    stencil.steps = integer(params, "steps").value_or(1);
    return stencil;
}

BuiltinOperator stencil2d()
{
    OperatorInfo info;
    info.name = "stencil2d";
    info.inputs = {"x"};
    info.outputs = {"y"};
    info.params = {
        {.name = "weights", .type = ParamInfo::Type::NumberList, .required = true},
        {.name = "border",
         .type = ParamInfo::Type::Text,
         .choices = {"clamp", "wrap", "mirror", "zero"}},
        {.name = "steps", .type = ParamInfo::Type::Integer, .min = 1, .max = kMostSteps}};
    info.infer = infer;
    info.cost = cost;
    info.divide = divide;
    info.tolerance = {Tolerance::Kind::Levels, 1};
    info.probes = probes();
    return {std::move(info), cpuStencil};
}

std::vector<std::byte> tapTable(const Stencil& stencil, bool wide)
{
    std::vector<std::uint32_t> words;
    for (const StencilTap& tap : stencil.taps) {
        const auto bits = std::bit_cast<std::uint64_t>(tap.weight);
        words.push_back(static_cast<std::uint32_t>(tap.down));
        words.push_back(static_cast<std::uint32_t>(tap.across));
        words.push_back(wide ? static_cast<std::uint32_t>(bits)
                             : std::bit_cast<std::uint32_t>(static_cast<float>(tap.weight)));
        words.push_back(wide ? static_cast<std::uint32_t>(bits >> 32) : 0);
    }
    words.resize(std::max<std::size_t>(4, words.size())); // all weights 0: a table still
    std::vector<std::byte> table(words.size() * sizeof(std::uint32_t));
    std::memcpy(table.data(), words.data(), table.size());
    return table;
}

} // namespace xpu::operators
