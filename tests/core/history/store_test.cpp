#include "core/history/store.h"
#include "tests/core/history/samples.h"

#include <QTest>

using namespace xpu;
using namespace xpu::history;

namespace {

std::unique_ptr<Store> inMemory()
{
    auto store = Store::open(":memory:");
    return store ? std::move(*store) : nullptr;
}

std::shared_ptr<const std::string> why(const std::string& text)
{
    return std::make_shared<const std::string>(text);
}

} // namespace

class StoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesATaskBackAsItWas()
    {
        const auto store = inMemory();
        const TaskRow task = sampleTask("b");
        QVERIFY(store->append({task}, Durability::Full));
        const auto all = store->recover();
        QCOMPARE(all->tasks.size(), std::size_t{1});
        const TaskRow& back = all->tasks.front();
        QVERIFY(back.id == task.id && back.run == task.run);
        QCOMPARE(back.text, task.text);
        QCOMPARE(back.devices, task.devices);
        QCOMPARE(back.outFolder, task.outFolder);
        QCOMPARE(back.submitter, task.submitter);
        QCOMPARE(back.submittedUtcMicros, task.submittedUtcMicros);
        QVERIFY(back.state == TaskState::Queued);
    }

    void keepsTasksByPositionAndLeavesRemovedOnesOut()
    {
        const auto store = inMemory();
        TaskRow gone = sampleTask("c");
        QVERIFY(store->append({sampleTask("b"), gone, sampleTask("a")}, Durability::Full));
        gone.removed = true;
        QVERIFY(store->append({gone}, Durability::Full));
        const auto all = store->recover();
        QCOMPARE(all->tasks.size(), std::size_t{2});
        QCOMPARE(all->tasks[0].position, std::string("a"));
        QCOMPARE(all->tasks[1].position, std::string("b"));
    }

    void keepsTheTextWhenATaskOnlyMoves()
    {
        const auto store = inMemory();
        TaskRow task = sampleTask("a");
        QVERIFY(store->append({task}, Durability::Full));
        const std::string text = std::exchange(task.text, {});
        task.position = "m";
        QVERIFY(store->append({task}, Durability::Full));
        QCOMPARE(store->recover()->tasks.front().text, text);
    }

    void givesFinishedStepsOfTheCurrentRunBack()
    {
        const auto store = inMemory();
        const TaskRow task = sampleTask("a", TaskState::Running);
        StepFinished step = sampleStep(task, 7);
        step.whyJson = why("{\"chosen_by\":\"heft\"}");
        step.errorCode = "E701";
        step.errorMessage = "changed";
        step.state = StepState::Failed;
        QVERIFY(store->append({task, sampleRun(task), written(step)}, Durability::Full));
        const auto all = store->recover();
        QCOMPARE(all->finishedSteps.size(), std::size_t{1});
        const StepFinished& back = all->finishedSteps.front();
        QVERIFY(back.task == task.id && back.run == task.run && back.index == 7);
        QCOMPARE(back.step, step.step);
        QVERIFY(back.state == StepState::Failed);
        QCOMPARE(back.operation, step.operation);
        QCOMPARE(back.device, step.device);
        QCOMPARE(back.predictedHiS, step.predictedHiS);
        QCOMPARE(back.actualS, step.actualS);
        QVERIFY(!back.cpuS && !back.peakMemory);
        QCOMPARE(back.bytesOut, step.bytesOut);
        QCOMPARE(back.energyQuality, step.energyQuality);
        QCOMPARE(back.dtype, step.dtype);
        QCOMPARE(back.errorCode, step.errorCode);
        QCOMPARE(back.errorMessage, step.errorMessage);
        QCOMPARE(back.startedUtcMicros, step.startedUtcMicros);
        QCOMPARE(back.finishedUtcMicros, step.finishedUtcMicros);
        QCOMPARE(back.flops, step.flops);
        QCOMPARE(*back.whyJson, *step.whyJson);
    }

    void replacesAStepThatRunsAgain()
    {
        const auto store = inMemory();
        const TaskRow task = sampleTask("a");
        StepFinished step = sampleStep(task, 0);
        step.state = StepState::Interrupted;
        QVERIFY(store->append({task, written(step)}, Durability::Full));
        step.state = StepState::Done;
        QVERIFY(store->append({written(step)}, Durability::Full));
        const auto all = store->recover();
        QCOMPARE(all->finishedSteps.size(), std::size_t{1});
        QVERIFY(all->finishedSteps.front().state == StepState::Done);
    }

    void namesStepsThatStartedAndDidNotFinish()
    {
        const auto store = inMemory();
        const TaskRow task = sampleTask("a");
        const StepStarted first{task.id, task.run, "gauss[0]", "sandbox", 5, 1};
        const StepStarted second{task.id, task.run, "gauss[1]", "sandbox", 6, 2};
        QVERIFY(store->append({task, sampleRun(task), first, second}, Durability::Full));
        QVERIFY(store->append({written(sampleStep(task, 0))}, Durability::Full));
        const auto all = store->recover();
        QCOMPARE(all->startedSteps.size(), std::size_t{1});
        QCOMPARE(all->startedSteps.front().step, std::string("gauss[1]"));
        QCOMPARE(all->startedSteps.front().attempt, 2);
        QVERIFY(all->startedSteps.front().run == task.run);
    }

    void alikeStepsShareOneReason()
    {
        const auto store = inMemory();
        const TaskRow task = sampleTask("a");
        const TaskRow other = sampleTask("b");
        StepFinished a = sampleStep(task, 0), b = sampleStep(task, 1), c = sampleStep(task, 2);
        StepFinished elsewhere = sampleStep(other, 0);
        a.whyJson = why("first");
        elsewhere.whyJson = why("other run");
        c.whyJson = why("first");
        QVERIFY(store->append({task, other, written(a), written(elsewhere), written(b), written(c)},
                              Durability::Full));
        const auto detail = store->run(task.run.text());
        QVERIFY(!detail->steps[1].whyJson);
        QCOMPARE(detail->steps[0].whyJson.get(), detail->steps[2].whyJson.get());
        QCOMPARE(*store->run(other.run.text())->steps[0].whyJson, std::string("other run"));
    }

    void anUnfinishedRunKeepsItsFirstStart()
    {
        const auto store = inMemory();
        const TaskRow task = sampleTask("a");
        QVERIFY(store->append({task, sampleRun(task, 100)}, Durability::Full));
        QVERIFY(store->append({sampleRun(task, 900)}, Durability::Full));
        QVERIFY(store->append({RunFinished{task.run, TaskState::Done, 1000, 0.5, 3.0, "modelled"}},
                              Durability::Full));
        const auto runs = store->runs(0, 10);
        QCOMPARE(runs->size(), std::size_t{1});
        const RunSummary& run = runs->front();
        QCOMPARE(run.startedUtcMicros, std::int64_t{100});
        QCOMPARE(run.state, std::string("done"));
        QCOMPARE(run.makespanS, std::optional<double>(0.5));
        QCOMPARE(run.lowerBoundS, std::optional<double>(1.5));
        QCOMPARE(run.steps, std::uint64_t{3});
        QVERIFY(run.task == task.id);
    }

    void listsRunsNewestFirstByOffsetAndByCursor()
    {
        const auto store = inMemory();
        std::vector<Record> records;
        for (int i = 0; i < 25; ++i)
            records.emplace_back(sampleRun(sampleTask("a"), i / 2)); // pairs start together
        QVERIFY(store->append(records, Durability::Full));
        QCOMPARE(*store->runCount(), std::uint64_t{25});
        std::vector<RunSummary> byCursor;
        std::optional<RunCursor> at;
        while (true) {
            const auto page = store->runsAfter(at, 4);
            if (page->empty())
                break;
            byCursor.insert(byCursor.end(), page->begin(), page->end());
            at = RunCursor{byCursor.back().startedUtcMicros, byCursor.back().run};
        }
        QCOMPARE(byCursor.size(), std::size_t{25});
        for (std::size_t i = 0; i < 25; ++i)
            QVERIFY(byCursor[i].run == store->runs(i, 1)->front().run);
        QVERIFY(byCursor.front().startedUtcMicros > byCursor.back().startedUtcMicros);
    }

    void findsARunByPrefixAndByLast()
    {
        const auto store = inMemory();
        TaskRow a = sampleTask("a"), b = sampleTask("b");
        a.run = RunId(*Uuid::parse("01890000-0000-7000-8000-000000000001"));
        b.run = RunId(*Uuid::parse("0189ffff-0000-7000-8000-000000000002"));
        QVERIFY(store->append({a, b, sampleRun(a, 20), sampleRun(b, 10)}, Durability::Full));
        QVERIFY(store->run("0189f")->summary.run == b.run);
        QVERIFY(store->run("01890000-00")->summary.run == a.run);
        QVERIFY(store->run("last")->summary.run == a.run);
        QCOMPARE(store->run("last")->submitter, std::string("ada"));
        QVERIFY(store->run("0189").error().code == Errc::InvalidInput);
        QVERIFY(store->run("018").error().code == Errc::InvalidInput);
        QVERIFY(store->run("zzzz").error().code == Errc::InvalidInput);
        QVERIFY(store->run("ffff").error().code == Errc::NotFound);
    }

    void lastOfAnEmptyHistoryIsNotFound()
    {
        QVERIFY(inMemory()->run("last").error().code == Errc::NotFound);
    }

    void remembersApprovalsGrantsAndThePause()
    {
        const auto store = inMemory();
        QVERIFY(store->append({Approval{"d1", "/a", 1, 2}, GrantRow{"/x", 1, 2},
                               GrantRow{"/y", 1, 2}, QueuePaused{true}},
                              Durability::Full));
        QVERIFY(store->append({GrantRevoked{"/x"}}, Durability::Full));
        const auto all = store->recover();
        QCOMPARE(all->approvals, std::vector<std::string>{"d1"});
        QCOMPARE(all->grants, std::vector<std::string>{"/y"});
        QVERIFY(all->queuePaused);
    }

    void remembersWishesTheUndoStackAndRestingDevices()
    {
        const auto store = inMemory();
        TaskRow task = sampleTask("m");
        task.wishes.priority = 80;
        task.wishes.holdUntilUtcMicros = 1'700'000'000'000'001;
        task.wishes.pins = {{"", "cpu"}, {"gauss", "vulkan:0"}};
        const UndoRow first{1, false, "move", "soften", 2, R"({"type":"put"})"};
        const UndoRow second{2, true, "hold", "", 0, R"({"type":"release"})"};
        QVERIFY(store->append({task, UndoChanged{{}, first}, UndoChanged{{}, second},
                               DeviceSnoozed{"cpu", 42}, DeviceSnoozed{"vulkan:0", 43}},
                              Durability::Full));
        QVERIFY(store->append({UndoChanged{{1}, {}}, DeviceSnoozed{"cpu", 0}}, Durability::Full));
        const auto all = store->recover();
        QCOMPARE(all->tasks.front().wishes, task.wishes);
        QCOMPARE(all->undo.size(), std::size_t{1});
        QVERIFY(all->undo.front().seq == 2 && all->undo.front().redo);
        QCOMPARE(all->undo.front().inverse, second.inverse);
        QCOMPARE(all->snoozed.size(), std::size_t{1});
        QCOMPARE(all->snoozed.front().device, std::string("vulkan:0"));
    }

    void remembersTheNewestMakerOfAFile()
    {
        const auto store = inMemory();
        const MadeFile first{"/data/a.png", {100, 1'700'000'000'000'000'001, 7}, "operator=1"};
        const MadeFile second{"/data/a.png", {200, 1'700'000'000'000'000'002, 8}, "operator=2"};
        const MadeFile other{"/data/ü.npy", {~0ull >> 1, -1, ~0ull}, ""};
        QVERIFY(store->append({FilesMade{{first, other}}}, Durability::Full));
        QVERIFY(store->append({FilesMade{{second}}}, Durability::Full));
        const std::vector<std::string> asked{"/data/a.png", "/data/b.png", "/data/ü.npy"};
        const auto made = store->made(asked);
        QCOMPARE(made->size(), std::size_t{2});
        QCOMPARE(made->at("/data/a.png").stamp, second.stamp);
        QCOMPARE(made->at("/data/a.png").recipe, second.recipe);
        QCOMPARE(made->at("/data/ü.npy").stamp, other.stamp);
    }

    void forgetsStepsThatRunAgain()
    {
        const auto store = inMemory();
        const TaskRow task = sampleTask("m");
        QVERIFY(store->append({task, sampleRun(task), written(sampleStep(task, 0)),
                               written(sampleStep(task, 1)), written(sampleStep(task, 2))},
                              Durability::Full));
        QVERIFY(store->append({StepsForgotten{task.id, task.run, {1}}}, Durability::Full));
        const auto all = store->recover();
        QCOMPARE(all->finishedSteps.size(), std::size_t{2});
        QCOMPARE(all->finishedSteps.back().index, 2U);
    }

    void aRunKnowsWhatTheSensorsSaidMeanwhile()
    {
        const auto store = inMemory();
        const TaskRow task = sampleTask("m");
        RunStarted started = sampleRun(task);
        started.utcMicros = 1'005'000'000;
        std::vector<Record> records{task, started,
                                    RunFinished{.run = task.run,
                                                .utcMicros = 1'035'000'000,
                                                .makespanS = 30,
                                                .energyJ = {},
                                                .energyQuality = ""}};
        for (int i = 90; i < 120; ++i)
            for (const char* sensor : {"mem.used", "cpu.total"})
                records.emplace_back(TelemetryRollup{sensor, i * 10'000'000ll, 10, double(i),
                                                     double(i), double(i), 10});
        QVERIFY(store->append(records, Durability::Relaxed));
        const auto run = store->run("last");
        QVERIFY(run);
        QCOMPARE(run->telemetry.size(), std::size_t{2 * 4});
        QCOMPARE(run->telemetry.front().sensor, std::string("cpu.total"));
        QCOMPARE(run->telemetry.front().utcMicros, std::int64_t{1'000'000'000});
        QCOMPARE(run->telemetry.front().seconds, 10);
        QCOMPARE(run->telemetry[3].mean, 103.0);
        QCOMPARE(run->telemetry[4].sensor, std::string("mem.used"));
    }

    void theTelemetryOfALongRunIsMerged()
    {
        const auto store = inMemory();
        const TaskRow task = sampleTask("m");
        RunStarted started = sampleRun(task);
        started.utcMicros = 1'000'000'000;
        std::vector<Record> records{task, started,
                                    RunFinished{.run = task.run,
                                                .utcMicros = 21'000'000'000,
                                                .makespanS = 20'000,
                                                .energyJ = {},
                                                .energyQuality = ""}};
        for (int i = 100; i < 2100; ++i)
            records.emplace_back(TelemetryRollup{"cpu.total", i * 10'000'000ll, 10, 1, 2,
                                                 i == 1500 ? 9.0 : 3.0, 10});
        QVERIFY(store->append(records, Durability::Relaxed));
        const auto run = store->run("last");
        QVERIFY(run);
        QVERIFY(run->telemetry.size() <= 602);
        QVERIFY(run->telemetry.size() > 300);
        double most = 0;
        std::uint64_t count = 0;
        for (const TelemetryRollup& row : run->telemetry) {
            most = std::max(most, row.max);
            count += row.count;
            QCOMPARE(row.mean, 2.0);
        }
        QCOMPARE(most, 9.0);
        QCOMPARE(count, std::uint64_t{20'000});
    }

    void aRunIsFoundByHowManyCameAfterIt()
    {
        const auto store = inMemory();
        std::vector<std::string> ids;
        for (int i = 0; i < 3; ++i) {
            const TaskRow task = sampleTask("m");
            RunStarted started = sampleRun(task);
            started.utcMicros = 1'000'000 * (i + 1);
            QVERIFY(store->append({task, started}, Durability::Full));
            ids.push_back(task.run.text());
        }
        QCOMPARE(store->run("last")->summary.run.text(), ids[2]);
        QCOMPARE(store->run("last-0")->summary.run.text(), ids[2]);
        QCOMPARE(store->run("last-2")->summary.run.text(), ids[0]);
        QVERIFY(store->run("last-3").error().code == Errc::NotFound);
        for (const char* wrong : {"last-", "last-x", "last-1x", "last--1", "last-99999999999"})
            QVERIFY2(store->run(wrong).error().code == Errc::InvalidInput, wrong);
    }

    void foldsOldTelemetryIntoLongerIntervals()
    {
        const auto store = inMemory();
        std::vector<Record> records;
        for (int i = 0; i < 120; ++i)
            records.emplace_back(TelemetryRollup{"cpu.total", i * 10'000'000ll, 10, double(i),
                                                 double(i), double(i), 10});
        QVERIFY(store->append(records, Durability::Relaxed));
        while (store->foldOneSensor(601'000'000, 600)->more) {
        }
        const auto all = store->telemetry("cpu.total", 0, 1'200'000'000);
        QCOMPARE(all->size(), std::size_t{61});
        QCOMPARE(all->front().seconds, 600);
        QCOMPARE(all->front().min, 0.0);
        QCOMPARE(all->front().max, 59.0);
        QCOMPARE(all->front().mean, 29.5);
        QCOMPARE(all->front().count, 600u);
        QCOMPARE((*all)[1].seconds, 10);
        QCOMPARE((*all)[1].utcMicros, std::int64_t{600'000'000});
    }
};

QTEST_APPLESS_MAIN(StoreTest)
#include "store_test.moc"
