#include "compute/operators/files/files.h"

#include "compute/operators/image_spec.h"

namespace xpu::operators {
namespace {

Inferred inferLoad(std::span<const PortSpec> inputs, const Params&)
{
    const TensorSpec* file = port(inputs, "file");
    if (file == nullptr)
        return missingPort("file");
    if (!sizeIsSane(*file))
        return badShape("file", file->text() + " is too large");
    return std::vector{*file};
}

Inferred inferImageLoad(std::span<const PortSpec> inputs, const Params& params)
{
    auto loaded = inferLoad(inputs, params);
    if (!loaded)
        return loaded;
    const TensorSpec& x = loaded->front();
    if (x.shape.rank != 3 || (x.dtype != DType::U8 && x.dtype != DType::U16))
        return badShape("file", x.text() + " is no picture");
    return loaded;
}

Inferred inferSave(std::span<const PortSpec> inputs, const Params&)
{
    const TensorSpec* x = port(inputs, "x");
    if (x == nullptr)
        return missingPort("x");
    if (!sizeIsSane(*x))
        return badShape("x", x->text() + " is too large");
    return std::vector{*x};
}

Inferred inferImageSave(std::span<const PortSpec> inputs, const Params&)
{
    const auto x = imagePort(inputs, "x");
    if (!x)
        return tl::unexpected(x.error());
    if (x->shape.elements() == 0)
        return badShape("x", x->text() + " has no pixels");
    return std::vector{*x};
}

CostTerms cost(std::span<const PortSpec> inputs, std::span<const TensorSpec>, const Params&)
{
    const double bytes = inputs.empty() ? 0 : static_cast<double>(inputs[0].spec.bytes().count);
    return {.flops = 0, .bytes = 2 * bytes, .temporary = Bytes()};
}

/// A file counts as written once the disk has it.
CostTerms saveCost(std::span<const PortSpec> inputs, std::span<const TensorSpec> outputs,
                   const Params& params)
{
    CostTerms terms = cost(inputs, outputs, params);
    terms.commits = 1;
    return terms;
}

BuiltinOperator fileOperator(std::string name, std::string in, std::string out)
{
    OperatorInfo info;
    info.name = std::move(name);
    info.inputs = {std::move(in)};
    info.outputs = {std::move(out)};
    info.host = true;
    info.cost = cost;
    return {std::move(info), {}};
}

} // namespace

std::vector<BuiltinOperator> fileOperators()
{
    std::vector<BuiltinOperator> all = {
        fileOperator("image.load", "file", "x"), fileOperator("image.save", "x", "file"),
        fileOperator("file.load", "file", "x"), fileOperator("file.save", "x", "file")};
    all[0].info.infer = inferImageLoad;
    all[1].info.infer = inferImageSave;
    all[2].info.infer = inferLoad;
    all[3].info.infer = inferSave;
    all[1].info.cost = all[3].info.cost = saveCost;
    return all;
}

} // namespace xpu::operators
