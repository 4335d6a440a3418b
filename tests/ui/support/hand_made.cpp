#include "tests/ui/support/hand_made.h"

#include <cmath>

namespace xpu::ui::test {

namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kNoon = 1'763'812'800LL * kSecond;

Candidate candidate(const std::string& device, double predicted, double spread, double joules)
{
    Candidate c;
    c.deviceId = device;
    c.predicted = Seconds(predicted);
    c.lo = Seconds(predicted - spread);
    c.hi = Seconds(predicted + spread);
    c.energy = Joules(joules);
    c.samples = 31;
    c.known = true;
    return c;
}

std::shared_ptr<const Why> someWhy()
{
    auto why = std::make_shared<Why>();
    why->chosenBy = "heft";
    why->reason = "Finishes first on vulkan:0, where its input already is (48 MiB).";
    why->candidates = {candidate("vulkan:0", 1.9, 0.3, 210), candidate("cpu", 7.4, 1.2, 480)};
    Candidate sandbox;
    sandbox.deviceId = "sandbox";
    sandbox.excluded = "runs commands only";
    why->candidates.push_back(sandbox);
    return why;
}

StepView step(int i)
{
    StepView view;
    view.id = "gauss[" + std::to_string(i) + "]";
    view.operation = "image.gauss";
    view.device = i % 3 == 0 ? "cpu" : "vulkan:0";
    Estimate estimate;
    estimate.run = Seconds(1.9);
    estimate.lo = Seconds(1.6);
    estimate.hi = Seconds(2.2);
    estimate.samples = 31;
    estimate.known = true;
    view.predicted = estimate;
    view.why = someWhy();
    view.bytesIn = Bytes(48 << 20);
    view.bytesOut = Bytes(12 << 20);
    if (i < 9) {
        view.state = StepState::Done;
        view.actual = Seconds(1.7 + 0.07 * i);
        view.startedUtcMicros = kNoon + i * 2 * kSecond;
        view.finishedUtcMicros = kNoon + i * 2 * kSecond + 1'800'000 + i * 70'000;
    } else if (i == 9) {
        view.state = StepState::Running;
        view.percent = 43;
    } else {
        view.blockedBy = "Waits for gauss[" + std::to_string(i - 1) + "].";
    }
    return view;
}

std::shared_ptr<TaskView> draft(const std::string& name, TaskState state, int position)
{
    auto view = std::make_shared<TaskView>();
    view->id = TaskId::generate();
    view->name = name;
    view->path = "/home/ana/work/" + name;
    view->sha256 = "9f2c5d1e0a7b4c3d8e6f9f2c5d1e0a7b4c3d8e6f9f2c5d1e0a7b4c3d8e6f41ab";
    view->state = state;
    view->position = position;
    view->submitter = "ana";
    view->submittedUtcMicros = kNoon;
    view->stepCount = 21;
    return view;
}

DeviceView device(const std::string& id, DeviceClass kind, const std::string& name)
{
    DeviceView view;
    view.info.id = id;
    view.info.driver = id.substr(0, id.find(':'));
    view.info.kind = kind;
    view.info.friendlyName = name;
    view.limit = 2_GiB;
    view.usage.used = 312_MiB;
    view.usage.peak = 540_MiB;
    view.usage.busy = Seconds(73.4);
    return view;
}

} // namespace

Row task(const std::string& name, TaskState state, int position)
{
    return draft(name, state, position);
}

Row withPosition(const Row& row, int position)
{
    auto copy = std::make_shared<TaskView>(*row);
    copy->position = position;
    return copy;
}

std::shared_ptr<const Snapshot> fullSnapshot()
{
    auto snapshot = std::make_shared<Snapshot>();
    auto running = draft("denoise-scans.xpu.toml", TaskState::Running, 1);
    auto steps = std::make_shared<std::vector<StepView>>();
    for (int i = 0; i < 21; ++i)
        steps->push_back(step(i));
    running->steps = steps;
    running->stepsDone = 9;
    running->devicesInUse = {"vulkan:0", "cpu"};
    running->remainingLo = Seconds(182);
    running->remainingHi = Seconds(246);
    running->predicted = Seconds(320);
    running->lowerBound = Seconds(301);
    running->energy = Joules(12400);
    auto queued = draft("pricing-sweep.xpu.toml", TaskState::Queued, 2);
    auto waiting = std::make_shared<std::vector<StepView>>();
    waiting->push_back(step(12));
    waiting->front().blockedBy = "waits for 6 GiB on vulkan:0";
    queued->steps = waiting;
    queued->predicted = Seconds(480);
    queued->energy = Joules(31000);
    auto held = draft("commands.xpu.toml", TaskState::Held, 3);
    held->needsApproval = true;
    held->approvalDigest = held->sha256;
    auto withCommands = std::make_shared<std::vector<StepView>>();
    withCommands->push_back(step(12));
    withCommands->front().id = "count";
    withCommands->front().commandLine = "/usr/bin/wc -l 'a file.txt'";
    held->steps = withCommands;
    auto rejected = draft("filter-v2.xpu.toml", TaskState::Rejected, 4);
    Diagnostic finding;
    finding.code = "E202";
    finding.line = 14;
    finding.column = 6;
    finding.holes = {{"operator", "gaus"}, {"near", "image.gauss"}};
    rejected->diagnostics = {finding};
    auto interrupted = draft("train-small.xpu.toml", TaskState::Interrupted, 5);
    interrupted->stepsDone = 12;
    auto done = draft("thumbs.xpu.toml", TaskState::Done, 6);
    done->stepsDone = 21;
    done->makespan = Seconds(41.2);
    done->energy = Joules(900);
    auto failed = draft("merge.xpu.toml", TaskState::Failed, 7);
    failed->stepsFailed = 1;
    failed->stepsDone = 3;
    auto broken = std::make_shared<std::vector<StepView>>();
    broken->push_back(step(12));
    broken->front().state = StepState::Failed;
    broken->front().error =
        StepError{"E303", "in.png holds fewer bytes than its header says", 9, 3};
    failed->steps = broken;
    snapshot->queue = {running, queued, held, rejected, interrupted, done, failed};
    snapshot->devices = {device("host", DeviceClass::Host, "files"),
                         device("sandbox", DeviceClass::Cpu, "bubblewrap"),
                         device("cpu", DeviceClass::Cpu, "AMD EPYC, 2 threads"),
                         device("vulkan:0", DeviceClass::Gpu, "llvmpipe (LLVM 15.0.6, 256 bits)"),
                         device("vulkan:1", DeviceClass::Gpu, "unknown adapter")};
    snapshot->devices[3].info.label = "software";
    snapshot->devices[3].now = {"gauss[9]"};
    snapshot->devices[3].inFlight = 1;
    snapshot->devices[4].info.unusableReason = "The self-test gave a wrong sum.";
    return snapshot;
}

std::vector<std::shared_ptr<const TelemetryFrame>> frames(int seconds)
{
    constexpr double kGiB = 1024.0 * 1024 * 1024;
    const auto sensors = std::make_shared<const std::vector<SensorInfo>>(std::vector<SensorInfo>{
        {"cpu.total", "CPU", "", Unit::Percent, "/proc/stat", 100},
        {"dev.vulkan:0.busy", "busy", "vulkan:0", Unit::Percent, "engine", 100},
        {"dev.cpu.busy", "busy", "cpu", Unit::Percent, "engine", 100},
        {"mem.used", "memory", "", Unit::Bytes, "/proc/meminfo", 24 * kGiB},
        {"dev.vulkan:0.used", "memory", "vulkan:0", Unit::Bytes, "engine", 2 * kGiB},
        {"dev.cpu.power", "power", "cpu", Unit::Watt, "model", 0},
        {"dev.vulkan:0.power", "power", "vulkan:0", Unit::Watt, "model", 0},
        {"latency.ready.p50", "p50", "", Unit::Second, "engine", 0},
        {"latency.ready.p95", "p95", "", Unit::Second, "engine", 0},
        {"latency.ready.p99", "p99", "", Unit::Second, "engine", 0}});
    std::vector<std::shared_ptr<const TelemetryFrame>> made;
    for (int tick = 0; tick <= seconds * 10; ++tick) {
        const double t = tick * 0.1;
        const double wave = std::sin(t * 0.7) * std::sin(t * 2.3);
        auto frame = std::make_shared<TelemetryFrame>();
        frame->at = Seconds(1000 + t);
        frame->sensors = sensors;
        const auto add = [&](double value, Quality quality) {
            frame->samples.push_back({value, quality});
        };
        add(64 + 18 * wave, Quality::Measured);
        add(88 + 9 * std::cos(t), Quality::Measured);
        add(20 + 8 * wave, Quality::Measured);
        add((10.1 + 0.2 * wave) * kGiB, Quality::Measured);
        add((1.2 + 0.1 * std::cos(t * 0.3)) * kGiB, Quality::Measured);
        add(61 + 7 * wave, Quality::Modelled);
        add(133 + 12 * std::cos(t * 1.1), Quality::Modelled);
        add(0.0004 + 0.0001 * wave, Quality::Measured);
        add(0.0011 + 0.0003 * std::cos(t), Quality::Measured);
        add(0.0020 + 0.0005 * std::cos(t * 0.4), Quality::Measured);
        made.push_back(std::move(frame));
    }
    return made;
}

Settings lightEnglish()
{
    Settings settings;
    settings.language = "en";
    settings.theme = xpu::Theme::Light;
    return settings;
}

EngineDoor FakeEngine::door()
{
    EngineDoor door;
    door.send = [this](Command command, const CommandReply& reply) {
        commands.push_back(std::move(command));
        if (reply)
            reply(answer);
    };
    door.snapshot = [this] { return snapshot_.latest(); };
    door.onPublished = [this](std::function<void()> hook) { published_ = std::move(hook); };
    door.onRaise = [this](std::function<void()> hook) { raise_ = std::move(hook); };
    door.watch = [this](Attention wanted) { attention = wanted; };
    door.takeFrames = [this] {
        ++frameTakes;
        return std::exchange(waiting, {});
    };
    door.runs = [this](std::size_t offset, std::size_t limit, const auto& then) {
        ++runQueries;
        RunPage page;
        page.total = runs.size();
        page.offset = offset;
        for (std::size_t i = offset; i < std::min(runs.size(), offset + limit); ++i)
            page.rows.push_back(runs[i]);
        then(page);
    };
    door.sketchKernel = [this](const std::string& path, const auto& then) {
        sketched.push_back(path);
        then(sketch);
    };
    door.report = [this](const std::string& run, const auto& then) {
        const auto own = reports.find(run);
        then(own == reports.end() ? report : own->second);
    };
    door.samples = {"/samples/soften.xpu.toml", "/samples/numbers.xpu.toml",
                    "/samples/sweep.xpu.toml"};
    door.copySample = [](const std::string& sample, const auto& then) {
        then("/home/me" + sample);
    };
    door.standAt = [this](int row) { standsAt = row; };
    return door;
}

void FakeEngine::publish(std::shared_ptr<const Snapshot> snapshot)
{
    snapshot_.publish(std::move(snapshot));
    if (published_)
        published_();
}

} // namespace xpu::ui::test
