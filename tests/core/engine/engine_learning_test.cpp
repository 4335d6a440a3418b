#include "tests/support/engine_harness.h"

#include <QTemporaryDir>
#include <QTest>

using namespace xpu;
using namespace xpu::test;

/// What the engine tells the predictor, and what of it the next process knows.
class EngineLearningTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void stepsOfAnEarlierProcessStandBehindTheReasons();
    void runsThatFailedTeachNothing();
    void filesOfPortsTeachTheHostsLines();
    void planCountsFilesAndTheWaitForTheStartedRow();
    void waitingForTheStartedRowIsLearned();
    void aKilledProcessLeavesWhatItLearnedASecondAgo();

private:
    std::unique_ptr<EngineHarness> open(std::uint64_t seed = 1)
    {
        return std::make_unique<EngineHarness>(
            folder_->filePath(QStringLiteral("xpu.sqlite")).toStdString(), seed);
    }
    /// As after a kill.
    void reopen(std::unique_ptr<EngineHarness>& engine)
    {
        engine.reset();
        engine = open();
    }
    /// The graph's one kind of step on the CPU, as history saw it.
    static std::uint32_t samplesBehind(EngineHarness& engine, const TaskId& id)
    {
        const auto why = engine.step(id, 0).why;
        return why ? why->candidates.at(EngineHarness::Cpu).samples : UINT32_MAX;
    }
    std::shared_ptr<const TaskGraph> workOnCpu(int steps)
    {
        GraphMaker maker(catalog_);
        for (int i = 0; i < steps; ++i)
            maker.add("work", {}).devices.pin = "cpu";
        return maker.make();
    }

    std::unique_ptr<QTemporaryDir> folder_;
    FakeCatalog catalog_;
};

void EngineLearningTest::stepsOfAnEarlierProcessStandBehindTheReasons()
{
    const auto graph = workOnCpu(5);
    auto engine = open();
    const TaskId first = engine->submit("/a", graph);
    engine->runToEnd();
    QCOMPARE(samplesBehind(*engine, first), 0U);
    reopen(engine);
    const TaskId second = engine->submit("/b", graph);
    engine->runToEnd();
    QCOMPARE(samplesBehind(*engine, second), 5U);
    const StepView step = engine->step(second, 0);
    QVERIFY(step.why->candidates.at(EngineHarness::Cpu).predicted > Seconds(0.5e-3));
    QVERIFY(step.why->candidates.at(EngineHarness::Cpu).predicted < Seconds(2e-3));
    reopen(engine);
    QCOMPARE(samplesBehind(*engine, engine->submit("/c", graph)), 10U);
}

void EngineLearningTest::runsThatFailedTeachNothing()
{
    auto engine = open();
    const TaskId id = engine->submit("/a", workOnCpu(4));
    engine->runToEnd(1);
    QCOMPARE(engine->task(id)->state, TaskState::Failed);
    reopen(engine);
    QVERIFY(engine->store->experience()->runs.empty());
}

void EngineLearningTest::filesOfPortsTeachTheHostsLines()
{
    GraphMaker maker(catalog_);
    for (int i = 0; i < 3; ++i) {
        Step& step = maker.add("work", {}, 1024);
        step.devices.pin = "cpu";
        step.inputs.push_back(
            {"x", FileSource{"/in/" + std::to_string(i), "/in"}, TensorSpec{DType::F32, {256}}});
        step.outputs.front().file = FileSource{"/out/" + std::to_string(i), "/out"};
    }
    auto engine = open();
    const TaskId id = engine->submit("/a", maker.make());
    engine->runToEnd();
    QCOMPARE(engine->task(id)->state, TaskState::Done);
    int loads = 0;
    int saves = 0;
    const auto experience = engine->store->experience();
    for (const PastRun& run : experience->runs) {
        loads += run.operation == "file.load" && run.terms.bytes > 0 ? 1 : 0;
        saves += run.operation == "file.save" && run.terms.bytes == 4096 ? 1 : 0;
    }
    QCOMPARE(loads, 3);
    QCOMPARE(saves, 3);
}

void EngineLearningTest::planCountsFilesAndTheWaitForTheStartedRow()
{
    GraphMaker maker(catalog_);
    Step& step = maker.add("work", {}, 1024);
    step.devices.pin = "cpu";
    const auto bare = maker.make();
    step.outputs.front().file = FileSource{"/out/1", "/out"};
    const auto saved = maker.make();
    const auto predicted = [](const auto& graph) {
        EngineHarness fresh(":memory:"); // neither knows what the other has learned
        const TaskId id = fresh.submit("/a", graph);
        return fresh.task(id)->predicted.value_or(Seconds(-1));
    };
    const Seconds commit = EngineHarness(":memory:").core().state().predictor.commitTime();
    QVERIFY(predicted(bare) > Seconds(0));
    // The started row, and at least as much again until the file itself is on the disk.
    QVERIFY(predicted(saved) > predicted(bare) + 1.5 * commit);
}

void EngineLearningTest::waitingForTheStartedRowIsLearned()
{
    GraphMaker maker(catalog_);
    maker.command({});
    auto engine = open();
    const Seconds before = engine->core().state().predictor.commitTime();
    engine->send(command::Pause{});
    engine->submit("/a", maker.make());
    engine->holdCommits = true;
    static_cast<void>(engine->send(command::Resume{}));
    const auto answerCommits = [&] {
        while (!engine->heldCommits.empty()) {
            engine->clock.advance(Seconds(0.5)); // a disk in trouble
            auto commits = std::exchange(engine->heldCommits, {});
            for (const auto& commit : commits)
                commit();
            engine->calm();
        }
    };
    answerCommits();
    engine->runToEnd();
    answerCommits();
    QVERIFY(engine->core().state().predictor.commitTime() > before * 2);
}

void EngineLearningTest::aKilledProcessLeavesWhatItLearnedASecondAgo()
{
    auto engine = open();
    engine->submit("/a", workOnCpu(4));
    for (int i = 0; i < 3; ++i) {
        engine->device(EngineHarness::Cpu).finish(0);
        engine->calm();
    }
    reopen(engine); // with the last step still running
    const auto runs = engine->store->experience()->runs;
    QCOMPARE(std::count_if(runs.begin(), runs.end(),
                           [](const PastRun& run) { return run.operation == "work"; }),
             std::ptrdiff_t(3));
}

QTEST_APPLESS_MAIN(EngineLearningTest)
#include "engine_learning_test.moc"
