#include "core/engine/file_costs.h"

#include "core/engine/task_run.h"

#include <algorithm>
#include <set>
#include <utility>

namespace xpu {
namespace {

/// Predicts single reads and writes.
class FileClock {
public:
    FileClock(const OperatorCatalog& catalog, Predictor& predictor, DeviceIndex device)
        : predictor_(predictor),
          device_(device),
          load_(catalog.find(kFileLoad)),
          save_(catalog.find(kFileSave))
    {}
    Seconds load(const TensorSpec& spec) const { return time(load_, spec); }
    Seconds save(const TensorSpec& spec) const { return time(save_, spec); }

private:
    Seconds time(const OperatorInfo* op, const TensorSpec& spec) const
    {
        if (op == nullptr)
            return Seconds(0);
        const CostKey key{predictor_.operationOf(op->name), device_, spec.dtype};
        const Estimate estimate = predictor_.estimate(key, fileTerms(*op, spec));
        return estimate.known ? estimate.mean + predictor_.handover(device_) : Seconds(0);
    }

    Predictor& predictor_;
    DeviceIndex device_;
    const OperatorInfo* load_;
    const OperatorInfo* save_;
};

} // namespace

CostTerms fileTerms(const OperatorInfo& op, const TensorSpec& spec)
{
    if (!op.cost)
        return {};
    const PortSpec port{op.inputs.empty() ? "x" : op.inputs.front(), spec};
    return op.cost(std::span(&port, 1), {}, {});
}

bool startsJournaled(const Step& step)
{
    if (std::holds_alternative<CommandWork>(*step.work))
        return true;
    return std::any_of(step.outputs.begin(), step.outputs.end(),
                       [](const OutputPort& port) { return port.file.has_value(); });
}

std::vector<FileTimes> fileTimes(const TaskGraph& graph, const OperatorCatalog& catalog,
                                 Predictor& predictor, DeviceIndex device)
{
    std::vector<FileTimes> all;
    if (!device.valid())
        return all;
    const FileClock clock(catalog, predictor, device);
    std::set<std::pair<std::string, const FilePart*>> read;
    for (std::size_t s = 0; s < graph.steps.size(); ++s) {
        const Step& step = graph.steps[s];
        if (worksOnFiles(step))
            continue;
        FileTimes times;
        for (const InputPort& port : step.inputs)
            if (const auto* file = std::get_if<FileSource>(&port.source))
                if (port.spec && read.emplace(file->path, file->part.get()).second)
                    times.load += clock.load(*port.spec);
        for (const OutputPort& port : step.outputs)
            if (port.file && port.spec)
                times.save += clock.save(*port.spec);
        if (times.load + times.save <= Seconds(0))
            continue;
        all.resize(graph.steps.size());
        all[s] = times;
    }
    return all;
}

} // namespace xpu
