#include "tests/support/engine_harness.h"

#include <QTest>

#include <numeric>

using namespace xpu;
using namespace xpu::test;

/// Steps done in pieces: by several devices together, or because they are too large for one.
class EngineDividedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void freeDevicesShareALongStep();
    void aShortStepIsNotShared();
    void theResultIsPutTogetherRowByRow();
    void aDeviceThatFailsLeavesItsRowsToTheOthers();
    void theStepFailsWhenNoDeviceIsLeft();
    void cancellingWaitsForThePiecesUnderWay();
    void aDeviceWithWorkOfItsOwnIsLeftAlone();
    void aStepLargerThanItsDeviceGoesThroughInPieces();
    void aSoftwareDeviceDoesNotTakeTheThreadsOfTheCpu();
    void piecesOfAStepThatWritesAFileWaitUntilItsStartIsOnTheDisk();
};

namespace {

using H = EngineHarness;

/// x with numbers in it, and a step that passes them on row by row.
/// @param flops  at 1e10 a second of every device
std::shared_ptr<TaskGraph> numbers(H& engine, std::uint64_t rows, double flops,
                                   const std::string& pin = {})
{
    GraphMaker maker(engine.catalog);
    maker.add("work", {}, rows).devices.pin = "cpu";
    Step& step = maker.add("rows", {0}, rows);
    step.cost = {flops, 1e4, Bytes{}};
    step.devices.pin = pin;
    return maker.make();
}

/// The first step is done: its value is 0, 1, 2, ...
void makeNumbers(H& engine, std::uint64_t rows)
{
    auto block = *HostBlock::allocate(Bytes(rows * sizeof(float)));
    std::iota(block->as<float>().begin(), block->as<float>().end(), 0.0F);
    engine.calm();
    engine.device(H::Cpu).next = block;
    engine.device(H::Cpu).finish(0);
    engine.device(H::Cpu).next = nullptr;
    engine.calm();
}

std::size_t waitingOn(H& engine, std::size_t device)
{
    return engine.device(device).waiting.size();
}

/// Finishes pieces in turn; what the task's second step made is checked by the fake's own copying.
void finishAll(H& engine)
{
    for (int i = 0; i < 5000 && engine.finishOne(); ++i)
        engine.calm();
}

} // namespace

void EngineDividedTest::freeDevicesShareALongStep()
{
    H engine(":memory:");
    const TaskId task = engine.submit("/a", numbers(engine, 4096, 1e10)); // a second on either
    makeNumbers(engine, 4096);
    QVERIFY(waitingOn(engine, H::Cpu) > 0);
    QVERIFY(waitingOn(engine, H::Gpu) > 0);
    const std::uint64_t cpu = engine.device(H::Cpu).waiting.front().outputs[0].spec.shape[0];
    const std::uint64_t gpu = engine.device(H::Gpu).waiting.front().outputs[0].spec.shape[0];
    QVERIFY(cpu + gpu < 4096); // more is to come, by who is faster
    finishAll(engine);
    QVERIFY(engine.step(task, 1).state == StepState::Done);
    QVERIFY(engine.device(H::Gpu).complaints.empty());
}

void EngineDividedTest::aShortStepIsNotShared()
{
    H engine(":memory:");
    engine.submit("/a", numbers(engine, 4096, 1e7)); // a millisecond
    makeNumbers(engine, 4096);
    QCOMPARE(waitingOn(engine, H::Cpu) + waitingOn(engine, H::Gpu), 1U);
}

void EngineDividedTest::theResultIsPutTogetherRowByRow()
{
    H engine(":memory:");
    GraphMaker maker(engine.catalog);
    maker.add("work", {}, 4096).devices.pin = "cpu";
    maker.add("rows", {0}, 4096).cost = {1e10, 1e4, Bytes{}};
    maker.add("work", {1}, 16).devices.pin = "cpu";
    engine.submit("/a", maker.make());
    makeNumbers(engine, 4096);
    for (int i = 0; i < 5000; ++i) {
        const auto& cpu = engine.device(H::Cpu).waiting;
        if (!cpu.empty() && cpu.front().inputs.size() == 1
            && cpu.front().outputs[0].spec.shape[0] == 16 && !cpu.front().outputs[0].into) {
            const auto values = cpu.front().inputs[0].host->as<const float>();
            for (std::size_t r = 0; r < values.size(); ++r)
                QCOMPARE(values[r], static_cast<float>(r));
            return;
        }
        engine.finishOne();
        engine.calm();
    }
    QFAIL("the step that reads the result never began");
}

void EngineDividedTest::aDeviceThatFailsLeavesItsRowsToTheOthers()
{
    H engine(":memory:");
    const TaskId task = engine.submit("/a", numbers(engine, 4096, 1e10));
    makeNumbers(engine, 4096);
    engine.device(H::Gpu).finish(0, LaunchError{Errc::DeviceLost, "made to fail", {}});
    engine.calm();
    finishAll(engine);
    QVERIFY(engine.step(task, 1).state == StepState::Done);
}

void EngineDividedTest::theStepFailsWhenNoDeviceIsLeft()
{
    H engine(":memory:");
    const TaskId task = engine.submit("/a", numbers(engine, 4096, 1e10));
    makeNumbers(engine, 4096);
    for (int i = 0; i < 100; ++i) {
        for (const std::size_t d : {H::Cpu, H::Gpu})
            if (waitingOn(engine, d) > 0)
                engine.device(d).finish(0, LaunchError{Errc::DeviceFailed, "made to fail", {}});
        engine.calm();
    }
    QVERIFY(engine.step(task, 1).state == StepState::Failed);
    QVERIFY(engine.task(task)->state == TaskState::Failed);
}

void EngineDividedTest::cancellingWaitsForThePiecesUnderWay()
{
    H engine(":memory:");
    const TaskId task = engine.submit("/a", numbers(engine, 4096, 1e10));
    makeNumbers(engine, 4096);
    const std::size_t out = waitingOn(engine, H::Cpu) + waitingOn(engine, H::Gpu);
    QVERIFY(engine.send(command::Cancel{{task}}).has_value());
    QCOMPARE(engine.device(H::Cpu).cancelled.size() + engine.device(H::Gpu).cancelled.size(), out);
    for (const std::size_t d : {H::Cpu, H::Gpu})
        while (waitingOn(engine, d) > 0) {
            engine.device(d).finish(0, LaunchError{Errc::Cancelled, {}, {}});
            engine.calm();
        }
    QVERIFY(engine.task(task)->state == TaskState::Cancelled);
}

void EngineDividedTest::aDeviceWithWorkOfItsOwnIsLeftAlone()
{
    H engine(":memory:");
    GraphMaker maker(engine.catalog);
    maker.add("work", {}, 4096).devices.pin = "cpu";
    maker.add("rows", {0}, 4096).cost = {1e10, 1e4, Bytes{}};
    maker.graph().steps[1].devices.allow = {"cpu", "gpu"};
    for (int i = 0; i < 2; ++i)
        maker.add("work", {}, 16).devices.pin = "gpu";
    engine.submit("/a", maker.make());
    engine.calm();
    QVERIFY(waitingOn(engine, H::Gpu) > 0); // at its own steps
    makeNumbers(engine, 4096);
    for (const Launch& launch : engine.device(H::Gpu).waiting)
        QVERIFY(!launch.outputs[0].into);
}

void EngineDividedTest::aStepLargerThanItsDeviceGoesThroughInPieces()
{
    H engine(":memory:", 1, 1_MiB);
    constexpr std::uint64_t kRows = 1 << 20; // 4 MiB in, 4 MiB out
    const TaskId task = engine.submit("/a", numbers(engine, kRows, 1e6, "gpu"));
    makeNumbers(engine, kRows);
    std::uint64_t most = 0;
    for (int i = 0; i < 5000; ++i) {
        Bytes held;
        for (const Launch& launch : engine.device(H::Gpu).waiting)
            if (launch.work)
                held += launch.inputs[0].spec.bytes() + launch.outputs[0].spec.bytes();
        most = std::max(most, held.count);
        if (!engine.finishOne())
            break;
        engine.calm();
    }
    QVERIFY(engine.step(task, 1).state == StepState::Done);
    QVERIFY(most > 0);
    QVERIFY(most <= (1_MiB).count);
}

void EngineDividedTest::aSoftwareDeviceDoesNotTakeTheThreadsOfTheCpu()
{
    H engine(":memory:");
    engine.device(H::Gpu).describe([](DeviceInfo& info) {
        info.usesCpuThreads = true;
        info.threads = 4;
    });
    engine.submit("/a", numbers(engine, 4096, 1e10));
    makeNumbers(engine, 4096);
    QVERIFY(waitingOn(engine, H::Cpu) == 0 || waitingOn(engine, H::Gpu) == 0);
}

/// Found by streaming 240 MB into a file: such steps were refused by the device instead of divided.
void EngineDividedTest::piecesOfAStepThatWritesAFileWaitUntilItsStartIsOnTheDisk()
{
    H engine(":memory:");
    GraphMaker maker(engine.catalog);
    maker.add("work", {}, 4096).devices.pin = "cpu";
    Step& step = maker.add("rows", {0}, 4096);
    step.cost = {1e10, 1e4, Bytes{}};
    step.outputs[0].file = FileSource{"/out.npy", "/"};
    const TaskId task = engine.submit("/a", maker.make());
    engine.holdCommits = true;
    makeNumbers(engine, 4096);
    QCOMPARE(waitingOn(engine, H::Cpu) + waitingOn(engine, H::Gpu), std::size_t{0});
    engine.holdCommits = false;
    for (auto& commit : std::exchange(engine.heldCommits, {}))
        commit();
    engine.calm();
    QVERIFY(waitingOn(engine, H::Cpu) > 0 && waitingOn(engine, H::Gpu) > 0);
    finishAll(engine);
    QVERIFY(engine.step(task, 1).state == StepState::Done);
}

QTEST_GUILESS_MAIN(EngineDividedTest)
#include "engine_divided_test.moc"
