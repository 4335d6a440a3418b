#include "tests/support/engine_harness.h"

#include <QTest>

using namespace xpu;
using namespace xpu::test;

/// The rules no run may break, whatever the graph, the order of completions and the failures.
class EngineRulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void randomGraphsKeepEveryRule_data();
    void randomGraphsKeepEveryRule();
    void aFailureSkipsOnlyItsSuccessors();
    void aStepThatFitsNoDeviceIsRefusedAndTheRestRuns();
    void aPinnedStepRunsWhereItIsPinned();
    void everyPlacementSaysWhy();
    void filesAreReadBeforeAndWrittenAfterAStep();
    void anOutputWithNaNFailsAStepThatVerifies();
    void aStepShowsDoneOnlyAfterItsCommit();
    void aCommandStartsOnlyAfterItsStartIsCommitted();
    void commandsAndCpuNeverTakeMoreThreadsThanTheBudget();
    void aFullDiskPausesTheQueueAndGoesOnWhenThereIsRoom();
    void anEmptyGraphIsDone();
    void aFailedLaunchIsRetriedAsOftenAsTheStepAllows();
    void aTaskWithStepsOfUnknownLengthPredictsNothing();
    void aShellScriptIsNotPredictedFromAnotherOne();
};

namespace {

/// Done, or on its way on the same device in front of the step that reads it.
bool inputIsThere(const TaskRun& run, StepIndex reader, StepIndex maker)
{
    if (run[maker].state == StepState::Done)
        return true;
    const bool early = run[reader].early || run[reader].stale;
    return early && (run[reader].stale || run[maker].device == run[reader].device);
}

/// Every step's inputs are done or ahead of it when it is launched, no ledger is above its limit.
void checkRules(EngineHarness& engine)
{
    EngineState& state = engine.core().state();
    for (std::size_t d = 0; d < state.devices.size(); ++d) {
        const auto memory = state.devices[d].memory;
        Bytes owned;
        for (const Task* task : state.running)
            owned += task->run->held[memory];
        QVERIFY(owned <= state.ledger.used(memory)); // the rest is scratch
        QVERIFY(state.ledger.limit(memory).count == 0
                || state.ledger.used(memory) <= state.ledger.limit(memory));
        QVERIFY2(engine.device(d).complaints.empty(),
                 engine.device(d).complaints.empty() ? "" : engine.device(d).complaints[0].c_str());
    }
    const int threads = engine.device(EngineHarness::Cpu).threadsGranted()
                        + engine.device(EngineHarness::Sandbox).threadsGranted();
    QVERIFY(threads <= state.threadBudget);
    QVERIFY(state.threadsUsed <= state.threadBudget);
    for (const Task* task : state.running) {
        const TaskRun& run = *task->run;
        for (std::uint32_t i = 0; i < run.size(); ++i) {
            if (run[StepIndex(i)].state != StepState::Running
                && run[StepIndex(i)].state != StepState::Done)
                continue;
            for (const InputPort& port : run.step(StepIndex(i)).inputs)
                if (const auto* from = std::get_if<StepPort>(&port.source))
                    QVERIFY(inputIsThere(run, StepIndex(i), from->step));
        }
    }
}

std::shared_ptr<TaskGraph> randomGraph(EngineHarness& engine, std::size_t steps)
{
    GraphMaker maker(engine.catalog);
    for (std::uint32_t i = 0; i < steps; ++i) {
        std::vector<std::uint32_t> from;
        for (std::uint32_t j = i > 8 ? i - 8 : 0; j < i; ++j)
            if (engine.random() % 4 == 0)
                from.push_back(j);
        // Up to 3 MiB a value: with 12 MiB on the fake GPU, room has to be made again and again.
        Step& step = maker.add("work", from, 1 + engine.random() % 800'000);
        if (engine.random() % 3 == 0)
            step.devices.pin = engine.random() % 2 == 0 ? "cpu" : "gpu";
        if (engine.random() % 8 == 0)
            step.inputs.push_back(
                {"file", FileSource{"/in/a.npy", "/in"}, TensorSpec{DType::F32, {1000}}});
        if (engine.random() % 8 == 0)
            step.outputs[0].file = FileSource{"/out/" + step.id, "/out"};
    }
    return maker.make();
}

} // namespace

void EngineRulesTest::randomGraphsKeepEveryRule_data()
{
    QTest::addColumn<int>("failing");    // per cent
    QTest::addColumn<double>("seconds"); // a launch; tiny ones are handed over in advance
    QTest::newRow("all succeed") << 0 << 1e-3;
    QTest::newRow("some fail") << 6 << 1e-3;
    QTest::newRow("tiny steps, all succeed") << 0 << 1e-6;
    QTest::newRow("tiny steps, some fail") << 6 << 1e-6;
}

void EngineRulesTest::randomGraphsKeepEveryRule()
{
    QFETCH(int, failing);
    QFETCH(double, seconds);
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        EngineHarness engine(":memory:", seed, 24_MiB);
        engine.device(EngineHarness::Cpu).runs = Seconds(seconds);
        engine.device(EngineHarness::Gpu).runs = Seconds(seconds);
        const TaskId first = engine.submit("/first", randomGraph(engine, 40));
        const TaskId second = engine.submit("/second", randomGraph(engine, 25));
        for (int i = 0; i < 20'000 && !engine.core().idle(); ++i) {
            engine.finishOne(engine.random() % 100 < static_cast<unsigned>(failing));
            engine.runSomeJob();
            engine.round();
            checkRules(engine);
            if (QTest::currentTestFailed()) {
                qWarning("seed %llu", static_cast<unsigned long long>(seed));
                return;
            }
            engine.clock.advance(Seconds(0.02));
        }
        for (const TaskId& id : {first, second}) {
            const auto task = engine.task(id);
            QVERIFY2(isFinal(task->state), std::string(nameOf(task->state)).c_str());
            if (failing == 0)
                QCOMPARE(task->state, TaskState::Done);
            for (const StepView& step : *task->steps)
                QVERIFY2(isFinal(step.state), step.id.c_str());
        }
        EngineState& state = engine.core().state();
        for (const DeviceSlot& slot : state.devices)
            QCOMPARE(state.ledger.used(slot.memory).count, 0U);
        QVERIFY(engine.device(EngineHarness::Gpu).resident.empty());
    }
}

void EngineRulesTest::aFailureSkipsOnlyItsSuccessors()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    for (int run = 0; run < 3; ++run) { // a sweep of three runs, a -> b each
        maker.add("work", {}).devices.pin = "cpu";
        maker.add("work", {static_cast<std::uint32_t>(2 * run)}).devices.pin = "cpu";
    }
    const TaskId id = engine.submit("/sweep", maker.make());
    engine.device(EngineHarness::Cpu).finish(0, LaunchError{Errc::DeviceFailed, "broken", "E506"});
    engine.runToEnd();
    const auto task = engine.task(id);
    QCOMPARE(task->state, TaskState::Failed);
    QCOMPARE(task->stepsDone, std::size_t(4));
    int failed = -1;
    for (int i = 0; i < 6; ++i)
        if (task->steps->at(static_cast<std::size_t>(i)).state == StepState::Failed)
            failed = i;
    QVERIFY(failed >= 0 && failed % 2 == 0);
    const StepView& step = task->steps->at(static_cast<std::size_t>(failed));
    QCOMPARE(step.error->code, std::string("E506"));
    QCOMPARE(step.error->message, std::string("broken"));
    QCOMPARE(task->steps->at(static_cast<std::size_t>(failed + 1)).state, StepState::Skipped);
}

void EngineRulesTest::aStepThatFitsNoDeviceIsRefusedAndTheRestRuns()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    maker.add("work", {}, 1ULL << 30);
    maker.add("work", {0});
    maker.add("work", {});
    const TaskId id = engine.submit("/huge", maker.make());
    engine.runToEnd();
    QCOMPARE(engine.step(id, 0).state, StepState::Failed);
    QCOMPARE(engine.step(id, 0).error->code, std::string("E401"));
    QVERIFY(engine.step(id, 0).why != nullptr);
    QCOMPARE(engine.step(id, 1).state, StepState::Skipped);
    QCOMPARE(engine.step(id, 2).state, StepState::Done);
    QCOMPARE(engine.task(id)->state, TaskState::Failed);
}

void EngineRulesTest::aPinnedStepRunsWhereItIsPinned()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    maker.add("work", {}).devices.pin = "vulkan:0";
    maker.add("work", {0}).devices.pin = "cpu";
    const TaskId id = engine.submit("/pins", maker.make());
    engine.runToEnd();
    QCOMPARE(engine.step(id, 0).device, std::string("vulkan:0"));
    QCOMPARE(engine.step(id, 0).why->chosenBy, std::string("pin"));
    QCOMPARE(engine.step(id, 1).device, std::string("cpu"));
    QCOMPARE(engine.task(id)->state, TaskState::Done);
}

void EngineRulesTest::everyPlacementSaysWhy()
{
    EngineHarness engine(":memory:");
    engine.device(EngineHarness::Gpu).refused = {"special"};
    GraphMaker maker(engine.catalog);
    maker.add("work", {});
    maker.add("disk", {0});
    maker.add("work", {}).devices.deny = {"gpu"};
    const TaskId id = engine.submit("/why", maker.make());
    engine.runToEnd();
    QCOMPARE(engine.step(id, 0).why->chosenBy, std::string("heft"));
    QCOMPARE(engine.step(id, 1).why->chosenBy, std::string("host operator"));
    QCOMPARE(engine.step(id, 2).why->chosenBy, std::string("only candidate"));
    const auto why = engine.step(id, 2).why;
    QCOMPARE(why->candidates.size(), std::size_t(4));
    QCOMPARE(why->candidates[EngineHarness::Gpu].excluded, std::string("the step denies it"));
    QVERIFY(why->candidates[EngineHarness::Cpu].excluded.empty());
    QVERIFY(engine.step(id, 0).why->reason != why->reason);
    const auto run = engine.store->run("last");
    QVERIFY(run.has_value());
    QCOMPARE(run->steps.size(), std::size_t(3));
    QVERIFY(run->steps[2].whyJson && run->steps[2].whyJson->find("denies") != std::string::npos);
}

void EngineRulesTest::filesAreReadBeforeAndWrittenAfterAStep()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    Step& step = maker.add("work", {});
    step.devices.pin = "gpu";
    step.inputs.push_back({"x", FileSource{"/in/x.npy", "/in"}, TensorSpec{DType::F32, {16}}});
    step.outputs[0].file = FileSource{"/out/y.npy", "/out"};
    const TaskId id = engine.submit("/files", maker.make());
    FakeDevice& host = engine.device(EngineHarness::Host);
    FakeDevice& gpu = engine.device(EngineHarness::Gpu);
    QVERIFY(gpu.waiting.empty());
    QCOMPARE(host.waiting.size(), std::size_t(1));
    QCOMPARE(std::get<OperatorWork>(*host.waiting[0].work).op->name, std::string("file.load"));
    QCOMPARE(std::get<OperatorWork>(*host.waiting[0].work).file, std::string("/in/x.npy"));
    host.finish(0);
    engine.calm();
    QCOMPARE(gpu.waiting.size(), std::size_t(1));
    QCOMPARE(gpu.waiting[0].fetch.size(), std::size_t(1));
    gpu.finish(0);
    engine.calm();
    QCOMPARE(host.waiting.size(), std::size_t(1));
    QCOMPARE(std::get<OperatorWork>(*host.waiting[0].work).op->name, std::string("file.save"));
    QCOMPARE(std::get<OperatorWork>(*host.waiting[0].work).root, std::string("/out"));
    QVERIFY(engine.step(id, 0).state == StepState::Running);
    host.finish(0);
    QVERIFY(engine.step(id, 0).state == StepState::Done);
}

void EngineRulesTest::anOutputWithNaNFailsAStepThatVerifies()
{
    // The fake gives zeros; a step that asks for a check of finite zeros passes and is held until
    // the check on the job pool has answered.
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    Step& step = maker.add("work", {});
    step.devices.pin = "cpu";
    step.verifyFinite = true;
    const TaskId id = engine.submit("/finite", maker.make());
    auto block = *HostBlock::allocate(Bytes(64));
    std::fill_n(block->as<float>().data(), 16, 0.0F);
    block->as<float>()[7] = std::numeric_limits<float>::quiet_NaN();
    engine.device(EngineHarness::Cpu).next = block;
    engine.device(EngineHarness::Cpu).finish(0);
    engine.round();
    QCOMPARE(engine.jobs.size(), std::size_t(1));
    QCOMPARE(engine.step(id, 0).state, StepState::Failed);
    QCOMPARE(engine.step(id, 0).error->code, std::string("verify"));
}

void EngineRulesTest::aStepShowsDoneOnlyAfterItsCommit()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    maker.add("work", {}).devices.pin = "cpu";
    maker.add("work", {0}).devices.pin = "cpu";
    const TaskId id = engine.submit("/commit", maker.make());
    engine.holdCommits = true;
    engine.device(EngineHarness::Cpu).finish(0);
    engine.calm();
    QCOMPARE(engine.step(id, 0).state, StepState::Running);
    // Compute does not wait for the commit.
    QCOMPARE(engine.device(EngineHarness::Cpu).waiting.size(), std::size_t(1));
    engine.holdCommits = false;
    for (auto& commit : std::exchange(engine.heldCommits, {}))
        commit();
    QCOMPARE(engine.step(id, 0).state, StepState::Done);
}

void EngineRulesTest::aCommandStartsOnlyAfterItsStartIsCommitted()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    maker.command({});
    engine.submit("/held", maker.make(), true);
    const TaskId id = engine.core().snapshot()->queue[0]->id;
    QVERIFY(engine.send(command::Release{{id}}).has_value());
    QCOMPARE(engine.device(EngineHarness::Sandbox).waiting.size(), std::size_t(1));

    EngineHarness slow(":memory:");
    GraphMaker again(slow.catalog);
    again.command({});
    const TaskId other = slow.submit("/held", again.make(), true);
    slow.holdCommits = true;
    slow.send(command::Release{{other}});
    QVERIFY(slow.device(EngineHarness::Sandbox).waiting.empty());
    slow.holdCommits = false;
    while (!slow.heldCommits.empty()) {
        slow.heldCommits.front()();
        slow.heldCommits.pop_front();
        slow.calm();
    }
    QCOMPARE(slow.device(EngineHarness::Sandbox).waiting.size(), std::size_t(1));
}

void EngineRulesTest::commandsAndCpuNeverTakeMoreThreadsThanTheBudget()
{
    EngineHarness engine(":memory:", 5);
    GraphMaker maker(engine.catalog);
    for (int i = 0; i < 24; ++i) {
        maker.command({}, 1 + i % 3);
        maker.add("work", {}).devices.pin = "cpu";
    }
    const TaskId id = engine.submit("/threads", maker.make());
    std::size_t most = 0;
    for (int i = 0; i < 2000 && !engine.core().idle(); ++i) {
        most = std::max(most, engine.device(EngineHarness::Sandbox).waiting.size());
        checkRules(engine);
        if (QTest::currentTestFailed())
            return;
        engine.finishOne();
        engine.round();
        engine.clock.advance(Seconds(0.06));
    }
    QVERIFY(most >= 2); // commands do run side by side
    QCOMPARE(engine.task(id)->state, TaskState::Done);
    QCOMPARE(engine.core().state().threadsUsed, 0);
}

void EngineRulesTest::aFullDiskPausesTheQueueAndGoesOnWhenThereIsRoom()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    for (int i = 0; i < 4; ++i)
        maker.add("work", {}).devices.pin = "cpu";
    const TaskId id = engine.submit("/disk", maker.make());
    engine.diskRefuses = Error{Errc::NoSpace, "4096 bytes needed"};
    engine.device(EngineHarness::Cpu).finish(0);
    engine.calm();
    QVERIFY(engine.core().snapshot()->trouble.find("4096 bytes") != std::string::npos);
    while (!engine.device(EngineHarness::Cpu).waiting.empty()) {
        engine.device(EngineHarness::Cpu).finish(0);
        engine.round();
    }
    engine.calm();
    QVERIFY(engine.device(EngineHarness::Cpu).waiting.empty());
    QVERIFY(!engine.core().idle());
    QVERIFY(!engine.send(command::Hold{{id}}).has_value());
    engine.diskRefuses.reset();
    engine.runToEnd();
    QCOMPARE(engine.core().snapshot()->trouble, std::string());
    QCOMPARE(engine.task(id)->state, TaskState::Done);
    QCOMPARE(engine.store->run("last")->steps.size(), std::size_t(4));
}

void EngineRulesTest::anEmptyGraphIsDone()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    const TaskId id = engine.submit("/empty", maker.make());
    engine.runToEnd();
    QCOMPARE(engine.task(id)->state, TaskState::Done);
}

void EngineRulesTest::aFailedLaunchIsRetriedAsOftenAsTheStepAllows()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    Step& step = maker.command({});
    step.retries = 2;
    step.retryOn = {RetryCause::Exit};
    const TaskId id = engine.submit("/retry", maker.make());
    FakeDevice& sandbox = engine.device(EngineHarness::Sandbox);
    for (int attempt = 0; attempt < 3; ++attempt) {
        QCOMPARE(sandbox.waiting.size(), std::size_t(1));
        sandbox.finish(0, LaunchError{Errc::ExitStatus, "exit status 3", {}});
        engine.calm();
    }
    QVERIFY(sandbox.waiting.empty());
    QCOMPARE(engine.step(id, 0).state, StepState::Failed);
    QCOMPARE(engine.step(id, 0).error->code, std::string("exit_status"));
}

void EngineRulesTest::aTaskWithStepsOfUnknownLengthPredictsNothing()
{
    EngineHarness engine(":memory:");
    GraphMaker maker(engine.catalog);
    maker.command({});
    maker.add("work", {});
    const TaskId id = engine.submit("/unknown", maker.make());
    const auto task = engine.task(id);
    QCOMPARE(task->state, TaskState::Running);
    QVERIFY(!task->predicted && !task->lowerBound && !task->remainingLo && !task->remainingHi);
}

void EngineRulesTest::aShellScriptIsNotPredictedFromAnotherOne()
{
    EngineHarness engine(":memory:");
    const auto submit = [&](const std::string& path, const std::string& step) {
        GraphMaker maker(engine.catalog);
        maker.command({}).id = step;
        const TaskId id = engine.submit(path, maker.make());
        engine.runToEnd();
        return engine.step(id, 0).predicted.has_value();
    };
    QVERIFY(!submit("/a", "compress"));
    QVERIFY(!submit("/b", "train"));
    QVERIFY(submit("/c", "compress[3]"));
}

QTEST_APPLESS_MAIN(EngineRulesTest)
#include "engine_rules_test.moc"
