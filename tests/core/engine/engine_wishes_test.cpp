#include "tests/support/engine_harness.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace xpu;
using namespace xpu::test;

/// What people want beyond the file, and taking it back.
class EngineWishesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twentyMixedChangesAreUndoneExactlyAndDoneAgain();
    void undoIsRefusedWithItsReasonWhereItNoLongerApplies();
    void theUndoStackOutlivesARestart();
    void aNewChangeForgetsWhatWasUndone();
    void aScatteredMoveGoesBackToItsPlaces();
    void heldUntilIsReleasedAtItsTime();
    void startNowOvertakesEverythingThatWaits();
    void waitingMakesATaskMoreImportant();
    void aPinnedTaskRunsWhereItIsPinned();
    void aPinThatNoDeviceCanObeyIsRefused();
    void retryRunsOnlyWhatIsNotDone();
    void retryOutlivesAKill();
    void aRestingDeviceStartsNothingAndOthersTakeItsSteps();
    void aRestingDeviceWakesAtItsTime();
};

namespace {

/// Everything a person can change of the queue, by row.
std::string looks(EngineHarness& engine)
{
    engine.calm();
    std::string text;
    for (const Task* task : engine.core().state().queue.listed())
        text += task->row.path + " " + task->row.position + " "
                + std::string(nameOf(task->row.state)) + " " + textOf(task->row.wishes) + "\n";
    return text + (engine.core().snapshot()->queuePaused ? "paused" : "");
}

std::int64_t inAnHour(EngineHarness& engine) { return engine.clock.utcMicros() + 3'600'000'000; }

} // namespace

void EngineWishesTest::twentyMixedChangesAreUndoneExactlyAndDoneAgain()
{
    EngineHarness engine(":memory:");
    engine.send(command::Pause{});
    std::vector<TaskId> t;
    for (const char* path : {"/a", "/b", "/c", "/d", "/e", "/f"})
        t.push_back(engine.submit(path, oneStep(engine)));
    const std::vector<Command> changes = {
        command::Move{{t[5]}, t[0]},
        command::SetPriority{{t[1], t[2]}, 80},
        command::Hold{{t[0]}},
        command::Move{{t[0], t[3]}, TaskId{}},
        command::Hold{{t[1]}, inAnHour(engine)},
        command::Pin{{t[2]}, "", "gpu"},
        command::Remove{{t[4]}},
        command::Release{{t[0]}},
        command::StartNow{{t[3], t[1]}},
        command::Cancel{{t[2]}},
        command::Restore{{t[4]}},
        command::SetPriority{{t[1]}, std::nullopt},
        command::Pause{{t[3]}},
        command::SetPriority{{t[5]}, 1},
        command::Hold{{t[5], t[4]}},
        command::Move{{t[1]}, t[5]},
        command::Pause{{t[0]}},
        command::Clear{},
        command::Resume{{t[0]}},
        command::Move{{t[5], t[0]}, t[3]},
    };
    std::vector<std::string> after{looks(engine)};
    for (const Command& change : changes) {
        const auto applied = engine.send(change);
        QVERIFY2(applied.has_value(), applied ? "" : applied.error().context.c_str());
        after.push_back(looks(engine));
    }
    QCOMPARE(after.size(), std::size_t{21});
    for (std::size_t i = changes.size(); i > 0; --i) {
        const auto undone = engine.send(command::Undo{});
        QVERIFY2(undone.has_value(), undone ? "" : undone.error().context.c_str());
        QCOMPARE(looks(engine), after[i - 1]);
    }
    for (std::size_t i = 1; i < after.size(); ++i) {
        const auto again = engine.send(command::Redo{});
        QVERIFY2(again.has_value(), again ? "" : again.error().context.c_str());
        QCOMPARE(looks(engine), after[i]);
    }
    QCOMPARE(engine.send(command::Redo{}).error().code, Errc::NotFound);
}

void EngineWishesTest::undoIsRefusedWithItsReasonWhereItNoLongerApplies()
{
    EngineHarness engine(":memory:");
    const TaskId id = engine.submit("/a", oneStep(engine), true);
    const std::string before = looks(engine);
    engine.send(command::Release{{id}}); // it starts at once
    QCOMPARE(engine.core().snapshot()->undo->deed, std::string("release"));
    const auto undone = engine.send(command::Undo{});
    QCOMPARE(undone.error().code, Errc::Conflict);
    QVERIFY(undone.error().context.find("queued") != std::string::npos);
    // What cannot be undone is not in the way of what was done before.
    QCOMPARE(engine.core().snapshot()->undo->deed, std::string("submit"));
    QVERIFY(engine.send(command::Undo{}).error().context.find("running") != std::string::npos);
    QCOMPARE(engine.send(command::Undo{}).error().code, Errc::NotFound);
    QVERIFY(looks(engine) != before);
}

void EngineWishesTest::theUndoStackOutlivesARestart()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath("xpu.sqlite").toStdString();
    std::string before;
    std::shared_ptr<const TaskGraph> graph;
    {
        EngineHarness engine(file);
        engine.send(command::Pause{});
        const TaskId a = engine.submit("/a", oneStep(engine));
        const TaskId b = engine.submit("/b", oneStep(engine));
        before = looks(engine);
        QVERIFY(engine.send(command::Move{{b}, a}).has_value());
        QVERIFY(engine.send(command::SetPriority{{a}, 9}).has_value());
        graph = engine.graphs["/a"];
    }
    EngineHarness engine(file);
    engine.graphs = {{"/a", oneStep(engine)}, {"/b", oneStep(engine)}};
    QVERIFY(engine.send(command::Undo{}).has_value());
    QVERIFY(engine.send(command::Undo{}).has_value());
    QCOMPARE(looks(engine), before);
}

void EngineWishesTest::aNewChangeForgetsWhatWasUndone()
{
    EngineHarness engine(":memory:");
    engine.send(command::Pause{});
    const TaskId id = engine.submit("/a", oneStep(engine));
    engine.send(command::Hold{{id}});
    engine.send(command::Undo{});
    QVERIFY(engine.core().snapshot()->redo.has_value());
    engine.send(command::SetPriority{{id}, 3});
    QVERIFY(!engine.core().snapshot()->redo.has_value());
}

void EngineWishesTest::aScatteredMoveGoesBackToItsPlaces()
{
    EngineHarness engine(":memory:");
    engine.send(command::Pause{});
    std::vector<TaskId> ids;
    for (const char* path : {"/a", "/b", "/c", "/d", "/e"})
        ids.push_back(engine.submit(path, oneStep(engine)));
    const std::string before = looks(engine);
    const auto moved = engine.send(command::Move{{ids[4], ids[1]}, ids[0]});
    QVERIFY(moved->inverse.has_value());
    QVERIFY(engine.send(*moved->inverse).has_value());
    QCOMPARE(looks(engine), before);
}

void EngineWishesTest::heldUntilIsReleasedAtItsTime()
{
    EngineHarness engine(":memory:");
    const TaskId id = engine.submit("/a", oneStep(engine), true);
    const std::int64_t until = inAnHour(engine);
    QVERIFY(engine.send(command::Hold{{id}, until}).has_value());
    QCOMPARE(engine.task(id)->wishes.holdUntilUtcMicros, until);
    engine.clock.advance(Seconds(3500));
    QCOMPARE(engine.task(id)->state, TaskState::Held);
    engine.clock.advance(Seconds(100));
    QCOMPARE(engine.task(id)->state, TaskState::Running);
    QCOMPARE(engine.task(id)->wishes.holdUntilUtcMicros, 0);
    QVERIFY(!engine.send(command::Hold{{id}, until}).has_value());
}

void EngineWishesTest::startNowOvertakesEverythingThatWaits()
{
    EngineHarness engine(":memory:");
    engine.send(command::Pause{});
    engine.submit("/a", oneStep(engine));
    const TaskId late = engine.submit("/b", oneStep(engine), true);
    QVERIFY(engine.send(command::StartNow{{late}}).has_value());
    QCOMPARE(engine.task(late)->position, 1);
    engine.send(command::Resume{});
    QCOMPARE(engine.step(late, 0).state, StepState::Running);
}

void EngineWishesTest::waitingMakesATaskMoreImportant()
{
    EngineHarness engine(":memory:");
    const auto ranked = [&](const char* path, int priority) {
        GraphMaker maker(engine.catalog);
        maker.add("work", {}).devices.pin = "cpu";
        maker.graph().priority = priority;
        return engine.submit(path, maker.make());
    };
    engine.submit("/running", oneStep(engine));
    const TaskId low = ranked("/low", 40);
    engine.clock.advance(Seconds(11 * 120)); // eleven points
    const TaskId high = ranked("/high", 50);
    const TaskId higher = ranked("/higher", 60);
    FakeDevice& cpu = engine.device(EngineHarness::Cpu);
    std::vector<TaskId> order;
    for (int i = 0; i < 3; ++i) {
        cpu.finish(0);
        engine.calm();
        for (const TaskId& id : {low, high, higher})
            if (engine.task(id)->state == TaskState::Running
                && std::find(order.begin(), order.end(), id) == order.end())
                order.push_back(id);
    }
    QVERIFY(order == (std::vector<TaskId>{higher, low, high}));
}

void EngineWishesTest::aPinnedTaskRunsWhereItIsPinned()
{
    EngineHarness engine(":memory:");
    engine.send(command::Pause{});
    for (const char* device : {"cpu", "vulkan:0"}) {
        GraphMaker maker(engine.catalog);
        maker.add("work", {});
        const TaskId id = engine.submit(std::string("/") + device, maker.make());
        QVERIFY(engine.send(command::Pin{{id}, "", device}).has_value());
    }
    engine.send(command::Resume{});
    engine.runToEnd();
    for (const auto& task : engine.core().snapshot()->queue)
        QCOMPARE("/" + task->steps->at(0).device, task->path);
}

void EngineWishesTest::aPinThatNoDeviceCanObeyIsRefused()
{
    EngineHarness engine(":memory:");
    engine.send(command::Pause{});
    const TaskId id = engine.submit("/a", oneStep(engine));
    QCOMPARE(engine.send(command::Pin{{id}, "", "tpu"}).error().code, Errc::NotFound);
    QCOMPARE(engine.send(command::Pin{{id}, "nosuch", "cpu"}).error().code, Errc::NotFound);
    QVERIFY(engine.task(id)->wishes.pins.empty());
}

void EngineWishesTest::retryRunsOnlyWhatIsNotDone()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    maker.add("work", {}).devices.pin = "cpu";
    maker.add("work", {}).devices.pin = "cpu";
    const TaskId id = engine.submit("/a", maker.make());
    FakeDevice& cpu = engine.device(EngineHarness::Cpu);
    cpu.finish(0);
    engine.calm();
    cpu.finish(0, LaunchError{Errc::DeviceFailed, "made to fail", {}});
    QCOMPARE(engine.task(id)->state, TaskState::Failed);
    const std::size_t done = engine.task(id)->stepsDone;
    QCOMPARE(done, std::size_t{1});
    const auto retried = engine.send(command::Retry{{id}});
    QVERIFY(retried.has_value() && !retried->inverse);
    QCOMPARE(cpu.waiting.size(), std::size_t{1});
    engine.runToEnd();
    QCOMPARE(engine.task(id)->state, TaskState::Done);
    QCOMPARE(engine.task(id)->stepsDone, std::size_t{2});
}

void EngineWishesTest::retryOutlivesAKill()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath("xpu.sqlite").toStdString();
    const auto two = [](EngineHarness& engine) {
        GraphMaker maker(engine.catalog);
        maker.add("work", {}).devices.pin = "cpu";
        maker.add("work", {0}).devices.pin = "cpu";
        return maker.make();
    };
    TaskId id;
    {
        EngineHarness engine(file);
        id = engine.submit("/a", two(engine));
        engine.device(EngineHarness::Cpu).finish(0, LaunchError{Errc::DeviceFailed, "once", {}});
        QCOMPARE(engine.task(id)->state, TaskState::Failed);
        engine.send(command::Pause{});
        QVERIFY(engine.send(command::Retry{{id}}).has_value());
        engine.send(command::Resume{});
    }
    EngineHarness engine(file);
    engine.graphs["/a"] = two(engine);
    engine.calm();
    engine.runToEnd();
    QCOMPARE(engine.task(id)->state, TaskState::Done);
}

void EngineWishesTest::aRestingDeviceStartsNothingAndOthersTakeItsSteps()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    maker.add("work", {});
    maker.add("work", {}).devices.pin = "cpu";
    engine.send(command::Pause{});
    const TaskId id = engine.submit("/a", maker.make());
    QVERIFY(engine.send(command::Snooze{"cpu", inAnHour(engine)}).has_value());
    engine.send(command::Resume{});
    engine.calm();
    QVERIFY(engine.device(EngineHarness::Cpu).waiting.empty());
    QCOMPARE(engine.step(id, 0).device, std::string("vulkan:0"));
    QVERIFY(engine.step(id, 1).blockedBy.find("rests") != std::string::npos);
    QVERIFY(!engine.send(command::Snooze{"host", inAnHour(engine)}).has_value());
}

void EngineWishesTest::aRestingDeviceWakesAtItsTime()
{
    EngineHarness engine(":memory:");
    QVERIFY(engine.send(command::Snooze{"cpu", inAnHour(engine)}).has_value());
    const TaskId id = engine.submit("/a", oneStep(engine));
    QVERIFY(engine.device(EngineHarness::Cpu).waiting.empty());
    engine.clock.advance(Seconds(3700));
    engine.runToEnd();
    QCOMPARE(engine.task(id)->state, TaskState::Done);
    QVERIFY(engine.store->recover()->snoozed.empty());
}

QTEST_APPLESS_MAIN(EngineWishesTest)
#include "engine_wishes_test.moc"
