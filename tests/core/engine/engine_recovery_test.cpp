#include "tests/support/engine_harness.h"

#include <QTemporaryDir>
#include <QTest>

using namespace xpu;
using namespace xpu::test;

/// What a kill leaves, and what the next start makes of it.
class EngineRecoveryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theQueueComesBackInItsOrder();
    void theQueueShowsBeforeTheFirstRound();
    void finishedStepsStayFinishedAndOthersRun();
    void lostOutputsAreMadeAgainWithoutASecondRow();
    void anInterruptedCommandAsks_data();
    void anInterruptedCommandAsks();
    void endedTasksAreShownAsTheyEnded();
    void randomKillsLoseAndRepeatNothing();

private:
    std::unique_ptr<EngineHarness> open(std::uint64_t seed = 1);

    std::unique_ptr<QTemporaryDir> folder_;
    std::map<std::string, std::shared_ptr<const TaskGraph>> graphs_;
    FakeCatalog catalog_;
};

void EngineRecoveryTest::init()
{
    folder_ = std::make_unique<QTemporaryDir>();
    graphs_.clear();
}

/// Opens the same database again, as a new process would.
std::unique_ptr<EngineHarness> EngineRecoveryTest::open(std::uint64_t seed)
{
    auto engine = std::make_unique<EngineHarness>(
        folder_->filePath(QStringLiteral("xpu.sqlite")).toStdString(), seed);
    engine->graphs = graphs_;
    engine->calm();
    return engine;
}

void EngineRecoveryTest::theQueueComesBackInItsOrder()
{
    GraphMaker maker(catalog_);
    maker.add("work", {});
    graphs_ = {{"/a", maker.make()}, {"/b", maker.make()}, {"/c", maker.make()}};
    auto engine = open();
    engine->send(command::Pause{});
    const TaskId a = engine->submit("/a", graphs_["/a"]);
    const TaskId b = engine->submit("/b", graphs_["/b"], true);
    const TaskId c = engine->submit("/c", graphs_["/c"]);
    engine->send(command::Move{{c}, a});
    engine.reset();
    engine = open();
    const auto snapshot = engine->core().snapshot();
    QVERIFY(snapshot->queuePaused);
    QCOMPARE(snapshot->queue.size(), std::size_t(3));
    QCOMPARE(snapshot->queue[0]->id, c);
    QCOMPARE(snapshot->queue[1]->id, a);
    QCOMPARE(snapshot->queue[2]->id, b);
    QCOMPARE(snapshot->queue[2]->state, TaskState::Held);
    engine->send(command::Resume{});
    engine->runToEnd();
    QCOMPARE(engine->task(a)->state, TaskState::Done);
    QCOMPARE(engine->task(b)->state, TaskState::Held);
}

void EngineRecoveryTest::theQueueShowsBeforeTheFirstRound()
{
    GraphMaker maker(catalog_);
    maker.add("work", {});
    graphs_["/a"] = maker.make();
    auto engine = open();
    const TaskId a = engine->submit("/a", graphs_["/a"], true);
    engine.reset();
    engine = std::make_unique<EngineHarness>(
        folder_->filePath(QStringLiteral("xpu.sqlite")).toStdString());
    const auto snapshot = engine->core().snapshot();
    QCOMPARE(snapshot->queue.size(), std::size_t(1));
    QCOMPARE(snapshot->queue.front()->id, a);

    // What somebody does about it at once waits for the check instead of being refused.
    std::optional<Result<Applied>> answer;
    engine->core().command(command::Remove{{a}}, {}, [&](Result<Applied> r) { answer = r; });
    QVERIFY(!answer);
    engine->graphs = graphs_;
    engine->calm();
    QVERIFY(answer && answer->has_value());
    QVERIFY(engine->core().snapshot()->queue.empty());
}

void EngineRecoveryTest::finishedStepsStayFinishedAndOthersRun()
{
    GraphMaker maker(catalog_);
    for (int i = 0; i < 4; ++i)
        maker.add("work", {}).devices.pin = "cpu";
    graphs_["/a"] = maker.make();
    auto engine = open();
    const TaskId id = engine->submit("/a", graphs_["/a"]);
    engine->device(EngineHarness::Cpu).finish(0);
    engine->calm();
    engine->device(EngineHarness::Cpu).finish(0);
    engine->calm();
    engine.reset();
    engine = open();
    QCOMPARE(engine->task(id)->stepsDone, std::size_t(2));
    int launches = 0;
    while (!engine->device(EngineHarness::Cpu).waiting.empty()) {
        ++launches;
        engine->device(EngineHarness::Cpu).finish(0);
        engine->calm();
    }
    QCOMPARE(launches, 2);
    QCOMPARE(engine->task(id)->state, TaskState::Done);
    QCOMPARE(engine->store->run("last")->steps.size(), std::size_t(4));
}

void EngineRecoveryTest::lostOutputsAreMadeAgainWithoutASecondRow()
{
    GraphMaker maker(catalog_);
    maker.add("work", {}).devices.pin = "cpu";
    maker.add("work", {}).devices.pin = "cpu"; // its output is wanted by nobody any more
    maker.add("work", {0}).devices.pin = "cpu";
    graphs_["/a"] = maker.make();
    auto engine = open();
    const TaskId id = engine->submit("/a", graphs_["/a"]);
    FakeDevice* cpu = &engine->device(EngineHarness::Cpu);
    for (int i = 0; i < 2; ++i) {
        cpu->finish(0);
        engine->calm();
    }
    const std::size_t done = engine->task(id)->stepsDone;
    QCOMPARE(done, std::size_t(2));
    const bool chain = engine->step(id, 2).state == StepState::Done;
    engine.reset();
    engine = open();
    QCOMPARE(engine->task(id)->stepsDone, done);
    int launches = 0;
    cpu = &engine->device(EngineHarness::Cpu);
    while (!cpu->waiting.empty()) {
        ++launches;
        cpu->finish(0);
        engine->calm();
    }
    QCOMPARE(launches, chain ? 1 : 2);
    QCOMPARE(engine->task(id)->state, TaskState::Done);
    QCOMPARE(engine->store->run("last")->steps.size(), std::size_t(3));
    QVERIFY(cpu->complaints.empty());
}

void EngineRecoveryTest::anInterruptedCommandAsks_data()
{
    QTest::addColumn<bool>("resume");
    QTest::newRow("resume runs it again") << true;
    QTest::newRow("cancel gives it up") << false;
}

void EngineRecoveryTest::anInterruptedCommandAsks()
{
    QFETCH(bool, resume);
    GraphMaker maker(catalog_);
    maker.command({});
    maker.command({0});
    graphs_["/a"] = maker.make();
    auto engine = open();
    const TaskId id = engine->submit("/a", graphs_["/a"]);
    QCOMPARE(engine->device(EngineHarness::Sandbox).waiting.size(), std::size_t(1));
    engine.reset();
    engine = open();
    QVERIFY(engine->device(EngineHarness::Sandbox).waiting.empty());
    QCOMPARE(engine->task(id)->state, TaskState::Interrupted);
    QCOMPARE(engine->step(id, 0).state, StepState::Interrupted);
    QCOMPARE(engine->step(id, 1).state, StepState::Waiting);
    if (resume) {
        QVERIFY(engine->send(command::Resume{{id}}).has_value());
        engine->runToEnd();
        QCOMPARE(engine->task(id)->state, TaskState::Done);
    } else {
        QVERIFY(engine->send(command::Cancel{{id}}).has_value());
        QCOMPARE(engine->task(id)->state, TaskState::Cancelled);
        QCOMPARE(engine->step(id, 0).state, StepState::Cancelled);
    }
    engine.reset();
    engine = open();
    QCOMPARE(engine->task(id)->state, resume ? TaskState::Done : TaskState::Cancelled);
}

void EngineRecoveryTest::endedTasksAreShownAsTheyEnded()
{
    GraphMaker maker(catalog_);
    maker.add("work", {}).devices.pin = "cpu";
    maker.add("work", {0}).devices.pin = "cpu";
    graphs_["/a"] = maker.make();
    auto engine = open();
    const TaskId id = engine->submit("/a", graphs_["/a"]);
    engine->device(EngineHarness::Cpu).finish(0, LaunchError{Errc::DeviceFailed, "broken", "E506"});
    engine->runToEnd();
    QCOMPARE(engine->task(id)->state, TaskState::Failed);
    engine.reset();
    engine = open();
    QCOMPARE(engine->task(id)->state, TaskState::Failed);
    QCOMPARE(engine->step(id, 0).error->code, std::string("E506"));
    QCOMPARE(engine->step(id, 0).why->chosenBy, std::string("pin"));
    QCOMPARE(engine->step(id, 1).state, StepState::Skipped);
    QVERIFY(engine->core().idle());
}

void EngineRecoveryTest::randomKillsLoseAndRepeatNothing()
{
    GraphMaker maker(catalog_);
    for (std::uint32_t i = 0; i < 30; ++i) {
        maker.add("work",
                  i > 0 ? std::vector<std::uint32_t>{2 * i - 2} : std::vector<std::uint32_t>{});
        maker.command({2 * i});
    }
    graphs_["/a"] = maker.make();
    std::map<std::string, int> commandsDone;
    TaskId id;
    std::mt19937_64 random(11);
    for (int kill = 0; kill < 40; ++kill) {
        auto engine = open(random());
        if (!id)
            id = engine->submit("/a", graphs_["/a"]);
        if (engine->task(id)->state == TaskState::Interrupted)
            QVERIFY(engine->send(command::Resume{{id}}).has_value());
        for (const StepView& step : *engine->task(id)->steps)
            if (commandsDone[step.id] > 0)
                QCOMPARE(step.state, StepState::Done); // what was shown as done stays done
        for (std::uint64_t i = random() % 12; i > 0 && !engine->core().idle(); --i) {
            engine->finishOne();
            engine->calm();
        }
        for (const StepView& step : *engine->task(id)->steps)
            if (step.state == StepState::Done)
                commandsDone[step.id] = 1;
    }
    auto engine = open();
    if (engine->task(id)->state == TaskState::Interrupted)
        QVERIFY(engine->send(command::Resume{{id}}).has_value());
    engine->runToEnd();
    QCOMPARE(engine->task(id)->state, TaskState::Done);
    QCOMPARE(engine->store->run("last")->steps.size(), std::size_t(60));
}

QTEST_APPLESS_MAIN(EngineRecoveryTest)
#include "engine_recovery_test.moc"
