#include "compute/operators/catalog.h"
#include "compute/vulkan/probe.h"
#include "tests/bench/bench.h"
#include "tests/bench/raw_submit.h"
#include "tests/bench/tbb_loops.h"
#include "tests/compute/operators/device_runner.h"

#include <chrono>
#include <cstring>
#include <numeric>

namespace xpu::bench {
namespace {

using tests::DeviceRunner;
using tests::Value;

constexpr std::size_t kCount = std::size_t{1} << 22;
constexpr std::size_t kSide = 1024;
constexpr std::uint64_t kGemm = 512;
constexpr int kTimes = 5;
constexpr int kSmallTimes = 200;
constexpr int kChain = 100;

double milliseconds(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

/// Median of some, after one that warms up.
double typical(const std::function<double()>& measure, int times = kTimes)
{
    measure();
    std::vector<double> all;
    for (int i = 0; i < times; ++i)
        all.push_back(measure());
    return median(std::move(all));
}

std::vector<float> numbers(std::size_t count)
{
    std::vector<float> all(count);
    for (std::size_t i = 0; i < count; ++i)
        all[i] = static_cast<float>(i * 7919 % 1009) / 1009.0F;
    return all;
}

Value valueOf(const std::string& port, Shape shape, std::span<const float> values)
{
    auto block = HostBlock::allocate(Bytes(values.size_bytes())).value();
    std::memcpy(block->data(), values.data(), values.size_bytes());
    return {port, {DType::F32, shape}, block};
}

/// The first Vulkan device, running operators.
class Gpu {
public:
    explicit Gpu(std::unique_ptr<Device> device) : device_(std::move(device)), runner_(*device_) {}

    /// Milliseconds the device works on an operator, copies left out.
    double run(const std::string& name, const std::vector<Value>& inputs, const Params& params)
    {
        const OperatorInfo& op = *operators::BuiltinCatalog::instance().find(name);
        std::vector<PortSpec> ports;
        for (const Value& v : inputs)
            ports.push_back({v.port, v.spec});
        return typical([&] {
            return runner_.run(op, inputs, op.infer(ports, params).value(), params).run.count()
                   * 1e3;
        });
    }

    /// Milliseconds until so many small steps, each reading what the former wrote, have ended.
    double chain(int length)
    {
        const Value x = valueOf("x", {256}, numbers(256));
        const BufferId first(900'000);
        const LaunchInput in{"x", first, x.spec, x.data};
        runner_.wait(runner_.submit(step(in, BufferId(first.value + 1))));
        const double spent = milliseconds([&] {
            LaunchId last;
            for (int i = 0; i < length; ++i) {
                const auto at = first.value + static_cast<std::uint64_t>(i);
                last = runner_.submit(step({"x", BufferId(at), x.spec, nullptr}, BufferId(at + 1)));
            }
            for (int i = length; i-- > 0;)
                runner_.wait(LaunchId(last.value - static_cast<std::uint64_t>(i)));
        });
        Launch cleanUp;
        for (int i = 0; i <= length; ++i)
            cleanUp.release.push_back(BufferId(first.value + static_cast<std::uint64_t>(i)));
        runner_.wait(runner_.submit(std::move(cleanUp)));
        return spent;
    }

    /// Milliseconds a value takes to the device; 0 bytes the second time.
    double upload(const Value& x)
    {
        Launch launch;
        launch.inputs = {{"x", BufferId(800'000), x.spec, x.data}};
        const Completion done = runner_.wait(runner_.submit(std::move(launch)));
        Launch cleanUp;
        cleanUp.release = {BufferId(800'000)};
        runner_.wait(runner_.submit(std::move(cleanUp)));
        return done.transfer.count() * 1e3;
    }

    double peakFlops() const { return device_->info().peakFlops; }

private:
    static Launch step(const LaunchInput& x, BufferId y)
    {
        OperatorWork work;
        work.op = operators::BuiltinCatalog::instance().find("map");
        work.params = {{"expr", std::string("x + 1")}};
        Launch launch;
        launch.work = std::make_shared<const Work>(std::move(work));
        launch.inputs = {x};
        launch.outputs = {{"y", y, x.spec}};
        return launch;
    }

    std::unique_ptr<Device> device_;
    DeviceRunner runner_;
};

void add(Row& row, double own, double peer)
{
    row.own.push_back(own);
    row.peer.push_back(peer);
}

void measureOperators(Gpu& gpu, std::vector<Row>& rows)
{
    const auto x = numbers(kCount);
    const auto added = numbers(kCount);
    const auto picture = numbers(kSide * kSide);
    const std::vector<float> weights(25, 0.04F);
    std::vector<float> y(kCount);
    std::vector<std::uint32_t> bins(256);
    double total = 0;
    const auto loop = [](const std::function<void()>& work) {
        return typical([&] { return milliseconds(work); });
    };
    const Value line = valueOf("x", {kCount}, x);
    add(rows[0],
        gpu.run("map", {line, valueOf("b", {kCount}, added)},
                {{"expr", std::string("2.5 * x + b")}}),
        loop([&] { loops::saxpy(x, added, y); }));
    add(rows[1], gpu.run("reduce", {line}, {{"fn", std::string("sum")}}),
        loop([&] { total += loops::sum(x); }));
    add(rows[2],
        gpu.run("stencil2d", {valueOf("x", {kSide, kSide}, picture)},
                {{"weights", std::vector<double>(25, 0.04)}}),
        loop([&] { loops::convolve(picture, kSide, weights, y); }));
    add(rows[3], gpu.run("histogram", {line}, {{"min", 0.0}, {"max", 1.0}}),
        loop([&] { loops::histogram(x, bins); }));
    const Value a = valueOf("a", {kGemm, kGemm}, numbers(kGemm * kGemm));
    const Value b = valueOf("b", {kGemm, kGemm}, numbers(kGemm * kGemm));
    const double flops = 2.0 * kGemm * kGemm * kGemm;
    add(rows[4], gpu.run("gemm", {a, b}, {}), flops / gpu.peakFlops() * 1e3);
    if (total < 0) // read, so that no compiler leaves the sums out
        rows.clear();
}

void measureSubmissions(Gpu& gpu, const RawSubmit& raw, std::vector<Row>& rows)
{
    const double submit = typical([&] { return raw.seconds() * 1e3; }, kSmallTimes);
    add(rows[5], typical([&] { return gpu.chain(1); }, kSmallTimes), submit);
    add(rows[6], typical([&] { return gpu.chain(kChain); }), kChain * submit);
    const Value x = valueOf("x", {kCount}, numbers(kCount));
    std::vector<std::byte> to(x.spec.bytes().count);
    add(rows[7], typical([&] { return gpu.upload(x); }), typical([&] {
            return milliseconds([&] { std::memcpy(to.data(), x.data->data(), to.size()); });
        }));
}

void measure(std::vector<Row>& rows)
{
    static const auto raw = RawSubmit::make();
    if (rows.empty()) {
        const std::string tbb = "the same in oneTBB loops";
        const std::string submit = "vkQueueSubmit + fence";
        rows = {{"map 2.5 x + b, 4 M elements, ms", tbb, 1 / 0.45, {}, {}},
                {"reduce sum, 4 M elements, ms", tbb, 1 / 0.2, {}, {}},
                {"stencil2d 5 x 5 of 1024 x 1024, ms", tbb, 1 / 0.25, {}, {}},
                {"histogram of 4 M elements, ms", tbb, 1 / 0.1, {}, {}},
                {"gemm 512, ms", "at the device's f32 peak", std::nullopt, {}, {}},
                {"one small step, ms", submit, 1.05, {}, {}},
                {"a chain of 100 small steps, ms", "100 times " + submit, 0.1, {}, {}},
                {"upload of 16 MiB, ms", "memcpy of one thread", 1 / 0.95, {}, {}}};
    }
    if (raw == nullptr)
        return;
    static Gpu gpu(std::move(vulkan::probe().front()));
    measureOperators(gpu, rows);
    measureSubmissions(gpu, *raw, rows);
}

} // namespace

Bench vulkanBench()
{
    return {"vulkan", "operators against oneTBB, submissions against raw Vulkan, uploads", measure};
}

} // namespace xpu::bench
