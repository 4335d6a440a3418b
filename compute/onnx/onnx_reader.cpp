#include "compute/onnx/onnx_reader.h"

#include "compute/io/file_look.h"
#include "compute/onnx/lowering.h"
#include "compute/operators/catalog.h"

namespace xpu::onnx {
namespace {

ModelError unreadable(std::string detail)
{
    return {"E508", {}, {{"detail", std::move(detail)}}, {}};
}

} // namespace

const OnnxReader& OnnxReader::instance()
{
    static const OnnxReader reader(operators::BuiltinCatalog::instance());
    return reader;
}

tl::expected<ModelPorts, ModelError> OnnxReader::ports(int fd) const
{
    const auto model = readModel(fd);
    if (!model)
        return tl::unexpected(unreadable(model.error()));
    ModelPorts ports;
    for (const ValueInfo& input : model->inputs)
        ports.inputs.push_back(input.name);
    for (const ValueInfo& output : model->outputs)
        ports.outputs.push_back(output.name);
    return ports;
}

tl::expected<LoweredModel, ModelError> OnnxReader::lower(int fd, std::span<const PortSpec> inputs,
                                                         std::int64_t batch) const
{
    const auto look = io::lookOf(fd);
    const auto model = readModel(fd);
    if (!look || !model)
        return tl::unexpected(unreadable(model ? look.error().context : model.error()));
    return Lowering(*model, fd, catalog_, *look).run(inputs, batch);
}

} // namespace xpu::onnx
