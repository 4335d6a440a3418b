#include "core/engine/engine.h"
#include "tests/bench/bench.h"
#include "tests/bench/empty_device.h"
#include "tests/bench/graph_shapes.h"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <thread>

namespace xpu::bench {
namespace {

constexpr std::uint32_t kSteps = 100'000;
constexpr double kGoal = 1.0 / 3;
const char* const kShapes[] = {"independent", "chain", "dag"};

/// A catalog of one operator that does nothing.
class EmptyCatalog final : public OperatorCatalog {
public:
    EmptyCatalog()
    {
        empty_.name = "empty";
        empty_.infer = [](std::span<const PortSpec>,
                          const Params&) -> tl::expected<std::vector<TensorSpec>, InferError> {
            return {};
        };
        empty_.cost = [](std::span<const PortSpec>, std::span<const TensorSpec>, const Params&) {
            return CostTerms{1, 1, {}};
        };
    }
    const OperatorInfo* find(std::string_view name) const override
    {
        return name == empty_.name ? &empty_ : nullptr;
    }
    std::vector<std::string_view> names() const override { return {empty_.name}; }
    Result<TensorSpec> readHeader(int, std::string_view file) const override
    {
        return fail(Errc::Unsupported, std::string(file));
    }

private:
    OperatorInfo empty_;
};

std::shared_ptr<const TaskGraph> makeGraph(const std::string& shape, const OperatorCatalog& catalog)
{
    const auto before = predecessorsOf(shape, kSteps);
    std::vector<std::vector<StepIndex>> after(kSteps);
    for (std::uint32_t i = 0; i < kSteps; ++i)
        for (const std::uint32_t p : before[i])
            after[p].push_back(StepIndex(i));
    auto graph = std::make_shared<TaskGraph>();
    graph->name = shape;
    graph->folder = "/";
    OperatorWork empty;
    empty.op = catalog.find("empty");
    const auto work = std::make_shared<const Work>(std::move(empty));
    for (std::uint32_t i = 0; i < kSteps; ++i) {
        Step step;
        step.id = "s" + std::to_string(i);
        step.work = work;
        step.cost = {1, 1, {}};
        graph->steps.push_back(std::move(step));
        graph->successorBegin.push_back(static_cast<std::uint32_t>(graph->successors.size()));
        graph->successors.insert(graph->successors.end(), after[i].begin(), after[i].end());
        graph->predecessorCount.push_back(static_cast<std::uint32_t>(before[i].size()));
    }
    graph->successorBegin.push_back(static_cast<std::uint32_t>(graph->successors.size()));
    return graph;
}

double cpuSeconds()
{
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(use.ru_utime) + seconds(use.ru_stime);
}

struct Cost {
    double cpuToCompletion = 0; ///< microseconds per step
    double wallToCompletion = 0;
    double wallToCommit = 0;
};

/// One graph through the whole engine with its prediction, plan, journal (a database on disk) and
/// the reason of every placement stored.
Cost runOwn(const std::string& shape)
{
    using Clock = std::chrono::steady_clock;
    const auto folder =
        std::filesystem::temp_directory_path() / ("xpu-bench-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    Cost cost;
    {
        auto store = history::Store::open((folder / "bench.sqlite").string());
        if (!store)
            throw std::runtime_error(store.error().context);
        history::Writer writer(std::move(*store));
        const EmptyCatalog catalog;
        const SystemClock clock;
        EngineParts parts;
        std::vector<const EmptyDevice*> devices;
        for (const char* id : {"bench:0", "bench:1"}) {
            auto device = std::make_unique<EmptyDevice>(id);
            devices.push_back(device.get());
            parts.devices.push_back(std::move(device));
        }
        parts.catalog = &catalog;
        parts.clock = &clock;
        parts.history = &writer;
        parts.dataFolder = folder.string();
        Engine engine(std::move(parts));
        if (auto started = engine.start(); !started)
            throw std::runtime_error(started.error().context);
        const auto graph = makeGraph(shape, catalog);

        const double cpu = cpuSeconds();
        const auto begin = Clock::now();
        const auto perStep = [&] {
            return 1e6 * std::chrono::duration<double>(Clock::now() - begin).count() / kSteps;
        };
        engine.submitGraph(graph, [](Result<Applied>) {});
        while (devices[0]->completed() + devices[1]->completed() < kSteps)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        cost.cpuToCompletion = 1e6 * (cpuSeconds() - cpu) / kSteps;
        cost.wallToCompletion = perStep();
        while (!engine.idle())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        cost.wallToCommit = perStep();
    }
    std::filesystem::remove_all(folder);
    return cost;
}

void measure(std::vector<Row>& rows)
{
    if (rows.empty())
        for (const char* shape : kShapes) {
            rows.push_back({std::string(shape) + ", CPU us a step to the last completion",
                            "StarPU dmda",
                            kGoal,
                            {},
                            {}});
            rows.push_back({std::string(shape) + ", wall us a step to the last completion",
                            "StarPU dmda",
                            {},
                            {},
                            {}});
            rows.push_back(
                {std::string(shape) + ", wall us a step to the last commit", {}, {}, {}, {}});
        }
    std::size_t at = 0;
    for (const char* shape : kShapes) {
        const Cost own = runOwn(shape);
        const std::string peer =
            ownFolder() + "/peer_starpu " + shape + " " + std::to_string(kSteps) + " 2>/dev/null";
        rows[at].own.push_back(own.cpuToCompletion);
        if (const auto figure = figureOf(peer, "cpu_us"))
            rows[at].peer.push_back(*figure);
        rows[at + 1].own.push_back(own.wallToCompletion);
        if (const auto figure = figureOf(peer, "wall_us"))
            rows[at + 1].peer.push_back(*figure);
        rows[at + 2].own.push_back(own.wallToCommit);
        at += 3;
    }
}

} // namespace

Bench engineBench()
{
    return {"engine", "empty steps, 100k: independent, chain, DAG of width 64, against StarPU dmda",
            measure};
}

const std::vector<Bench>& benches()
{
    static const std::vector<Bench> all = {engineBench(), operatorsBench(), queueBench(),
                                           startupBench(), vulkanBench()};
    return all;
}

} // namespace xpu::bench
