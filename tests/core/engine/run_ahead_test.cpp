#include "tests/support/engine_harness.h"

#include <QTest>

using namespace xpu;
using namespace xpu::test;

/// Chains of tiny steps are handed over before their inputs exist; what goes wrong must not show.
class RunAheadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChainOfTinyStepsIsHandedOverInOneGo();
    void aChainOfLongStepsIsNot();
    void aStepInFlightAheadOfItsInputsStillShowsAsWaiting();
    void whatRanOnAFailedStepIsSkipped();
    void whatRanOnARetriedStepRunsAgain();
    void aStepWhoseResultIsCheckedFirstHandsNothingOver();
    void aCancelledChainEndsCancelled();
};

namespace {

constexpr std::uint32_t kLength = 8;

/// Steps s0 -> s1 -> ... on the GPU, after one more step that has taught the engine how long they
/// take. `first` changes the chain's first step.
TaskId submitChain(EngineHarness& engine, Seconds each,
                   const std::function<void(Step&)>& first = {})
{
    GraphMaker lesson(engine.catalog);
    lesson.add("work", {}).devices.pin = "gpu";
    FakeDevice& gpu = engine.device(EngineHarness::Gpu);
    gpu.runs = each;
    engine.submit("/lesson", lesson.make());
    engine.runToEnd();

    GraphMaker maker(engine.catalog);
    for (std::uint32_t i = 0; i < kLength; ++i) {
        const std::vector<std::uint32_t> from =
            i == 0 ? std::vector<std::uint32_t>{} : std::vector<std::uint32_t>{i - 1};
        Step& step = maker.add("work", from);
        step.devices.pin = "gpu";
        if (i == 0 && first)
            first(step);
    }
    return engine.submit("/chain", maker.make());
}

std::size_t count(EngineHarness& engine, const TaskId& id, StepState state)
{
    std::size_t n = 0;
    for (const StepView& step : *engine.task(id)->steps)
        n += step.state == state ? 1 : 0;
    return n;
}

const LaunchError kBroken{Errc::DeviceFailed, "made to fail", {}};

} // namespace

void RunAheadTest::aChainOfTinyStepsIsHandedOverInOneGo()
{
    EngineHarness engine(":memory:");
    const TaskId id = submitChain(engine, Seconds(1e-6));
    QCOMPARE(engine.device(EngineHarness::Gpu).waiting.size(), std::size_t(kLength));
    engine.runToEnd();
    QCOMPARE(engine.task(id)->state, TaskState::Done);
    QVERIFY(engine.device(EngineHarness::Gpu).complaints.empty());
    QVERIFY(engine.device(EngineHarness::Gpu).resident.empty());
}

void RunAheadTest::aChainOfLongStepsIsNot()
{
    EngineHarness engine(":memory:");
    submitChain(engine, Seconds(0.01));
    QCOMPARE(engine.device(EngineHarness::Gpu).waiting.size(), std::size_t(1));
}

void RunAheadTest::aStepInFlightAheadOfItsInputsStillShowsAsWaiting()
{
    EngineHarness engine(":memory:");
    const TaskId id = submitChain(engine, Seconds(1e-6));
    QCOMPARE(count(engine, id, StepState::Running), std::size_t(1));
    QCOMPARE(count(engine, id, StepState::Waiting), std::size_t(kLength - 1));
}

void RunAheadTest::whatRanOnAFailedStepIsSkipped()
{
    EngineHarness engine(":memory:");
    const TaskId id = submitChain(engine, Seconds(1e-6));
    engine.device(EngineHarness::Gpu).finish(0, kBroken);
    engine.runToEnd();
    QCOMPARE(engine.task(id)->state, TaskState::Failed);
    QCOMPARE(count(engine, id, StepState::Failed), std::size_t(1));
    QCOMPARE(count(engine, id, StepState::Skipped), std::size_t(kLength - 1));
    QVERIFY(!engine.step(id, 1).startedUtcMicros);
    QVERIFY(engine.device(EngineHarness::Gpu).resident.empty());
}

void RunAheadTest::whatRanOnARetriedStepRunsAgain()
{
    EngineHarness engine(":memory:");
    const TaskId id = submitChain(engine, Seconds(1e-6), [](Step& step) {
        step.retries = 1;
        step.retryOn = {RetryCause::Timeout};
    });
    engine.device(EngineHarness::Gpu).finish(0, LaunchError{Errc::Timeout, "too long", {}});
    engine.runToEnd();
    QCOMPARE(engine.task(id)->state, TaskState::Done);
    QCOMPARE(count(engine, id, StepState::Done), std::size_t(kLength));
    QVERIFY(engine.device(EngineHarness::Gpu).complaints.empty());
    QVERIFY(engine.device(EngineHarness::Gpu).resident.empty());
}

void RunAheadTest::aStepWhoseResultIsCheckedFirstHandsNothingOver()
{
    EngineHarness engine(":memory:");
    submitChain(engine, Seconds(1e-6), [](Step& step) { step.verifyFinite = true; });
    QCOMPARE(engine.device(EngineHarness::Gpu).waiting.size(), std::size_t(1));
}

void RunAheadTest::aCancelledChainEndsCancelled()
{
    EngineHarness engine(":memory:");
    const TaskId id = submitChain(engine, Seconds(1e-6));
    QVERIFY(engine.send(command::Cancel{{id}}));
    FakeDevice& gpu = engine.device(EngineHarness::Gpu);
    while (!gpu.waiting.empty())
        gpu.finish(0, LaunchError{Errc::Cancelled, "cancelled", {}});
    engine.runToEnd();
    QCOMPARE(engine.task(id)->state, TaskState::Cancelled);
    QCOMPARE(count(engine, id, StepState::Cancelled), std::size_t(kLength));
}

QTEST_APPLESS_MAIN(RunAheadTest)
#include "run_ahead_test.moc"
