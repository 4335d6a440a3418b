#include "tests/support/engine_harness.h"

#include <QTest>

using namespace xpu;
using namespace xpu::test;

/// Every command, the inverse in its answer, and the reasons of its refusal.
class EngineCommandsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void latenciesOfAShortRunAreToldThoughNothingFollows();
    void aSubmittedFileShowsAtOnceAndIsQueuedAfterItsCommit();
    void aRejectedFileStaysWithItsFindings();
    void theInverseOfEveryQueueCommandRestoresTheQueue();
    void movePutsRowsBeforeAnother();
    void holdKeepsATaskFromStarting();
    void aPausedTaskStartsNothingNew();
    void aPausedQueueStartsNothingNew();
    void cancelEndsARunningTaskAfterItsLaunchCameBack();
    void runningTasksAreNeitherHeldNorRemoved();
    void clearTakesEndedTasksOffAndCanBeUndone();
    void approvalReleasesATaskWithCommands();
    void theThreadBudgetReachesTheCpu();
    void theSameContentIsAddedOnceWhenAsked();
    void higherPriorityGoesFirst();
    void aMendedFileIsReadAgain();
    void whatHasStartedIsNotReadAgain();
};

namespace {

std::string looks(EngineHarness& engine)
{
    engine.calm();
    std::string text;
    for (const auto& task : engine.core().snapshot()->queue)
        text += task->path + " " + std::string(nameOf(task->state)) + "\n";
    return text + (engine.core().snapshot()->queuePaused ? "paused" : "");
}

} // namespace

void EngineCommandsTest::aSubmittedFileShowsAtOnceAndIsQueuedAfterItsCommit()
{
    EngineHarness engine(":memory:");
    engine.graphs["/a"] = oneStep(engine);
    engine.holdCommits = true;
    bool answered = false;
    command::Submit submit;
    submit.paths = {"/a"};
    submit.held = true;
    engine.core().command(submit, {}, [&](const Result<Applied>&) { answered = true; });
    engine.clock.advance(Seconds(1));
    engine.round();
    QCOMPARE(engine.core().snapshot()->queue[0]->state, TaskState::Checking);
    engine.calm();
    QCOMPARE(engine.core().snapshot()->queue[0]->state, TaskState::Checking);
    QVERIFY(!answered);
    engine.heldCommits.front()();
    engine.calm();
    QCOMPARE(engine.core().snapshot()->queue[0]->state, TaskState::Held);
    QVERIFY(answered);
}

void EngineCommandsTest::aRejectedFileStaysWithItsFindings()
{
    EngineHarness engine(":memory:");
    command::Submit submit;
    submit.paths = {"/unknown"};
    const auto applied = engine.send(submit);
    QVERIFY(applied.has_value());
    const auto task = engine.task(applied->tasks[0]);
    QCOMPARE(task->state, TaskState::Rejected);
    QCOMPARE(task->diagnostics.at(0).code, std::string("E105"));
    QCOMPARE(task->diagnostics.at(0).line, 3);
}

void EngineCommandsTest::theInverseOfEveryQueueCommandRestoresTheQueue()
{
    EngineHarness engine(":memory:");
    std::vector<TaskId> ids;
    QVERIFY(engine.send(command::Pause{}).has_value());
    for (const char* path : {"/a", "/b", "/c", "/d", "/e"})
        ids.push_back(engine.submit(path, oneStep(engine), std::string(path) == "/e"));
    const std::vector<Command> commands = {
        command::Move{{ids[3]}, ids[0]},
        command::Move{{ids[1], ids[2]}, TaskId{}},
        command::Hold{{ids[0], ids[2]}},
        command::Release{{ids[4]}},
        command::Remove{{ids[1], ids[4]}},
        command::Pause{{ids[1]}},
        command::Resume{},
        command::SetThreadBudget{2},
    };
    for (const Command& command : commands) {
        const std::string before = looks(engine);
        const int threads = engine.core().state().threadBudget;
        if (std::holds_alternative<command::Resume>(command))
            engine.send(command::Hold{{ids[0], ids[1], ids[2], ids[3]}});
        const std::string start = looks(engine);
        const auto applied = engine.send(command);
        QVERIFY2(applied.has_value(), applied ? "" : applied.error().context.c_str());
        QVERIFY(looks(engine) != start || engine.core().state().threadBudget != threads);
        QVERIFY(applied->inverse.has_value());
        const auto undone = engine.send(*applied->inverse);
        QVERIFY2(undone.has_value(), undone ? "" : undone.error().context.c_str());
        QCOMPARE(looks(engine), start);
        QCOMPARE(engine.core().state().threadBudget, threads);
        // The inverse of the inverse does it again.
        QVERIFY(undone->inverse.has_value());
        if (std::holds_alternative<command::Resume>(command))
            engine.send(command::Release{{ids[0], ids[1], ids[2], ids[3]}});
        QCOMPARE(looks(engine), before);
    }
    // Submit and Remove are each other's inverse.
    const std::string before = looks(engine);
    engine.graphs["/f"] = oneStep(engine);
    command::Submit submit;
    submit.paths = {"/f"};
    submit.row = 1;
    const auto applied = engine.send(submit);
    QVERIFY(looks(engine) != before);
    engine.send(*applied->inverse);
    QCOMPARE(looks(engine), before);
    QVERIFY(!engine.send(*applied->inverse).has_value());
}

void EngineCommandsTest::movePutsRowsBeforeAnother()
{
    EngineHarness engine(":memory:");
    engine.send(command::Pause{});
    std::vector<TaskId> ids;
    for (const char* path : {"/a", "/b", "/c", "/d"})
        ids.push_back(engine.submit(path, oneStep(engine)));
    engine.send(command::Move{{ids[3], ids[0]}, ids[2]});
    std::string order;
    for (const auto& task : engine.core().snapshot()->queue)
        order += task->path;
    QCOMPARE(order, std::string("/b/d/a/c"));
    QVERIFY(!engine.send(command::Move{{ids[0]}, ids[0]}).has_value());
    QVERIFY(!engine.send(command::Move{{ids[0]}, TaskId::generate()}).has_value());
}

void EngineCommandsTest::holdKeepsATaskFromStarting()
{
    EngineHarness engine(":memory:");
    const TaskId id = engine.submit("/a", oneStep(engine), true);
    QVERIFY(engine.device(EngineHarness::Cpu).waiting.empty());
    QVERIFY(engine.send(command::Release{{id}}).has_value());
    QCOMPARE(engine.device(EngineHarness::Cpu).waiting.size(), std::size_t(1));
}

void EngineCommandsTest::aPausedTaskStartsNothingNew()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    maker.add("work", {}).devices.pin = "cpu";
    maker.add("work", {0}).devices.pin = "cpu";
    const TaskId id = engine.submit("/a", maker.make());
    QVERIFY(engine.send(command::Pause{{id}}).has_value());
    QCOMPARE(engine.task(id)->state, TaskState::Paused);
    engine.device(EngineHarness::Cpu).finish(0);
    engine.calm();
    QVERIFY(engine.device(EngineHarness::Cpu).waiting.empty());
    QCOMPARE(engine.step(id, 0).state, StepState::Done);
    QVERIFY(engine.send(command::Resume{{id}}).has_value());
    engine.runToEnd();
    QCOMPARE(engine.task(id)->state, TaskState::Done);
}

void EngineCommandsTest::aPausedQueueStartsNothingNew()
{
    EngineHarness engine(":memory:");
    const auto paused = engine.send(command::Pause{});
    QVERIFY(std::holds_alternative<command::Resume>(*paused->inverse));
    const TaskId id = engine.submit("/a", oneStep(engine));
    QVERIFY(engine.device(EngineHarness::Cpu).waiting.empty());
    QVERIFY(!engine.send(command::Pause{}).has_value());
    QVERIFY(engine.send(*paused->inverse).has_value());
    engine.runToEnd();
    QCOMPARE(engine.task(id)->state, TaskState::Done);
}

void EngineCommandsTest::cancelEndsARunningTaskAfterItsLaunchCameBack()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    maker.add("work", {}).devices.pin = "cpu";
    maker.add("work", {0}).devices.pin = "cpu";
    const TaskId id = engine.submit("/a", maker.make());
    const auto applied = engine.send(command::Cancel{{id}});
    QVERIFY(applied.has_value() && !applied->inverse);
    FakeDevice& cpu = engine.device(EngineHarness::Cpu);
    QCOMPARE(cpu.cancelled.size(), std::size_t(1));
    QCOMPARE(engine.task(id)->state, TaskState::Running);
    cpu.finish(0, LaunchError{Errc::Cancelled, "", {}});
    QCOMPARE(engine.task(id)->state, TaskState::Cancelled);
    QCOMPARE(engine.step(id, 0).state, StepState::Cancelled);
    QCOMPARE(engine.step(id, 1).state, StepState::Cancelled);
    QVERIFY(!engine.send(command::Cancel{{id}}).has_value());
    QCOMPARE(engine.core().state().ledger.used(0).count, 0U);
}

void EngineCommandsTest::runningTasksAreNeitherHeldNorRemoved()
{
    EngineHarness engine(":memory:");
    const TaskId id = engine.submit("/a", oneStep(engine));
    const auto hold = engine.send(command::Hold{{id}});
    QCOMPARE(hold.error().code, Errc::Conflict);
    QVERIFY(hold.error().context.find("queued") != std::string::npos);
    QCOMPARE(engine.send(command::Remove{{id}}).error().code, Errc::Conflict);
    QCOMPARE(engine.send(command::Remove{{TaskId::generate()}}).error().code, Errc::NotFound);
    QCOMPARE(engine.send(command::Remove{}).error().code, Errc::InvalidInput);
}

void EngineCommandsTest::clearTakesEndedTasksOffAndCanBeUndone()
{
    EngineHarness engine(":memory:");
    engine.submit("/done", oneStep(engine));
    engine.submit("/held", oneStep(engine), true);
    engine.runToEnd();
    const std::string before = looks(engine);
    const auto applied = engine.send(command::Clear{});
    QCOMPARE(engine.core().snapshot()->queue.size(), std::size_t(1));
    engine.send(*applied->inverse);
    QCOMPARE(looks(engine), before);
}

void EngineCommandsTest::approvalReleasesATaskWithCommands()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    maker.command({});
    maker.graph().needsApproval = true;
    maker.graph().approvalDigest = "abc";
    const TaskId id = engine.submit("/a", maker.make());
    QCOMPARE(engine.task(id)->state, TaskState::Held);
    QVERIFY(engine.task(id)->needsApproval);
    QCOMPARE(engine.send(command::Release{{id}}).error().code, Errc::Permission);
    QVERIFY(engine.send(command::Approve{{id}}).has_value());
    QCOMPARE(engine.device(EngineHarness::Sandbox).waiting.size(), std::size_t(1));
    QCOMPARE(engine.store->recover()->approvals.at(0), std::string("abc"));
}

void EngineCommandsTest::theThreadBudgetReachesTheCpu()
{
    EngineHarness engine(":memory:");
    QVERIFY(engine.send(command::SetThreadBudget{2}).has_value());
    QCOMPARE(engine.device(EngineHarness::Cpu).budget, 2);
    QVERIFY(!engine.send(command::SetThreadBudget{-1}).has_value());
    engine.submit("/a", oneStep(engine));
    QCOMPARE(engine.device(EngineHarness::Cpu).waiting.at(0).threads, 2);
}

void EngineCommandsTest::theSameContentIsAddedOnceWhenAsked()
{
    EngineHarness engine(":memory:");
    const TaskId id = engine.submit("/a", oneStep(engine), true);
    command::Submit submit;
    submit.paths = {"/a"};
    submit.again = false;
    const auto applied = engine.send(submit);
    QCOMPARE(applied->tasks.at(0), id);
    QVERIFY(!applied->inverse);
    QCOMPARE(engine.core().snapshot()->queue.size(), std::size_t(1));
}

void EngineCommandsTest::higherPriorityGoesFirst()
{
    EngineHarness engine(":memory:");
    engine.send(command::Pause{});
    engine.submit("/low", oneStep(engine));
    GraphMaker maker(engine.catalog);
    maker.add("work", {}).devices.pin = "cpu";
    maker.graph().priority = 90;
    const TaskId high = engine.submit("/high", maker.make());
    engine.send(command::Resume{});
    QCOMPARE(engine.step(high, 0).state, StepState::Running);
}

void EngineCommandsTest::aMendedFileIsReadAgain()
{
    EngineHarness engine(":memory:");
    command::Submit submit;
    submit.paths = {"/a"};
    submit.held = true;
    const TaskId id = engine.send(submit)->tasks.at(0);
    QCOMPARE(engine.task(id)->state, TaskState::Rejected);
    engine.graphs["/a"] = oneStep(engine);
    const auto applied = engine.send(command::Recheck{{id}});
    QVERIFY(applied && !applied->inverse);
    QCOMPARE(engine.task(id)->state, TaskState::Held);
    QVERIFY(engine.task(id)->diagnostics.empty());
    engine.graphs.clear();
    engine.send(command::Recheck{{id}});
    QCOMPARE(engine.task(id)->state, TaskState::Rejected);
}

void EngineCommandsTest::whatHasStartedIsNotReadAgain()
{
    EngineHarness engine(":memory:");
    const TaskId id = engine.submit("/a", oneStep(engine));
    QCOMPARE(engine.task(id)->state, TaskState::Running);
    QCOMPARE(engine.send(command::Recheck{{id}}).error().code, Errc::Conflict);
}

void EngineCommandsTest::latenciesOfAShortRunAreToldThoughNothingFollows()
{
    EngineHarness engine(":memory:");
    engine.calm();
    engine.graphs["/t"] = oneStep(engine);
    command::Submit submit;
    submit.paths = {"/t"};
    engine.core().command(submit, {}, [](const Result<Applied>&) {});
    engine.runToEnd(); // well within a second
    QCOMPARE(engine.core().latencies()->count, std::size_t{0});
    QVERIFY(engine.core().nextDue() - engine.clock.now() <= Seconds(1));
    engine.clock.advance(Seconds(1));
    engine.round();
    QCOMPARE(engine.core().latencies()->count, std::size_t{1});
}

QTEST_APPLESS_MAIN(EngineCommandsTest)
#include "engine_commands_test.moc"
