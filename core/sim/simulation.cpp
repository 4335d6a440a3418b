#include "core/sim/simulation.h"

#include "core/engine/engine_core.h"
#include "core/sim/simulated_device.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace xpu::sim {
namespace {

/// Rounds without progress after which a simulation is given up.
constexpr int kMostIdleRounds = 10'000;

/// The clock never stands still between two rounds without a message, as no real one does.
constexpr Seconds kTick{1e-7};

/// The simulated disk holds nothing that was made before.
class EmptyDisk final : public FileFacts {
public:
    std::optional<history::FileStamp> stamp(const std::string&) override { return std::nullopt; }
    std::string digest(const std::string&) override { return {}; }
};

DeviceSpec hostSpec(const Machine& machine)
{
    DeviceSpec spec;
    spec.info.id = spec.info.driver = "host";
    spec.info.kind = DeviceClass::Host;
    spec.info.friendlyName = "files";
    spec.info.label = "simulated";
    spec.info.memory = machine.hostMemory;
    spec.info.inOrder = true;
    return spec;
}

int threadsOf(const Machine& machine)
{
    int threads = 1;
    for (const DeviceSpec& spec : machine.devices)
        if (spec.info.kind == DeviceClass::Cpu)
            threads = std::max(threads, spec.info.threads);
    return threads;
}

DeviceSpec sandboxSpec(const Machine& machine)
{
    DeviceSpec spec;
    spec.info.id = spec.info.driver = "sandbox";
    spec.info.kind = DeviceClass::Cpu;
    spec.info.friendlyName = "commands";
    spec.info.label = "simulated";
    spec.info.memory = machine.hostMemory;
    spec.info.threads = threadsOf(machine);
    return spec;
}

} // namespace

/// Clock, devices and engine, and the messages between them.
class Simulation::World {
public:
    World(Machine machine, const OperatorCatalog& catalog, std::uint64_t seed,
          std::int64_t utcMicros)
        : machine_(std::move(machine)), clock_(utcMicros), core_(parts(catalog, seed), seams())
    {
        core_.recover({});
        core_.startDevices({[this](Completion done) { completed_.push_back(std::move(done)); },
                            [](LaunchId, double) {}});
    }

    std::vector<SimulatedDevice*> devices;

    void submit(const std::shared_ptr<const TaskGraph>& graph)
    {
        core_.submitGraph(graph, [](const Result<Applied>&) {});
    }

    /// Lets time pass until nothing is to come; false when it goes on without end.
    bool runToEnd()
    {
        for (int still = 0; still < kMostIdleRounds;) {
            if (round()) {
                still = 0;
                continue;
            }
            Seconds next = core_.nextDue();
            for (const SimulatedDevice* device : devices)
                next = std::min(next, device->nextEnd());
            if (!std::isfinite(next.count()))
                return core_.idle();
            still = next > clock_.now() ? 0 : still + 1;
            clock_.advanceTo(std::max(next, clock_.now() + kTick));
            for (SimulatedDevice* device : devices)
                device->endDue();
            if (!completed_.empty())
                lastEnd_ = clock_.now();
        }
        return false;
    }
    Seconds lastEnd() const { return lastEnd_; }
    std::shared_ptr<const Snapshot> snapshot() const { return core_.snapshot(); }
    Seconds now() const { return clock_.now(); }
    std::vector<DeviceShare> shares() const
    {
        std::vector<DeviceShare> all;
        for (const SimulatedDevice* device : devices)
            all.push_back({device->info().id, device->launches(), device->usage().busy});
        return all;
    }

private:
    /// One turn of the engine's loop; true when there were messages.
    bool round()
    {
        auto messages = std::exchange(messages_, {});
        auto completed = std::exchange(completed_, {});
        const bool busy = !messages.empty() || !completed.empty();
        core_.tick();
        for (auto& message : messages)
            message();
        core_.completed(completed);
        core_.step();
        return busy || !messages_.empty() || !completed_.empty();
    }
    EngineParts parts(const OperatorCatalog& catalog, std::uint64_t seed)
    {
        using Work = SimulatedDevice::Work;
        EngineParts p;
        const auto add = [&](DeviceSpec spec, Work work) {
            const std::uint64_t own = seed * 0x9E3779B97F4A7C15U + devices.size();
            auto made =
                std::make_unique<SimulatedDevice>(std::move(spec), work, machine_, clock_, own);
            devices.push_back(made.get());
            p.devices.push_back(std::move(made));
        };
        add(hostSpec(machine_), Work::Files);
        add(sandboxSpec(machine_), Work::Commands);
        for (const DeviceSpec& spec : machine_.devices)
            add(spec, Work::Operators);
        p.catalog = &catalog;
        p.clock = &clock_;
        p.seed = seed;
        return p;
    }
    EngineSeams seams()
    {
        EngineSeams s;
        s.append = [](const history::Records&, history::Durability, bool,
                      const history::Writer::Done& done) { done({}); };
        s.runJob = [](const std::function<void()>& job) { job(); };
        s.post = [this](std::function<void()> message) { messages_.push_back(std::move(message)); };
        s.read = [](const std::string& path) -> Result<TaskSource> {
            return fail(Errc::Unsupported, path);
        };
        s.check = [](const TaskSource&, const CheckContext&) { return CheckResult{}; };
        s.made = [](const std::vector<std::string>&,
                    const std::function<void(history::MadeFiles)>& then) { then({}); };
        s.files = std::make_shared<EmptyDisk>();
        return s;
    }

    const Machine machine_;
    VirtualClock clock_;
    std::vector<std::function<void()>> messages_;
    std::vector<Completion> completed_;
    Seconds lastEnd_{0}; ///< of a launch
    EngineCore core_;
};

Simulation::Simulation(Machine machine, const OperatorCatalog& catalog, std::uint64_t seed,
                       std::int64_t utcMicros)
    : world_(std::make_unique<World>(std::move(machine), catalog, seed, utcMicros))
{}

Simulation::~Simulation() = default;

std::vector<DeviceInfo> Simulation::devices() const
{
    std::vector<DeviceInfo> infos;
    for (const SimulatedDevice* device : world_->devices)
        infos.push_back(device->info());
    return infos;
}

Result<Simulation::Outcome>
Simulation::run(const std::vector<std::shared_ptr<const TaskGraph>>& tasks)
{
    // An engine that has nothing to do measures every operator on every device first.
    if (!world_->runToEnd())
        return fail(Errc::Internal, "the devices could not be measured");
    std::vector<DeviceShare> before = world_->shares();
    for (const auto& graph : tasks)
        world_->submit(graph);
    const Seconds began = world_->now();
    if (!world_->runToEnd())
        return fail(Errc::Internal, "the simulation came to a halt");
    Outcome outcome;
    outcome.took = std::max(Seconds{0}, world_->lastEnd() - began);
    outcome.snapshot = world_->snapshot();
    outcome.shares = world_->shares();
    for (std::size_t d = 0; d < outcome.shares.size(); ++d) {
        outcome.shares[d].launches -= before[d].launches;
        outcome.shares[d].busy -= before[d].busy;
    }
    return outcome;
}

} // namespace xpu::sim
