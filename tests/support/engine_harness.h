#pragma once

#include "core/engine/engine_core.h"
#include "core/history/store.h"
#include "tests/support/fake_device.h"
#include "tests/support/fake_files.h"
#include "tests/support/graph_maker.h"
#include "tests/support/manual_clock.h"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <random>
#include <string>

namespace xpu::test {

/// An engine without threads: jobs, messages, commits and completions happen when the test says so,
/// and a seed decides the order where a test does not care. Destroying it is a kill: nothing is
/// saved that was not committed.
class EngineHarness {
public:
    enum { Host, Sandbox, Cpu, Gpu };

    explicit EngineHarness(const std::string& database, std::uint64_t seed = 1,
                           Bytes gpuMemory = 64_MiB, bool probed = false,
                           std::shared_ptr<FakeFiles> disk = std::make_shared<FakeFiles>())
        : files(std::move(disk)),
          random(seed),
          catalog(probed),
          store(*history::Store::open(database)),
          core_(parts(gpuMemory), seams())
    {
        auto restart = Restart{*store->recover(), {}, *store->experience()};
        core_.recover(std::move(restart));
        core_.startDevices({[this](Completion done) { completions_.push_back(std::move(done)); },
                            [](LaunchId, double) {}});
    }

    EngineCore& core() { return core_; }
    FakeDevice& device(std::size_t d) { return *devices_[d]; }

    /// One turn of the engine's loop.
    void round()
    {
        core_.tick();
        for (auto& message : std::exchange(messages_, {}))
            message();
        core_.completed(completions_);
        core_.step();
    }
    void runSomeJob()
    {
        if (jobs.empty())
            return;
        auto job = std::move(jobs.front());
        jobs.pop_front();
        job();
    }
    /// Turns the loop until only launches (and held commits) could bring something new.
    void calm()
    {
        for (int i = 0; i < 64; ++i) {
            while (!jobs.empty()) {
                auto job = std::move(jobs.front());
                jobs.pop_front();
                job();
            }
            round();
            clock.advance(Seconds(0.06));
        }
    }
    /// Adds the graph as the file `path` and waits for the answer.
    TaskId submit(const std::string& path, std::shared_ptr<const TaskGraph> graph,
                  bool held = false)
    {
        graphs[path] = std::move(graph);
        command::Submit submit;
        submit.paths = {path};
        submit.held = held;
        return send(submit).value().tasks.front();
    }
    Result<Applied> send(Command command)
    {
        auto answer = std::make_shared<std::optional<Result<Applied>>>();
        messages_.push_back([this, answer, command] {
            core_.command(command, {}, [answer](Result<Applied> r) { *answer = std::move(r); });
        });
        calm();
        return answer->value_or(fail(Errc::Timeout, "no answer"));
    }
    /// Finishes launches in random order until nothing is left to do.
    void runToEnd(double failing = 0)
    {
        std::uniform_real_distribution<double> chance(0, 1);
        for (int i = 0; i < 20'000 && !core_.idle(); ++i) {
            finishOne(chance(random) < failing);
            runSomeJob();
            round();
            clock.advance(Seconds(0.01));
        }
    }
    bool finishOne(bool failing = false)
    {
        std::vector<std::pair<std::size_t, std::size_t>> open;
        for (std::size_t d = 0; d < devices_.size(); ++d)
            for (std::size_t i = 0; i < devices_[d]->waiting.size(); ++i)
                if (d == Sandbox || i == 0) // others work in order
                    open.emplace_back(d, i);
        if (open.empty())
            return false;
        const auto [d, i] = open[random() % open.size()];
        const bool real = devices_[d]->waiting[i].work != nullptr;
        if (failing && real)
            devices_[d]->finish(i, LaunchError{Errc::DeviceFailed, "made to fail", {}});
        else
            devices_[d]->finish(i);
        return true;
    }
    std::shared_ptr<const TaskView> task(const TaskId& id)
    {
        calm();
        for (const auto& view : core_.snapshot()->queue)
            if (view->id == id)
                return view;
        return nullptr;
    }
    StepView step(const TaskId& id, std::size_t s) { return task(id)->steps->at(s); }

    std::shared_ptr<FakeFiles> files;
    std::mt19937_64 random;
    ManualClock clock;
    FakeCatalog catalog;
    std::unique_ptr<history::Store> store;
    std::map<std::string, std::shared_ptr<const TaskGraph>> graphs; ///< by path, "rejects" = error
    std::int64_t checkedAtUtcMicros = 0; ///< what the last check took for now
    std::optional<Error> diskRefuses;
    bool holdCommits = false; ///< collect in `heldCommits` instead of answering
    std::deque<std::function<void()>> heldCommits;
    std::deque<std::function<void()>> jobs;
    std::size_t commits = 0;

private:
    EngineParts parts(Bytes gpuMemory)
    {
        EngineParts p;
        const auto add = [&](const char* id, DeviceClass kind, bool shares, Bytes memory) {
            DeviceInfo info;
            info.id = id;
            info.driver = std::string(id).substr(0, std::string(id).find(':'));
            info.kind = kind;
            info.sharesHostMemory = shares;
            info.inOrder = kind == DeviceClass::Gpu || info.id == "cpu";
            info.memory = memory;
            info.threads = 4;
            info.peakFlops = 1e10;
            info.peakBandwidth = 1e10;
            info.idlePower = Watts(5);
            info.maxPower = Watts(50);
            auto device = std::make_unique<FakeDevice>(info);
            devices_.push_back(device.get());
            p.devices.push_back(std::move(device));
        };
        add("host", DeviceClass::Host, true, 256_MiB);
        add("sandbox", DeviceClass::Cpu, true, 256_MiB);
        add("cpu", DeviceClass::Cpu, true, 256_MiB);
        add("vulkan:0", DeviceClass::Gpu, false, gpuMemory);
        p.catalog = &catalog;
        p.clock = &clock;
        return p;
    }
    EngineSeams seams()
    {
        EngineSeams s;
        s.append = [this](history::Records records, history::Durability durability, bool,
                          history::Writer::Done done) {
            auto commit = [this, records = std::move(records), durability, done = std::move(done)] {
                if (diskRefuses)
                    return done(tl::unexpected(*diskRefuses));
                ++commits;
                done(store->append(*records, durability));
            };
            if (holdCommits)
                heldCommits.push_back(std::move(commit));
            else
                commit();
        };
        s.runJob = [this](std::function<void()> job) { jobs.push_back(std::move(job)); };
        s.post = [this](std::function<void()> message) { messages_.push_back(std::move(message)); };
        s.made = [this](std::vector<std::string> paths,
                        std::function<void(history::MadeFiles)> then) {
            then(store->made(paths).value_or(history::MadeFiles{}));
        };
        s.files = files;
        s.read = [](const std::string& path) {
            TaskSource source;
            source.path = path;
            source.text = "content of " + path;
            source.sha256 = std::to_string(std::hash<std::string>{}(path));
            return Result<TaskSource>(source);
        };
        s.check = [this](const TaskSource& source, const CheckContext& context) {
            checkedAtUtcMicros = context.nowUtcMicros;
            CheckResult result;
            result.name = source.path;
            const auto at = graphs.find(source.path);
            if (at != graphs.end())
                result.graph = at->second;
            else
                result.diagnostics.push_back({"E105", Severity::Error, 3, 1, {}, {}});
            return result;
        };
        return s;
    }
    std::vector<FakeDevice*> devices_;
    std::deque<std::function<void()>> messages_;
    std::vector<Completion> completions_;
    EngineCore core_;
};

/// A task of one step, for tests that care about the queue alone.
inline std::shared_ptr<TaskGraph> oneStep(EngineHarness& engine)
{
    GraphMaker maker(engine.catalog);
    maker.add("work", {}).devices.pin = "cpu";
    return maker.make();
}

} // namespace xpu::test
