#include "tests/compute/onnx/model_runner.h"

#include "compute/io/array_part.h"
#include "compute/io/file_look.h"
#include "compute/onnx/model_file.h"
#include "compute/operators/catalog.h"
#include "compute/operators/convert.h"
#include "compute/posix/unique_fd.h"

#include <fcntl.h>

namespace xpu::tests {
namespace {

const Value* find(const std::vector<Value>& values, const std::string& name)
{
    for (const Value& value : values)
        if (value.port == name)
            return &value;
    return nullptr;
}

} // namespace

ModelRun runModel(const LoweredModel& model, int fd, const std::vector<Value>& inputs,
                  DeviceRunner& runner)
{
    ModelRun run;
    std::vector<Value> made;
    for (const ModelStep& step : model.steps) {
        const OperatorInfo& op = *operators::BuiltinCatalog::instance().find(step.op);
        std::vector<Value> operands;
        std::vector<PortSpec> specs;
        for (const ModelStepInput& in : step.inputs) {
            Value value;
            if (const auto* name = std::get_if<std::string>(&in.source)) {
                value = *find(inputs, *name);
            } else if (const auto* from = std::get_if<ModelStepPort>(&in.source)) {
                value = made[from->step];
            } else {
                auto part = io::readPart(
                    fd, paramsOf(*std::get<std::shared_ptr<const FilePart>>(in.source)));
                if (!part) {
                    run.failure = part.error().context;
                    return run;
                }
                value = {{}, part->spec, std::move(part->data)};
            }
            value.port = in.port;
            if (in.view)
                value.spec.shape = *in.view;
            specs.push_back({value.port, value.spec});
            operands.push_back(std::move(value));
        }
        const auto outputs = op.infer(specs, step.params);
        if (!outputs) {
            run.failure = step.name + ": " + outputs.error().detail;
            return run;
        }
        run.refused = runner.device().whyNot(op, specs, step.params);
        if (!run.refused.empty())
            return run;
        const Completion done = runner.run(op, operands, *outputs, step.params);
        if (done.error) {
            run.failure = step.name + ": " + done.error->message;
            return run;
        }
        made.push_back({{}, outputs->front(), done.produced.front().second});
    }
    for (const ModelOutput& output : model.outputs) {
        run.outputs.push_back(made[output.from.step]);
        run.outputs.back().port = output.name;
    }
    return run;
}

double elementOf(const Value& value, std::size_t i)
{
    double out = 0;
    operators::toDouble(value.spec.dtype, value.data->data(), i, std::span(&out, 1));
    return out;
}

std::optional<Value> readArray(const std::string& path)
{
    const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    const auto tensor = onnx::readTensor(fd.get());
    const auto spec = tensor ? onnx::specOf(*tensor) : std::nullopt;
    if (!spec)
        return std::nullopt;
    FilePart part;
    part.spec = *spec;
    part.offset = tensor->offset;
    part.values = tensor->numbers;
    part.look = io::lookOf(fd.get()).value();
    auto data = io::readPart(fd.get(), paramsOf(part));
    if (!data)
        return std::nullopt;
    return Value{{}, *spec, std::move(data->data)};
}

} // namespace xpu::tests
