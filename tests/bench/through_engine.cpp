#include "tests/bench/through_engine.h"

#include "compute/cpu/probe.h"
#include "compute/operators/catalog.h"
#include "core/engine/engine.h"
#include "tests/bench/value_device.h"

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>

namespace xpu::bench {
namespace {

using operators::BuiltinCatalog;

constexpr std::uint32_t kFirstStep = 3;

OperatorInfo ownOperator(const char* name, std::vector<TensorSpec> outputs)
{
    OperatorInfo info;
    info.name = name;
    info.infer = [outputs](std::span<const PortSpec>,
                           const Params&) -> tl::expected<std::vector<TensorSpec>, InferError> {
        return outputs;
    };
    info.cost = [](std::span<const PortSpec>, std::span<const TensorSpec>, const Params&) {
        return CostTerms{1, 1, {}};
    };
    return info;
}

/// The built-in operators, and those of the device with the values.
class BenchCatalog final : public OperatorCatalog {
public:
    explicit BenchCatalog(const OperatorCall& call)
    {
        std::vector<TensorSpec> specs;
        for (const tests::Value& value : call.inputs)
            specs.push_back(value.spec);
        values_ = ownOperator(kValues, std::move(specs));
        begin_ = ownOperator(kBegin, {});
        end_ = ownOperator(kEnd, {});
    }
    const OperatorInfo* find(std::string_view name) const override
    {
        if (name == kValues)
            return &values_;
        if (name == kBegin)
            return &begin_;
        return name == kEnd ? &end_ : BuiltinCatalog::instance().find(name);
    }
    std::vector<std::string_view> names() const override
    {
        return BuiltinCatalog::instance().names();
    }
    Result<TensorSpec> readHeader(int fd, std::string_view file) const override
    {
        return BuiltinCatalog::instance().readHeader(fd, file);
    }

private:
    OperatorInfo values_;
    OperatorInfo begin_;
    OperatorInfo end_;
};

std::shared_ptr<const Work> workOf(const OperatorInfo* op, const Params& params = {})
{
    OperatorWork work;
    work.op = op;
    work.params = params;
    return std::make_shared<const Work>(std::move(work));
}

/// The values, a step that warms up, so many steps that read all of the values, and the end.
std::shared_ptr<const TaskGraph> graphOf(const OperatorCall& call, std::uint32_t steps,
                                         const OperatorCatalog& catalog)
{
    auto graph = std::make_shared<TaskGraph>();
    graph->name = call.op;
    graph->folder = "/";
    const auto mark = [&](const char* name) {
        Step step;
        step.id = name;
        step.work = workOf(catalog.find(name));
        step.cost = {1, 1, {}};
        return step;
    };
    Step first = mark(kValues);
    Step each;
    each.work = workOf(catalog.find(call.op), call.params);
    each.devices.pin = "cpu";
    each.cache = false;
    std::vector<PortSpec> ports;
    for (const tests::Value& value : call.inputs) {
        const auto port = static_cast<std::uint16_t>(ports.size());
        first.outputs.push_back({value.port, std::nullopt, value.spec});
        each.inputs.push_back({value.port, StepPort{StepIndex(0), port}, value.spec});
        ports.push_back({value.port, value.spec});
    }
    const OperatorInfo& op = *catalog.find(call.op);
    const auto made = op.infer(ports, call.params).value();
    for (std::size_t i = 0; i < made.size(); ++i)
        each.outputs.push_back({op.outputs[i], std::nullopt, made[i]});
    each.cost = op.cost(ports, made, call.params);
    // 0 the values, 1 warms up, 2 the beginning, then the steps, then the end
    const std::uint32_t end = kFirstStep + steps;
    const auto add = [&](Step step, std::uint32_t predecessors) {
        graph->steps.push_back(std::move(step));
        graph->predecessorCount.push_back(predecessors);
        graph->successorBegin.push_back(static_cast<std::uint32_t>(graph->successors.size()));
    };
    const auto allSteps = [&] {
        for (std::uint32_t i = kFirstStep; i < end; ++i)
            graph->successors.push_back(StepIndex(i));
    };
    add(std::move(first), 0);
    graph->successors.push_back(StepIndex(1));
    allSteps();
    each.id = call.op;
    add(each, 1);
    graph->successors.push_back(StepIndex(2));
    add(mark(kBegin), 1);
    allSteps();
    for (std::uint32_t i = 0; i < steps; ++i) {
        each.id = call.op + std::to_string(i);
        add(each, 2);
        graph->successors.push_back(StepIndex(end));
    }
    add(mark(kEnd), steps);
    graph->successorBegin.push_back(static_cast<std::uint32_t>(graph->successors.size()));
    return graph;
}

} // namespace

std::optional<double> throughEngine(const OperatorCall& call, std::uint32_t steps)
{
    const auto folder =
        std::filesystem::temp_directory_path() / ("xpu-bench-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    std::optional<double> seconds;
    if (auto store = history::Store::open((folder / "bench.sqlite").string())) {
        history::Writer writer(std::move(*store));
        const BenchCatalog catalog(call);
        const SystemClock clock;
        EngineParts parts;
        parts.devices = cpu::probe();
        auto values = std::make_unique<ValueDevice>(call.inputs);
        const ValueDevice& device = *values;
        parts.devices.push_back(std::move(values));
        parts.catalog = &catalog;
        parts.clock = &clock;
        parts.history = &writer;
        parts.dataFolder = folder.string();
        Engine engine(std::move(parts));
        if (engine.start()) {
            engine.submitGraph(graphOf(call, steps, catalog), [](Result<Applied>) {});
            do {
                std::this_thread::sleep_for(std::chrono::milliseconds(10));
            } while (!engine.idle());
            const auto shown = engine.snapshot();
            if (shown->queue.size() == 1 && shown->queue[0]->state == TaskState::Done)
                seconds = device.between() / steps;
        }
    }
    std::filesystem::remove_all(folder);
    return seconds;
}

} // namespace xpu::bench
