#include "tests/support/engine_harness.h"

#include <QTemporaryDir>
#include <QTest>

using namespace xpu;
using namespace xpu::test;

/// Tasks that have to be done by a time.
class EngineDeadlinesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTaskWhoseSlackRunsShortOvertakesMoreImportantOnes();
    void amongShortOnesTheNearestDeadlineGoesFirst();
    void aDeadlineThatCannotBeMetIsWarnedOfAndDelaysNobody();
    void aTaskWithTimeEnoughKeepsItsPlace();
    void aPassedDeadlineIsSaid();
    void theWarningGoesWhenTheTaskTurnsOutToBeQuick();
    void hoursCountFromTheSubmissionAlsoAfterARestart();
};

namespace {

constexpr double kHour = 3600;

std::shared_ptr<const TaskGraph> due(EngineHarness& engine, double inSeconds, int priority = 50)
{
    GraphMaker maker(engine.catalog);
    maker.add("work", {}).devices.pin = "cpu";
    maker.graph().priority = priority;
    maker.graph().deadlineUtcMicros =
        engine.clock.utcMicros() + static_cast<std::int64_t>(inSeconds * 1e6);
    return maker.make();
}

/// Teaches that "work" takes this long on the CPU.
void teach(EngineHarness& engine, double seconds)
{
    Predictor& predictor = engine.core().state().predictor;
    const CostKey key{predictor.operationOf("work"), DeviceIndex(EngineHarness::Cpu), DType::F32};
    for (int i = 0; i < 8; ++i)
        predictor.observe(key, {1e6, 1e4, Bytes{}}, Seconds(seconds), Seconds(0));
}

std::string warningOf(EngineHarness& engine, const TaskId& task)
{
    const auto view = engine.task(task);
    for (const Diagnostic& finding : view->diagnostics)
        if (finding.code == "E403")
            return finding.severity == Severity::Warning ? finding.variant + "!" : "an error";
    return "";
}

/// Names of the tasks in the order in which they begin.
std::vector<std::string> turns(EngineHarness& engine)
{
    std::vector<std::string> order;
    for (int i = 0; i < 64 && !engine.core().idle(); ++i) {
        engine.calm();
        for (const Task* task : engine.core().state().running)
            if (std::find(order.begin(), order.end(), task->row.path) == order.end())
                order.push_back(task->row.path);
        engine.finishOne();
    }
    return order;
}

} // namespace

void EngineDeadlinesTest::aTaskWhoseSlackRunsShortOvertakesMoreImportantOnes()
{
    EngineHarness engine(":memory:");
    engine.send(command::Pause{});
    engine.submit("/important", due(engine, kHour, 90));
    engine.submit("/urgent", due(engine, 20, 10));
    engine.send(command::Resume{});
    QCOMPARE(turns(engine).front(), "/urgent");
}

void EngineDeadlinesTest::amongShortOnesTheNearestDeadlineGoesFirst()
{
    EngineHarness engine(":memory:");
    teach(engine, 60);
    engine.send(command::Pause{});
    engine.submit("/third", due(engine, 130, 90));
    engine.submit("/first", due(engine, 110, 10));
    engine.submit("/second", due(engine, 120, 50));
    engine.send(command::Resume{});
    QCOMPARE(turns(engine), (std::vector<std::string>{"/first", "/second", "/third"}));
}

void EngineDeadlinesTest::aDeadlineThatCannotBeMetIsWarnedOfAndDelaysNobody()
{
    EngineHarness engine(":memory:");
    teach(engine, 100);
    engine.send(command::Pause{});
    engine.submit("/other", oneStep(engine));
    const TaskId late = engine.submit("/late", due(engine, 30));
    QCOMPARE(warningOf(engine, late), "!");
    QVERIFY(!engine.task(late)->goesFirst);
    QVERIFY(engine.task(late)->state == TaskState::Queued);
    engine.send(command::Resume{});
    QCOMPARE(turns(engine).front(), "/other");
}

void EngineDeadlinesTest::aTaskWithTimeEnoughKeepsItsPlace()
{
    EngineHarness engine(":memory:");
    teach(engine, 100);
    engine.send(command::Pause{});
    const TaskId calm = engine.submit("/calm", due(engine, kHour));
    QCOMPARE(warningOf(engine, calm), "");
    QVERIFY(!engine.task(calm)->goesFirst);
    engine.clock.advance(Seconds(kHour - 150));
    engine.calm();
    QVERIFY(engine.task(calm)->goesFirst); // nobody did anything: the time came
}

void EngineDeadlinesTest::aPassedDeadlineIsSaid()
{
    EngineHarness engine(":memory:");
    engine.send(command::Pause{});
    const TaskId task = engine.submit("/t", due(engine, 60));
    QCOMPARE(warningOf(engine, task), "");
    engine.clock.advance(Seconds(61));
    QCOMPARE(warningOf(engine, task), "passed!");
}

void EngineDeadlinesTest::theWarningGoesWhenTheTaskTurnsOutToBeQuick()
{
    EngineHarness engine(":memory:");
    teach(engine, 1000);
    engine.send(command::Pause{});
    const TaskId task = engine.submit("/t", due(engine, 500));
    QCOMPARE(warningOf(engine, task), "!");
    for (int i = 0; i < 20; ++i)
        teach(engine, 0.5);
    engine.clock.advance(Seconds(100));
    engine.calm();
    QCOMPARE(warningOf(engine, task), "");
}

void EngineDeadlinesTest::hoursCountFromTheSubmissionAlsoAfterARestart()
{
    QTemporaryDir folder;
    const std::string database = folder.filePath("xpu.sqlite").toStdString();
    std::int64_t submitted = 0;
    {
        EngineHarness engine(database);
        engine.send(command::Pause{});
        const TaskId task = engine.submit("/t", oneStep(engine));
        submitted = engine.task(task)->submittedUtcMicros;
    }
    EngineHarness engine(database);
    engine.clock.advance(Seconds(kHour));
    engine.graphs["/t"] = oneStep(engine);
    engine.calm();
    QVERIFY(engine.checkedAtUtcMicros < engine.clock.utcMicros());
    QCOMPARE(engine.checkedAtUtcMicros, submitted);
}

QTEST_APPLESS_MAIN(EngineDeadlinesTest)
#include "engine_deadlines_test.moc"
