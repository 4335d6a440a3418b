#include "tests/support/engine_harness.h"

#include <QTemporaryDir>
#include <QTest>

using namespace xpu;
using namespace xpu::test;

/// What runs when results of earlier runs stand, and what does when people choose.
/// The task: s0 reads /in, s1 works on it, s2 saves it as /mid; s3 works on s1, s4 saves that as /out;
/// s5 is a command after s4 that leaves /sum.
class EngineIncrementalTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aSecondRunOfTheSameTaskRunsNothing();
    void aChangedInputRunsOnlyWhatComesFromIt();
    void whatStandsIsRememberedAcrossARestart();
    void everyStepRunsWhenItIsAskedFor();
    void aDoneTaskMakesWhatIsMissing();
    void aWaitingTaskTellsWhatWouldRun();
    void anInputThatChangedDuringTheRunIsNotTrusted();
    void aPartOfATaskRunsAndLaterTheRest();
    void aSkippedStepLetsWhatComesAfterItRun();
    void aSkippedStepLeavesItsReadersOutUnlessItsFileStands();
    void choosingStepsIsRefusedWhileTheyRunAndForStepsThatAreNot();

private:
    void open();
    std::shared_ptr<TaskGraph> graph() const;
    /// Finishes all launches, writing the files that steps would write.
    void run(const TaskId& id);
    QString states(const TaskId& id) const;
    std::size_t launches_ = 0;

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<EngineHarness> engine_;
    std::shared_ptr<FakeFiles> files_;
    FakeCatalog catalog_;
};

void EngineIncrementalTest::init()
{
    engine_.reset();
    folder_ = std::make_unique<QTemporaryDir>();
    files_ = std::make_shared<FakeFiles>();
    files_->put("/in", "picture");
    open();
}

void EngineIncrementalTest::open()
{
    engine_ = std::make_unique<EngineHarness>(
        folder_->filePath(QStringLiteral("xpu.sqlite")).toStdString(), 1, 64_MiB, false, files_);
}

std::shared_ptr<TaskGraph> EngineIncrementalTest::graph() const
{
    GraphMaker maker(catalog_);
    maker.add("disk", {}).inputs.push_back({"file", FileSource{"/in", "/"}, std::nullopt});
    maker.add("work", {0}).devices.pin = "cpu";
    maker.add("disk", {1}).outputs[0].file = FileSource{"/mid", "/"};
    maker.add("work", {1}).devices.pin = "cpu";
    maker.add("disk", {3}).outputs[0].file = FileSource{"/out", "/"};
    Step& command = maker.command({4});
    command.outputs.push_back({"sum", FileSource{"/sum", "/"}, std::nullopt});
    return maker.make();
}

void EngineIncrementalTest::run(const TaskId& id)
{
    launches_ = 0;
    for (int i = 0; i < 200 && !isFinal(engine_->task(id)->state); ++i) {
        for (std::size_t d = 0; d < 4; ++d)
            for (const Launch& launch : engine_->device(d).waiting) {
                launches_ += launch.work ? 1U : 0U;
                const auto* op = launch.work ? std::get_if<OperatorWork>(&*launch.work) : nullptr;
                if (op != nullptr && op->op->name == "disk" && op->file != "/in")
                    files_->put(op->file, "made");
                if (launch.work && op == nullptr)
                    files_->put("/sum", "made");
            }
        while (engine_->finishOne())
            continue;
    }
}

QString EngineIncrementalTest::states(const TaskId& id) const
{
    QString out;
    for (const StepView& step : *engine_->task(id)->steps)
        out += QLatin1Char(nameOf(step.state).front());
    return out;
}

void EngineIncrementalTest::aSecondRunOfTheSameTaskRunsNothing()
{
    const TaskId first = engine_->submit("/a", graph());
    run(first);
    QCOMPARE(engine_->task(first)->state, TaskState::Done);
    QCOMPARE(launches_, std::size_t{6});
    const TaskId second = engine_->submit("/b", graph());
    run(second);
    QCOMPARE(launches_, std::size_t{0});
    const auto task = engine_->task(second);
    QCOMPARE(task->state, TaskState::Done);
    QCOMPARE(task->stepsDone, std::size_t{6});
    QCOMPARE(task->stepsClean, std::optional(std::size_t{6}));
    const StepView step = engine_->step(second, 4);
    QVERIFY(step.state == StepState::Done && !step.actual && !step.startedUtcMicros);
    QCOMPARE(step.cache, std::optional(StepCache{CacheState::Clean, {}}));
    const auto told = engine_->store->run(task->run.text());
    QCOMPARE(told->steps.size(), std::size_t{6});
    QVERIFY(!told->steps[4].actualS);
}

void EngineIncrementalTest::aChangedInputRunsOnlyWhatComesFromIt()
{
    run(engine_->submit("/a", graph()));
    files_->remove("/mid");
    const TaskId second = engine_->submit("/b", graph());
    run(second);
    QCOMPARE(launches_, std::size_t{3}); // read, work, save; /out and /sum stand
    QCOMPARE(engine_->task(second)->state, TaskState::Done);
    QCOMPARE(engine_->step(second, 2).cache->reason, std::string("mid is gone"));
    files_->put("/in", "another picture");
    const TaskId third = engine_->submit("/c", graph());
    run(third);
    QCOMPARE(launches_, std::size_t{6});
}

void EngineIncrementalTest::whatStandsIsRememberedAcrossARestart()
{
    run(engine_->submit("/a", graph()));
    engine_.reset();
    open();
    const TaskId again = engine_->submit("/b", graph());
    run(again);
    QCOMPARE(launches_, std::size_t{0});
    QCOMPARE(engine_->task(again)->state, TaskState::Done);
}

void EngineIncrementalTest::everyStepRunsWhenItIsAskedFor()
{
    const TaskId id = engine_->submit("/a", graph());
    run(id);
    QVERIFY(engine_->send(command::RunEveryStep{{id}}).has_value());
    run(id);
    QCOMPARE(launches_, std::size_t{6});
    command::Submit submit;
    submit.paths = {"/b"};
    submit.everyStep = true;
    engine_->graphs["/b"] = graph();
    const TaskId other = engine_->send(submit).value().tasks.front();
    run(other);
    QCOMPARE(launches_, std::size_t{6});
}

void EngineIncrementalTest::aDoneTaskMakesWhatIsMissing()
{
    const TaskId id = engine_->submit("/a", graph());
    run(id);
    const RunId before = engine_->task(id)->run;
    files_->remove("/out");
    QVERIFY(engine_->send(command::Retry{{id}}).has_value());
    run(id);
    QCOMPARE(engine_->task(id)->state, TaskState::Done);
    QVERIFY(engine_->task(id)->run != before);
    QCOMPARE(launches_, std::size_t{5}); // the command comes after what ran: it runs, too
}

void EngineIncrementalTest::aWaitingTaskTellsWhatWouldRun()
{
    run(engine_->submit("/a", graph()));
    files_->remove("/mid");
    const TaskId held = engine_->submit("/b", graph(), true);
    const auto task = engine_->task(held);
    QCOMPARE(task->stepsClean, std::optional(std::size_t{3}));
    QVERIFY(engine_->send(command::RunEveryStep{{held}}).has_value());
    QCOMPARE(engine_->task(held)->stepsClean, std::optional(std::size_t{0}));
    QVERIFY(engine_->send(command::Undo{}).has_value());
    QCOMPARE(engine_->task(held)->stepsClean, std::optional(std::size_t{3}));
}

void EngineIncrementalTest::anInputThatChangedDuringTheRunIsNotTrusted()
{
    const TaskId id = engine_->submit("/a", graph());
    engine_->finishOne(); // /in was read
    files_->put("/in", "changed meanwhile");
    run(id);
    const TaskId again = engine_->submit("/b", graph());
    run(again);
    QCOMPARE(launches_, std::size_t{6});
}

void EngineIncrementalTest::aPartOfATaskRunsAndLaterTheRest()
{
    const TaskId id = engine_->submit("/a", graph(), true);
    QVERIFY(engine_->send(command::RunUpTo{{id}, "s2"}).has_value());
    QVERIFY(engine_->send(command::Release{{id}}).has_value());
    run(id);
    QCOMPARE(engine_->task(id)->state, TaskState::Done);
    QCOMPARE(states(id), QStringLiteral("dddsss"));
    QCOMPARE(engine_->step(id, 4).blockedBy, std::string("not asked for"));
    const RunId part = engine_->task(id)->run;
    QVERIFY(engine_->send(command::RunUpTo{{id}, ""}).has_value());
    run(id);
    QCOMPARE(states(id), QStringLiteral("dddddd"));
    QCOMPARE(engine_->task(id)->run, part);
    QCOMPARE(engine_->task(id)->state, TaskState::Done);
}

void EngineIncrementalTest::aSkippedStepLetsWhatComesAfterItRun()
{
    GraphMaker maker(catalog_);
    maker.command({});
    maker.command({0});
    const TaskId id = engine_->submit("/a", maker.make());
    engine_->calm();
    engine_->finishOne(true);
    QCOMPARE(engine_->task(id)->state, TaskState::Failed);
    QCOMPARE(states(id), QStringLiteral("fs"));
    QVERIFY(engine_->send(command::SkipStep{{id}, "s0"}).has_value());
    run(id);
    QCOMPARE(engine_->task(id)->state, TaskState::Done);
    QCOMPARE(states(id), QStringLiteral("sd"));
    QCOMPARE(engine_->step(id, 0).blockedBy, std::string("skipped as you asked"));
}

void EngineIncrementalTest::aSkippedStepLeavesItsReadersOutUnlessItsFileStands()
{
    GraphMaker maker(catalog_);
    maker.add("work", {}).outputs[0].file = FileSource{"/x", "/"};
    maker.add("work", {0}).outputs[0].file = FileSource{"/y", "/"};
    maker.add("work", {1}).outputs[0].file = FileSource{"/z", "/"};
    const auto three = maker.make();
    const TaskId without = engine_->submit("/a", three, true);
    QVERIFY(engine_->send(command::SkipStep{{without}, "s0"}).has_value());
    QVERIFY(engine_->send(command::Release{{without}}).has_value());
    run(without);
    QCOMPARE(states(without), QStringLiteral("sss"));
    QCOMPARE(engine_->step(without, 1).blockedBy, std::string("nothing to read: s0 was skipped"));
    files_->put("/x", "made by hand");
    const TaskId with = engine_->submit("/b", three, true);
    QVERIFY(engine_->send(command::SkipStep{{with}, "s0"}).has_value());
    QVERIFY(engine_->send(command::Release{{with}}).has_value());
    run(with);
    QCOMPARE(states(with), QStringLiteral("sdd"));
    QCOMPARE(engine_->task(with)->state, TaskState::Done);
}

void EngineIncrementalTest::choosingStepsIsRefusedWhileTheyRunAndForStepsThatAreNot()
{
    const TaskId id = engine_->submit("/a", graph(), true);
    QCOMPARE(engine_->send(command::RunUpTo{{id}, "s9"}).error().code, Errc::NotFound);
    QCOMPARE(engine_->send(command::SkipStep{{id}, ""}).error().code, Errc::NotFound);
    QVERIFY(engine_->send(command::Release{{id}}).has_value());
    engine_->calm();
    QCOMPARE(engine_->task(id)->state, TaskState::Running);
    QCOMPARE(engine_->send(command::RunEveryStep{{id}}).error().code, Errc::Conflict);
    QCOMPARE(engine_->send(command::RunUpTo{{id}, "s1"}).error().code, Errc::Conflict);
}

QTEST_APPLESS_MAIN(EngineIncrementalTest)
#include "engine_incremental_test.moc"
