#include "tests/support/engine_harness.h"

#include <QTest>

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
};

namespace {

constexpr std::uint64_t kFourMiB = 1 << 20; // floats

/// A value made on the CPU.
std::uint32_t value(GraphMaker& maker)
{
    maker.add("work", {}, kFourMiB).devices.pin = "cpu";
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

QTEST_APPLESS_MAIN(EngineMemoryTest)
#include "engine_memory_test.moc"
