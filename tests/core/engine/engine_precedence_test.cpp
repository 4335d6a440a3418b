#include "tests/support/engine_harness.h"

#include <QTemporaryDir>
#include <QTest>

using namespace xpu;
using namespace xpu::test;

/// Tasks that wait for others of the queue to end.
class EnginePrecedenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aTaskStartsOnceTheOneItNamesIsDoneWhateverTheirOrder();
    void itWaitsForAllItNames();
    void itIsCancelledWhenTheOtherFails();
    void itMayWaitForAFailure();
    void itMayWaitForAnyEnd();
    void itIsCancelledWhenTheOtherIsTakenOff();
    void bothRunAfterBothAreRetried();
    void aJobNobodyHasQueuedIsAnError();
    void anEarlierDropIsFoundToo();
    void aCircleIsAnErrorOfAllInIt();
    void itWaitsOnAfterARestart();
    void whatEndedWellBeforeARestartIsNotAskedForAgain();
    void startedNowItWaitsNoMore();
    void anUndoOfStartNowLetsItWaitAgain();

private:
    std::shared_ptr<const TaskGraph> graph(std::vector<AwaitedJob> awaits = {})
    {
        GraphMaker maker(engine->catalog);
        maker.add("work", {}).devices.pin = "cpu";
        maker.graph().awaits = std::move(awaits);
        return maker.make();
    }
    std::vector<TaskId>
    drop(const std::vector<std::pair<std::string, std::vector<AwaitedJob>>>& files)
    {
        command::Submit submit;
        for (const auto& [path, awaits] : files) {
            engine->graphs[path] = graph(awaits);
            submit.paths.push_back(path);
        }
        return engine->send(submit).value().tasks;
    }
    TaskState stateOf(const TaskId& id) { return engine->task(id)->state; }
    std::string findingOf(const TaskId& id)
    {
        const auto view = engine->task(id);
        return view->diagnostics.empty()
                   ? ""
                   : view->diagnostics.front().code + ' ' + view->diagnostics.front().variant;
    }
    void restart()
    {
        engine.reset();
        engine = std::make_unique<EngineHarness>(database());
        engine->graphs["/prepare"] = engine->graphs["/fetch"] = graph();
        engine->graphs["/train"] = graph({{Ended::Well, "prepare", 3, 9}});
    }
    std::string database() const { return folder->filePath("q.sqlite").toStdString(); }

    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<EngineHarness> engine;
};

void EnginePrecedenceTest::init()
{
    engine.reset();
    folder = std::make_unique<QTemporaryDir>();
    engine = std::make_unique<EngineHarness>(database());
}

void EnginePrecedenceTest::aTaskStartsOnceTheOneItNamesIsDoneWhateverTheirOrder()
{
    const auto ids = drop({{"/train", {{Ended::Well, "prepare", 3, 9}}}, {"/prepare.sh", {}}});
    QVERIFY(stateOf(ids[0]) == TaskState::Queued);
    QVERIFY(stateOf(ids[1]) == TaskState::Running);
    const auto waiting = engine->task(ids[0]);
    QCOMPARE(waiting->wishes.after.size(), std::size_t{1});
    QVERIFY(waiting->wishes.after[0].task == ids[1]);
    QVERIFY(waiting->steps->front().blockedBy.find("prepare") != std::string::npos);
    engine->finishOne();
    QVERIFY(stateOf(ids[1]) == TaskState::Done);
    QVERIFY(stateOf(ids[0]) == TaskState::Running);
    engine->runToEnd();
    QVERIFY(stateOf(ids[0]) == TaskState::Done);
    QVERIFY(engine->task(ids[0])->wishes.after.empty());
}

void EnginePrecedenceTest::itWaitsForAllItNames()
{
    const auto ids =
        drop({{"/prepare", {}},
              {"/fetch", {}},
              {"/train", {{Ended::Well, "prepare", 3, 9}, {Ended::Well, "fetch", 3, 9}}}});
    engine->finishOne();
    QVERIFY(stateOf(ids[2]) == TaskState::Queued);
    QCOMPARE(engine->task(ids[2])->wishes.after.size(), std::size_t{1});
    engine->finishOne();
    QVERIFY(stateOf(ids[2]) == TaskState::Running);
}

void EnginePrecedenceTest::itIsCancelledWhenTheOtherFails()
{
    const auto ids = drop({{"/prepare", {}}, {"/train", {{Ended::Well, "prepare", 3, 9}}}});
    engine->finishOne(true);
    QVERIFY(stateOf(ids[0]) == TaskState::Failed);
    QVERIFY(stateOf(ids[1]) == TaskState::Cancelled);
    QCOMPARE(findingOf(ids[1]), std::string("E408 "));
    QVERIFY(engine->core().idle());
}

void EnginePrecedenceTest::itMayWaitForAFailure()
{
    const auto ids = drop({{"/prepare", {}},
                           {"/mend", {{Ended::Badly, "prepare", 3, 9}}},
                           {"/fetch", {}},
                           {"/never", {{Ended::Badly, "fetch", 3, 9}}}});
    engine->finishOne(true);
    engine->calm();
    engine->finishOne();
    const bool prepareFailed = stateOf(ids[0]) == TaskState::Failed;
    const TaskId& started = ids[prepareFailed ? 1 : 3];
    const TaskId& dropped = ids[prepareFailed ? 3 : 1];
    QVERIFY(stateOf(started) == TaskState::Running);
    QVERIFY(stateOf(dropped) == TaskState::Cancelled);
    QCOMPARE(findingOf(dropped), std::string("E408 well"));
}

void EnginePrecedenceTest::itMayWaitForAnyEnd()
{
    const auto ids = drop({{"/prepare", {}}, {"/train", {{Ended::Anyhow, "prepare", 3, 9}}}});
    QVERIFY(stateOf(ids[1]) == TaskState::Queued);
    engine->finishOne(true);
    QVERIFY(stateOf(ids[1]) == TaskState::Running);
}

void EnginePrecedenceTest::itIsCancelledWhenTheOtherIsTakenOff()
{
    const auto ids = drop({{"/fetch", {}},
                           {"/prepare", {{Ended::Well, "fetch", 3, 9}}},
                           {"/train", {{Ended::Well, "prepare", 3, 9}}}});
    QVERIFY(engine->send(command::Remove{{ids[1]}}).has_value());
    QVERIFY(stateOf(ids[2]) == TaskState::Cancelled);
    QCOMPARE(findingOf(ids[2]), std::string("E408 gone"));
}

void EnginePrecedenceTest::bothRunAfterBothAreRetried()
{
    const auto ids = drop({{"/prepare", {}}, {"/train", {{Ended::Well, "prepare", 3, 9}}}});
    engine->finishOne(true);
    QVERIFY(stateOf(ids[1]) == TaskState::Cancelled);
    QVERIFY(engine->send(command::Retry{ids}).has_value());
    QVERIFY(stateOf(ids[1]) == TaskState::Queued);
    QCOMPARE(findingOf(ids[1]), std::string());
    engine->runToEnd();
    QVERIFY(stateOf(ids[1]) == TaskState::Done);
}

void EnginePrecedenceTest::aJobNobodyHasQueuedIsAnError()
{
    const auto ids = drop({{"/train", {{Ended::Well, "prepare", 3, 9}}}});
    QVERIFY(stateOf(ids[0]) == TaskState::Rejected);
    const auto findings = engine->task(ids[0])->diagnostics;
    QCOMPARE(findingOf(ids[0]), std::string("E407 "));
    QCOMPARE(findings.front().line, 3);
    QCOMPARE(findings.front().column, 9);
}

void EnginePrecedenceTest::anEarlierDropIsFoundToo()
{
    const auto first = drop({{"/prepare", {}}});
    const auto second = drop({{"/train", {{Ended::Well, "prepare", 3, 9}}}});
    QVERIFY(stateOf(second[0]) == TaskState::Queued);
    engine->runToEnd();
    QVERIFY(stateOf(second[0]) == TaskState::Done);
    const auto third = drop({{"/train", {{Ended::Well, "prepare", 3, 9}}}});
    engine->runToEnd(); // it had ended already
    QVERIFY(stateOf(third[0]) == TaskState::Done);
}

void EnginePrecedenceTest::aCircleIsAnErrorOfAllInIt()
{
    const auto ids = drop({{"/prepare", {{Ended::Well, "train", 2, 1}}},
                           {"/train", {{Ended::Well, "prepare", 3, 9}}},
                           {"/fetch", {}}});
    QCOMPARE(findingOf(ids[0]), std::string("E407 circle"));
    QCOMPARE(findingOf(ids[1]), std::string("E407 circle"));
    QVERIFY(stateOf(ids[2]) == TaskState::Running);
}

void EnginePrecedenceTest::itWaitsOnAfterARestart()
{
    const auto ids = drop({{"/prepare", {}}, {"/train", {{Ended::Well, "prepare", 3, 9}}}});
    restart();
    QVERIFY(stateOf(ids[1]) == TaskState::Queued);
    QVERIFY(engine->task(ids[1])->wishes.after.front().task == ids[0]);
    engine->runToEnd();
    QVERIFY(stateOf(ids[0]) == TaskState::Done);
    QVERIFY(stateOf(ids[1]) == TaskState::Done);
}

void EnginePrecedenceTest::whatEndedWellBeforeARestartIsNotAskedForAgain()
{
    const auto ids = drop({{"/prepare", {}}, {"/train", {{Ended::Well, "prepare", 3, 9}}}});
    QVERIFY(engine->send(command::Hold{{ids[1]}}).has_value());
    engine->finishOne();
    QVERIFY(stateOf(ids[0]) == TaskState::Done);
    QVERIFY(engine->send(command::Remove{{ids[0]}}).has_value());
    restart();
    QVERIFY(stateOf(ids[1]) == TaskState::Held);
    QVERIFY(engine->send(command::Release{{ids[1]}}).has_value());
    engine->runToEnd();
    QVERIFY(stateOf(ids[1]) == TaskState::Done);
}

void EnginePrecedenceTest::startedNowItWaitsNoMore()
{
    const auto ids = drop({{"/prepare", {}}, {"/train", {{Ended::Well, "prepare", 3, 9}}}});
    QVERIFY(engine->send(command::StartNow{{ids[1]}}).has_value());
    QVERIFY(stateOf(ids[1]) == TaskState::Running);
}

void EnginePrecedenceTest::anUndoOfStartNowLetsItWaitAgain()
{
    const auto held = drop({{"/prepare", {}}});
    QVERIFY(engine->send(command::Pause{}).has_value());
    const auto ids = drop({{"/train", {{Ended::Well, "prepare", 3, 9}}}});
    const auto started = engine->send(command::StartNow{{ids[0]}});
    QVERIFY(engine->task(ids[0])->wishes.after.empty());
    QVERIFY(engine->send(*started->inverse).has_value());
    QCOMPARE(engine->task(ids[0])->wishes.after.size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(EnginePrecedenceTest)
#include "engine_precedence_test.moc"
