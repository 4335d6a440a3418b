#include "tests/support/engine_harness.h"

#include <QTest>

#include <set>

using namespace xpu;
using namespace xpu::test;

/// What a device is given before it is needed, and what has to leave when its memory is full.
class EngineMemoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatThePlanUsesLastLeavesFirst();
    void whatNoStepOfTheDeviceReadsAgainLeavesBeforeAll();
    void aWaitingDeviceCompilesForTheStepsToCome();
    void aDeviceWithWorkCompilesNothingAhead();
    void nothingIsCompiledForStepsThatRunElsewhere();
    void whatTheHostCannotHoldWaitsOnTheDisk();
    void aValueThatCannotBeWrittenOutStays();
    void inputsThatWaitForTheirStepAreNotTakenAwayForALaterOne();
};

namespace {

constexpr std::uint64_t kFourMiB = 1 << 20; // floats

/// A value made on the CPU.
std::uint32_t value(GraphMaker& maker, std::uint64_t floats = kFourMiB)
{
    maker.add("work", {}, floats).devices.pin = "cpu";
    return static_cast<std::uint32_t>(maker.graph().steps.size() - 1);
}

/// A step of the GPU that reads a value, after the one before it.
std::uint32_t reader(GraphMaker& maker, std::vector<std::uint32_t> from)
{
    maker.add("work", from).devices.pin = "gpu";
    return static_cast<std::uint32_t>(maker.graph().steps.size() - 1);
}

/// Finishes launches in turn until the GPU has begun the step called `name`.
const Launch* launched(EngineHarness& engine, const TaskId& task, const std::string& name)
{
    FakeDevice& gpu = engine.device(EngineHarness::Gpu);
    for (int i = 0; i < 200; ++i) {
        engine.calm();
        for (const StepView& step : *engine.task(task)->steps)
            if (step.id == name && step.state == StepState::Running && !gpu.waiting.empty())
                return &gpu.waiting.front();
        engine.finishOne();
    }
    return nullptr;
}

bool uploadsAFourMiBValue(const Launch& launch)
{
    return std::any_of(launch.inputs.begin(), launch.inputs.end(), [](const LaunchInput& input) {
        return input.host != nullptr && input.spec.bytes() >= 4_MiB;
    });
}

} // namespace

void EngineMemoryTest::whatThePlanUsesLastLeavesFirst()
{
    EngineHarness engine(":memory:", 1, 10_MiB); // room for two of the three values
    GraphMaker maker(engine.catalog);
    const std::uint32_t a = value(maker);
    const std::uint32_t b = value(maker);
    const std::uint32_t c = value(maker);
    std::uint32_t last = reader(maker, {a});
    last = reader(maker, {b, last});
    last = reader(maker, {c, last}); // a was used longest ago, but b is wanted later
    last = reader(maker, {a, last});
    const std::uint32_t again = last;
    last = reader(maker, {b, last});
    const TaskId task = engine.submit("/t", maker.make());
    const Launch* launch = launched(engine, task, "s" + std::to_string(again));
    QVERIFY(launch != nullptr);
    QVERIFY(!uploadsAFourMiBValue(*launch));
    launch = launched(engine, task, "s" + std::to_string(last));
    QVERIFY(launch != nullptr);
    QVERIFY(uploadsAFourMiBValue(*launch));
    engine.runToEnd();
    QVERIFY(engine.task(task)->state == TaskState::Done);
    QVERIFY(engine.device(EngineHarness::Gpu).complaints.empty());
}

void EngineMemoryTest::whatNoStepOfTheDeviceReadsAgainLeavesBeforeAll()
{
    EngineHarness engine(":memory:", 1, 10_MiB);
    GraphMaker maker(engine.catalog);
    const std::uint32_t a = value(maker);
    const std::uint32_t b = value(maker);
    const std::uint32_t c = value(maker);
    std::uint32_t last = reader(maker, {a});
    last = reader(maker, {b, last});
    last = reader(maker, {c, last});
    last = reader(maker, {a, last});
    // b is read again, but by the CPU, which has a copy of its own.
    maker.add("work", {b, last}).devices.pin = "cpu";
    const TaskId task = engine.submit("/t", maker.make());
    const Launch* launch = launched(engine, task, "s" + std::to_string(last));
    QVERIFY(launch != nullptr);
    QVERIFY(!uploadsAFourMiBValue(*launch));
}

void EngineMemoryTest::aWaitingDeviceCompilesForTheStepsToCome()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    const std::uint32_t before = value(maker);
    reader(maker, {before});
    const TaskId task = engine.submit("/t", maker.make());
    engine.calm();
    FakeDevice& gpu = engine.device(EngineHarness::Gpu);
    QCOMPARE(gpu.waiting.size(), std::size_t{0});
    QCOMPARE(gpu.prepared.size(), std::size_t{1});
    QVERIFY(gpu.prepared[0].work != nullptr);
    QCOMPARE(gpu.prepared[0].inputs.size(), std::size_t{1});
    QVERIFY(gpu.prepared[0].inputs[0].spec.bytes() == 4_MiB);
    engine.runToEnd();
    QVERIFY(engine.task(task)->state == TaskState::Done);
    QCOMPARE(gpu.prepared.size(), std::size_t{1});
}

void EngineMemoryTest::aDeviceWithWorkCompilesNothingAhead()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    const std::uint32_t first = reader(maker, {});
    reader(maker, {first});
    engine.submit("/t", maker.make());
    engine.runToEnd();
    QCOMPARE(engine.device(EngineHarness::Gpu).prepared.size(), std::size_t{0});
}

void EngineMemoryTest::nothingIsCompiledForStepsThatRunElsewhere()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    const std::uint32_t before = value(maker);
    maker.add("work", {before}, 32).devices.pin = "cpu";
    engine.submit("/t", maker.make());
    engine.runToEnd();
    QCOMPARE(engine.device(EngineHarness::Gpu).prepared.size(), std::size_t{0});
}

namespace {

constexpr std::uint64_t kSixtyFourMiB = 16 << 20; // floats; the host has room for four

/// Values that are all made before any is read, each by a step of its own.
std::shared_ptr<TaskGraph> manyValues(EngineHarness& engine, std::uint32_t count)
{
    GraphMaker maker(engine.catalog);
    for (std::uint32_t i = 0; i < count; ++i)
        value(maker, kSixtyFourMiB);
    for (std::uint32_t i = 0; i < count; ++i) {
        Step& reader = maker.add("work", {i});
        reader.devices.pin = "cpu";
        for (std::uint32_t other = 0; other < count; ++other)
            maker.after(other);
    }
    return maker.make();
}

/// File of a load or a save that the host waits with; empty for others.
std::string fileOf(const Launch& launch, const char* op)
{
    const auto* work = launch.work ? std::get_if<OperatorWork>(launch.work.get()) : nullptr;
    return work != nullptr && work->op->name == op ? work->file : std::string();
}

struct Traffic {
    std::set<std::string> written;
    std::size_t read = 0;
    bool readUnwritten = false;
};

/// Runs the task to its end and looks on at what goes to the disk and comes back.
Traffic runAndWatch(EngineHarness& engine, bool diskFull = false)
{
    Traffic traffic;
    for (int i = 0; i < 500; ++i) {
        engine.calm();
        FakeDevice& host = engine.device(EngineHarness::Host);
        if (host.waiting.empty()) {
            if (!engine.finishOne())
                break;
            continue;
        }
        const std::string saved = fileOf(host.waiting.front(), "file.save");
        const std::string loaded = fileOf(host.waiting.front(), "file.load");
        if (!saved.empty() && !diskFull)
            traffic.written.insert(saved);
        if (!loaded.empty()) {
            ++traffic.read;
            traffic.readUnwritten = traffic.readUnwritten || !traffic.written.contains(loaded);
        }
        host.finish(0, diskFull ? std::optional(LaunchError{Errc::NoSpace, "full", {}})
                                : std::nullopt);
    }
    return traffic;
}

} // namespace

void EngineMemoryTest::whatTheHostCannotHoldWaitsOnTheDisk()
{
    EngineHarness engine(":memory:");
    const TaskId task = engine.submit("/t", manyValues(engine, 7));
    const Traffic traffic = runAndWatch(engine);
    QVERIFY(engine.task(task)->state == TaskState::Done);
    QVERIFY(!traffic.written.empty());
    QCOMPARE(traffic.read, traffic.written.size());
    QVERIFY(!traffic.readUnwritten);
    QVERIFY(engine.device(EngineHarness::Host).complaints.empty());
}

void EngineMemoryTest::aValueThatCannotBeWrittenOutStays()
{
    EngineHarness engine(":memory:");
    const TaskId task = engine.submit("/t", manyValues(engine, 7));
    const Traffic traffic = runAndWatch(engine, true);
    QVERIFY(engine.task(task)->state == TaskState::Failed); // said so, not waited for ever
    QCOMPARE(traffic.read, std::size_t{0});
}

void EngineMemoryTest::inputsThatWaitForTheirStepAreNotTakenAwayForALaterOne()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    for (int i = 0; i < 6; ++i)
        value(maker, kSixtyFourMiB);
    const std::vector<std::vector<std::uint32_t>> readers = {
        {0, 1, 2}, {2, 3, 4}, {3, 4, 5}, {0, 1, 5}};
    for (const std::vector<std::uint32_t>& from : readers) {
        maker.add("work", from).devices.pin = "cpu";
        for (std::uint32_t other = 0; other < 6; ++other)
            maker.after(other);
    }
    const TaskId task = engine.submit("/t", maker.make());
    const Traffic traffic = runAndWatch(engine);
    QVERIFY(engine.task(task)->state == TaskState::Done);
    QVERIFY2(traffic.read <= 12, qPrintable(QString::number(traffic.read)));
}

QTEST_APPLESS_MAIN(EngineMemoryTest)
#include "engine_memory_test.moc"
