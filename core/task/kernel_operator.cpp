#include "core/task/draft.h"
#include "core/task/expression.h"

#include <algorithm>

namespace xpu::task {
namespace {

/// In the order of an operator that does the same; without one as the file has them.
std::vector<std::string> orderedNames(const std::vector<PortDecl>& ports,
                                      const std::vector<std::string>* order)
{
    std::vector<std::string> names;
    for (const PortDecl& port : ports)
        names.push_back(port.name);
    if (order != nullptr)
        std::ranges::stable_sort(names, {}, [order](const std::string& name) {
            return std::ranges::find(*order, name) - order->begin();
        });
    return names;
}

/// What `in` and `out` say of the outputs; an output that says nothing is E207.
std::vector<TensorSpec> declaredOutputs(const StepDecl& step, const std::vector<std::string>& names,
                                        Findings& findings)
{
    std::vector<TensorSpec> specs;
    for (const std::string& name : names) {
        const PortDecl& port = *std::ranges::find(step.out, name, &PortDecl::name);
        if (!port.dtype || !port.shape)
            findings.add("E207", port.at, {{"port", name}}, "kernel");
        specs.push_back({port.dtype.value_or(DType::F32), port.shape.value_or(Shape{})});
    }
    return specs;
}

std::optional<Expression> costExpression(const KernelDecl::Cost& cost, const char* key,
                                         const std::vector<std::string>& names, Findings& findings)
{
    if (cost.text.empty())
        return std::nullopt;
    auto parsed = Expression::parse(cost.text, names);
    if (parsed)
        return std::move(*parsed);
    findings.add("E214", cost.at, {{"key", key}, {"op", "cost"}, {"detail", parsed.error().what}});
    return std::nullopt;
}

/// Elements by port name, as the expressions of `cost` see them.
double valueOf(const Expression& expression, const std::vector<double>& elements)
{
    std::vector<const double*> inputs;
    for (const double& n : elements)
        inputs.push_back(&n);
    double value = 0;
    expression.evaluate(inputs, 1, &value);
    return std::max(0.0, value);
}

struct Cost {
    std::optional<Expression> flops;
    std::optional<Expression> bytes;

    CostTerms operator()(std::span<const PortSpec> inputs,
                         std::span<const TensorSpec> outputs) const
    {
        CostTerms terms;
        std::vector<double> elements;
        const auto add = [&](const TensorSpec& spec) {
            elements.push_back(static_cast<double>(spec.shape.elements().value_or(0)));
            terms.bytes += static_cast<double>(spec.bytes().count);
        };
        for (const PortSpec& port : inputs)
            add(port.spec);
        for (const TensorSpec& spec : outputs)
            add(spec);
        if (flops)
            terms.flops = valueOf(*flops, elements);
        if (bytes)
            terms.bytes = valueOf(*bytes, elements);
        return terms;
    }
};

/// Predictions are kept by this name: another text of the kernel is another operation.
std::string nameOf(const KernelDecl& kernel)
{
    const std::string file = kernel.file.substr(kernel.file.rfind('/') + 1);
    const std::string entry = kernel.entry == "main" ? "" : ":" + kernel.entry;
    return "kernel:" + file + entry + " " + kernel.sha256.substr(0, 12);
}

std::shared_ptr<const UserKernel> userKernel(const StepDecl& step)
{
    UserKernel kernel;
    kernel.language = step.kernel.language;
    kernel.file = step.kernel.file;
    kernel.path = step.kernel.source.path;
    kernel.sha256 = step.kernel.sha256;
    kernel.entry = step.kernel.entry;
    kernel.timeout = step.timeout;
    kernel.compare = step.compareDevices;
    return std::make_shared<const UserKernel>(std::move(kernel));
}

} // namespace

std::shared_ptr<const OperatorInfo> kernelOperator(const StepDecl& step, const OperatorInfo* twin,
                                                   Findings& findings)
{
    auto info = std::make_shared<OperatorInfo>();
    info->name = nameOf(step.kernel);
    info->inputs = orderedNames(step.in, twin != nullptr ? &twin->inputs : nullptr);
    info->outputs = orderedNames(step.out, twin != nullptr ? &twin->outputs : nullptr);
    info->params = step.kernel.params;
    info->kernel = userKernel(step);
    info->infer = [specs = declaredOutputs(step, info->outputs, findings)](
                      std::span<const PortSpec>,
                      const Params&) -> tl::expected<std::vector<TensorSpec>, InferError> {
        return specs;
    };
    std::vector<std::string> names = info->inputs;
    names.insert(names.end(), info->outputs.begin(), info->outputs.end());
    Cost cost{costExpression(step.kernel.flops, "flops", names, findings),
              costExpression(step.kernel.bytes, "bytes", names, findings)};
    info->cost = [cost = std::move(cost)](std::span<const PortSpec> inputs,
                                          std::span<const TensorSpec> outputs,
                                          const Params&) { return cost(inputs, outputs); };
    return info;
}

} // namespace xpu::task
