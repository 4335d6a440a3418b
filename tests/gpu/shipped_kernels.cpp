#include "tests/gpu/shipped_kernels.h"

#include "compute/operators/catalog.h"
#include "compute/vulkan/vulkan_driver.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <utility>

namespace xpu::tests {

namespace {

using vulkan::Dispatch;
using vulkan::Traits;

constexpr std::array kTypes{DType::F32, DType::F16, DType::F64, DType::I8,  DType::I16, DType::I32,
                            DType::I64, DType::U8,  DType::U16, DType::U32, DType::U64, DType::C64};

/// A launch and what tells it from the operator's others.
struct Example {
    ProbeCase probe;
    std::string what;
};

void addChoices(const Example& base, const ParamInfo& info, std::vector<Example>& all)
{
    const auto add = [&](const ParamValue& value, const std::string& text) {
        Example other = base;
        other.probe.params.insert_or_assign(info.name, value);
        other.what += ", " + info.name + "=" + text;
        all.push_back(std::move(other));
    };
    for (const std::string& choice : info.choices)
        add(choice, choice);
    if (info.type == ParamInfo::Type::Bool)
        add(true, "true");
}

/// A probe with other extents; short axes, like the channels of a picture, stay.
ProbeCase resized(ProbeCase probe, const std::function<std::uint64_t(std::uint64_t)>& size)
{
    for (PortSpec& in : probe.inputs)
        for (std::size_t axis = 0; axis < in.spec.shape.rank; ++axis)
            if (std::uint64_t& extent = in.spec.shape.extent[axis]; extent >= 16)
                extent = size(extent);
    return probe;
}

/// The probes, the same much larger and with odd extents, and what leads to further kernels.
std::vector<ProbeCase> shapesOf(const OperatorInfo& op)
{
    std::vector<ProbeCase> all;
    for (const ProbeCase& probe : op.probes) {
        all.push_back(probe);
        all.push_back(resized(probe, [](std::uint64_t n) { return n * 4; }));
        all.push_back(resized(probe, [](std::uint64_t n) { return n - 1; }));
    }
    if (op.name == "gemm") // few results of long sums
        all.push_back({{{"a", {DType::F32, {64, 8192}}}, {"b", {DType::F32, {8192, 64}}}}, {}});
    return all;
}

/// Each probe with every dtype, and each of these with every other choice of one parameter.
std::vector<Example> examplesOf(const OperatorInfo& op)
{
    std::vector<Example> all;
    for (const ProbeCase& probe : shapesOf(op))
        for (const DType type : kTypes) {
            Example base{probe, std::string(nameOf(type))};
            for (PortSpec& in : base.probe.inputs)
                in.spec.dtype = type;
            all.push_back(base);
            for (const ParamInfo& info : op.params)
                addChoices(base, info, all);
        }
    return all;
}

std::vector<Dispatch> dispatchesOf(const OperatorInfo& op, const ProbeCase& probe,
                                   const Traits& traits)
{
    const auto outputs = op.infer(probe.inputs, probe.params);
    if (!outputs)
        return {};
    auto plan = vulkan::plannerFor(op.name)({probe.inputs, *outputs, probe.params, traits});
    return plan ? std::move(plan->dispatches) : std::vector<Dispatch>{};
}

/// Takes in what was not seen before.
class Collection {
public:
    void add(std::vector<Dispatch> dispatches, const std::string& what)
    {
        for (Dispatch& one : dispatches) {
            std::string constants = textOf(one.constants);
            if (!seen_.insert(one.kernel.name + one.kernel.glsl.text() + '\n' + constants).second)
                continue;
            std::string name = one.kernel.name;
            if (one.kernel.spirv.empty())
                name += " (" + what + ")";
            variants.push_back({std::move(name), std::move(constants), std::move(one)});
        }
    }
    std::vector<Variant> variants;

private:
    std::set<std::string> seen_;
};

} // namespace

std::string textOf(const std::vector<std::uint32_t>& constants)
{
    std::string text;
    for (const std::uint32_t constant : constants)
        text += (text.empty() ? "" : ",") + std::to_string(constant);
    return text;
}

std::vector<Variant> shippedKernels(const Traits& traits)
{
    Collection all;
    all.add(vulkan::ownDispatches(traits), "device");
    Traits withoutDoubles = traits; // other devices of the vendor: some kernels have a narrow form
    withoutDoubles.float64 = false;
    const auto& catalog = operators::BuiltinCatalog::instance();
    for (const std::string_view name : catalog.names()) {
        const OperatorInfo& op = *catalog.find(name);
        if (vulkan::plannerFor(name) == nullptr)
            continue;
        for (const Example& example : examplesOf(op))
            for (const Traits* device : {&traits, &std::as_const(withoutDoubles)})
                all.add(dispatchesOf(op, example.probe, *device), example.what);
    }
    return std::move(all.variants);
}

} // namespace xpu::tests
