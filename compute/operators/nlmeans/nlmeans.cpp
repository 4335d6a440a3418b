#include "compute/operators/nlmeans/nlmeans.h"

#include "compute/operators/image_spec.h"
#include "compute/operators/nlmeans/bands.h"
#include "compute/operators/nlmeans/cpu_nlmeans.h"

#include <algorithm>
#include <numbers>

namespace xpu::operators {
namespace {

constexpr double kMostPatch = 8;
constexpr double kMostSearch = 24;
constexpr double kMostH = 1e6;
constexpr double kMostScale = 1e30; // a smaller h changes nothing any more

Inferred infer(std::span<const PortSpec> inputs, const Params& params)
{
    auto x = imagePort(inputs, "x");
    if (!x)
        return tl::unexpected(x.error());
    if (!number(params, "h"))
        return badParameter("h", "missing");
    return std::vector{*x};
}

CostTerms cost(std::span<const PortSpec> inputs, std::span<const TensorSpec>, const Params& params)
{
    const TensorSpec& x = *port(inputs, "x");
    const ImageExtent extent = ImageExtent::of(x.shape);
    const Nlmeans n = nlmeansOf(x, params);
    const auto pairs = static_cast<double>(extent.height * extent.width * n.offsets().size());
    const auto channels = static_cast<double>(extent.channels);
    // Differences, two sums along the patch, the weight, and what both pixels of a pair receive.
    return {.flops = pairs * (3 * channels + 2 * (2 * n.patch + 1) + 15 + 6 * channels + 2),
            .bytes = 2 * static_cast<double>(x.bytes().count),
            .temporary = std::max(nlmeansScratch(n), nlmeansBands(extent, n).temporaries())};
}

ParamInfo radius(std::string name, double least, double most)
{
    return {.name = std::move(name), .type = ParamInfo::Type::Integer, .min = least, .max = most};
}

} // namespace

std::vector<Nlmeans::Offset> Nlmeans::offsets() const
{
    std::vector<Offset> all;
    for (std::int32_t down = 0; down <= search; ++down)
        for (std::int32_t across = down == 0 ? 1 : -search; across <= search; ++across)
            all.push_back({down, across});
    return all;
}

Nlmeans nlmeansOf(const TensorSpec& x, const Params& params)
{
    Nlmeans n;
    n.patch = static_cast<std::int32_t>(integer(params, "patch").value_or(n.patch));
    n.search = static_cast<std::int32_t>(integer(params, "search").value_or(n.search));
    const double h = number(params, "h").value_or(1);
    const double side = 2 * n.patch + 1;
    const double samples = side * side * static_cast<double>(ImageExtent::of(x.shape).channels);
    n.scale = static_cast<float>(-std::min(kMostScale, std::numbers::log2e / (h * h * samples)));
    return n;
}

BuiltinOperator nlmeans()
{
    OperatorInfo info;
    info.name = "image.nlmeans";
    info.inputs = {"x"};
    info.outputs = {"y"};
    info.params = {{.name = "h",
                    .type = ParamInfo::Type::Number,
                    .required = true,
                    .min = 0,
                    .max = kMostH,
                    .minExclusive = true},
                   radius("patch", 0, kMostPatch),
                   radius("search", 1, kMostSearch)};
    info.infer = infer;
    info.cost = cost;
    info.divide = [](std::span<const PortSpec> inputs, const Params& params) {
        const Nlmeans n = nlmeansOf(inputs.front().spec, params);
        return byRows(inputs, static_cast<std::uint64_t>(n.patch + n.search));
    };
    info.tolerance = {Tolerance::Kind::Levels, 1};
    info.probes = imageProbes(
        {{"h", 10.0}, {"patch", std::int64_t{1}}, {"search", std::int64_t{2}}}, Neighbours::Many);
    return {std::move(info), cpuNlmeans};
}

} // namespace xpu::operators
