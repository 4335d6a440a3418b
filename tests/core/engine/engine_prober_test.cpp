#include "tests/support/engine_harness.h"

#include <QTemporaryDir>
#include <QTest>

using namespace xpu;
using namespace xpu::test;

/// Probes happen when nobody wants anything, once, and give way to whoever does.
class EngineProberTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void everyOperatorIsMeasuredOnEveryDeviceWhenAllIsQuiet();
    void whatWasMeasuredIsNotMeasuredAgain();
    void nothingIsMeasuredBeforeAQuietWhile();
    void whoAsksForItNeedNotWait();
    void workPushesAProbeAside();
    void figuresTakenBesideOtherWorkAreDropped();
    void probeThatFailsLeavesTheRoofline();
    void probeThatTakesTheProgramDownIsGivenUp();
    void probeThatTakesTooLongIsCancelled();
    void probesThatDoNotFitAreLeftOut();
    void memoryOfProbesIsGivenBack();
    void aRestingDeviceIsNotMeasuredUntilItWorksAgain();

private:
    static constexpr std::size_t kCpu = EngineHarness::Cpu;
    static constexpr std::size_t kGpu = EngineHarness::Gpu;

    std::unique_ptr<EngineHarness> open(Bytes gpuMemory = 64_MiB)
    {
        return std::make_unique<EngineHarness>(
            folder_->filePath(QStringLiteral("xpu.sqlite")).toStdString(), 1, gpuMemory, true);
    }
    void reopen(std::unique_ptr<EngineHarness>& engine)
    {
        engine.reset();
        engine = open();
    }
    static void waitQuietly(EngineHarness& engine)
    {
        engine.calm();
        engine.clock.advance(Seconds(25));
        engine.calm();
    }
    /// Until a probe has just been launched.
    static void waitForProbe(EngineHarness& engine)
    {
        engine.calm();
        engine.clock.advance(Seconds(25));
        for (int i = 0; i < 8 && launchesOut(engine) == 0; ++i) {
            for (auto& job : std::exchange(engine.jobs, {}))
                job();
            engine.round();
            engine.clock.advance(Seconds(0.06));
        }
    }
    /// Lets all probes come and finish; how many launches they took on the device.
    static int letProbe(EngineHarness& engine, std::size_t d)
    {
        int launches = 0;
        waitQuietly(engine);
        for (int i = 0; i < 100; ++i) {
            for (const std::size_t each : {kCpu, kGpu})
                while (!engine.device(each).waiting.empty()) {
                    launches += each == d ? 1 : 0;
                    engine.device(each).finish(0);
                    engine.calm();
                }
            engine.calm();
        }
        return launches;
    }
    static std::size_t launchesOut(EngineHarness& engine)
    {
        return engine.device(kCpu).waiting.size() + engine.device(kGpu).waiting.size();
    }
    static std::size_t measured(EngineHarness& engine)
    {
        const auto experience = engine.store->experience();
        return static_cast<std::size_t>(
            std::count_if(experience->probes.begin(), experience->probes.end(),
                          [](const PastProbe& p) { return p.measured; }));
    }
    std::shared_ptr<const TaskGraph> work(const char* pin = "")
    {
        GraphMaker maker(catalog_);
        maker.add("work", {}).devices.pin = pin;
        return maker.make();
    }
    static std::uint32_t samplesBehind(EngineHarness& engine, const TaskId& id, std::size_t d)
    {
        const auto why = engine.step(id, 0).why;
        return why ? why->candidates.at(d).samples : UINT32_MAX;
    }

    std::unique_ptr<QTemporaryDir> folder_;
    FakeCatalog catalog_;
};

void EngineProberTest::everyOperatorIsMeasuredOnEveryDeviceWhenAllIsQuiet()
{
    auto engine = open();
    QCOMPARE(letProbe(*engine, kGpu), 4); // three sizes, and once more to be warm
    QCOMPARE(measured(*engine), std::size_t(6));
    for (const std::size_t d : {kCpu, kGpu})
        QVERIFY(engine->device(d).complaints.empty());
    QVERIFY(engine->device(kGpu).resident.empty());
    const TaskId id = engine->submit("/a", work());
    engine->runToEnd();
    QCOMPARE(samplesBehind(*engine, id, kCpu), 3U);
    QCOMPARE(samplesBehind(*engine, id, kGpu), 3U);
}

void EngineProberTest::whatWasMeasuredIsNotMeasuredAgain()
{
    auto engine = open();
    letProbe(*engine, kCpu);
    reopen(engine);
    QCOMPARE(letProbe(*engine, kCpu), 0);
    const TaskId id = engine->submit("/a", work());
    engine->runToEnd();
    QCOMPARE(samplesBehind(*engine, id, kCpu), 3U);
    QCOMPARE(samplesBehind(*engine, id, kGpu), 3U);
}

void EngineProberTest::nothingIsMeasuredBeforeAQuietWhile()
{
    auto engine = open();
    engine->calm();
    QCOMPARE(launchesOut(*engine), std::size_t(0));
    for (int i = 0; i < 10; ++i) { // somebody is there and does something now and then
        engine->send(command::Pause{});
        engine->clock.advance(Seconds(10));
        engine->calm();
        QCOMPARE(launchesOut(*engine), std::size_t(0));
    }
    engine->clock.advance(Seconds(25));
    engine->calm();
    QCOMPARE(launchesOut(*engine), std::size_t(1));
}

void EngineProberTest::whoAsksForItNeedNotWait()
{
    auto engine = open();
    engine->calm();
    const auto measuring = [&] { return engine->core().snapshot()->measuring; };
    const std::size_t all = measuring().all;
    QVERIFY(all > 0);
    QCOMPARE(measuring().left, all);
    QVERIFY(!measuring().active);
    QCOMPARE(launchesOut(*engine), std::size_t{0});
    QVERIFY(engine->send(command::Measure{}).has_value());
    QVERIFY(measuring().active);
    QCOMPARE(launchesOut(*engine), std::size_t{1});
    letProbe(*engine, kCpu);
    QCOMPARE(measuring().left, std::size_t{0});
    QCOMPARE(measuring().all, all);
    QVERIFY(!measuring().active);
    QVERIFY(engine->send(command::Measure{}).has_value()); // nothing is left to be done
    QCOMPARE(launchesOut(*engine), std::size_t{0});
}

void EngineProberTest::workPushesAProbeAside()
{
    auto engine = open();
    waitForProbe(*engine);
    QCOMPARE(launchesOut(*engine), std::size_t(1));
    FakeDevice& cpu = engine->device(kCpu);
    const LaunchId probe = cpu.waiting.front().id;
    QVERIFY(!cpu.cancelled.contains(probe.value));
    const TaskId id = engine->submit("/a", work("cpu"));
    QVERIFY(cpu.cancelled.contains(probe.value));
    cpu.finish(0, LaunchError{Errc::Cancelled, "cancelled", {}});
    engine->calm();
    const auto put = engine->store->experience()->probes;
    QCOMPARE(put.size(), std::size_t(1));
    QCOMPARE(put.front().tries, 0U); // it was not the probe's fault
    engine->runToEnd();
    QCOMPARE(engine->task(id)->state, TaskState::Done);
    letProbe(*engine, kCpu);
    QCOMPARE(measured(*engine), std::size_t(6));
}

void EngineProberTest::figuresTakenBesideOtherWorkAreDropped()
{
    auto engine = open();
    waitForProbe(*engine);
    engine->submit("/a", work("cpu"));
    engine->device(kCpu).finish(0); // the cancel came too late for it
    engine->calm();
    QCOMPARE(measured(*engine), std::size_t(0));
}

void EngineProberTest::probeThatFailsLeavesTheRoofline()
{
    auto engine = open();
    waitQuietly(*engine);
    for (int i = 0; i < 20; ++i) {
        while (!engine->device(kGpu).waiting.empty())
            engine->device(kGpu).finish(0, LaunchError{Errc::DeviceFailed, "made to fail", {}});
        while (!engine->device(kCpu).waiting.empty())
            engine->device(kCpu).finish(0);
        engine->calm();
    }
    QCOMPARE(measured(*engine), std::size_t(3));
    const TaskId id = engine->submit("/b", work());
    engine->runToEnd();
    QCOMPARE(samplesBehind(*engine, id, kGpu), 0U);
    Predictor& predictor = engine->core().state().predictor;
    const CostKey unseen{predictor.operationOf("never run"), DeviceIndex(kGpu), DType::F32};
    QCOMPARE(engine->step(id, 0).why->candidates.at(kGpu).predicted.count(),
             predictor.estimate(unseen, {1e6, 1e4, {}}).run.count());
}

void EngineProberTest::probeThatTakesTheProgramDownIsGivenUp()
{
    auto engine = open();
    for (std::uint32_t i = 0; i < kMostProbeTries; ++i) {
        waitQuietly(*engine);
        QCOMPARE(engine->device(kCpu).waiting.size(), std::size_t(1));
        reopen(engine); // killed with the probe running
    }
    waitQuietly(*engine);
    QCOMPARE(launchesOut(*engine), std::size_t(1));
    const Launch& next = engine->device(kCpu).waiting.front();
    QVERIFY(next.inputs.front().spec.bytes() > Bytes(64)); // the small one is not tried again
}

void EngineProberTest::probeThatTakesTooLongIsCancelled()
{
    auto engine = open();
    waitForProbe(*engine);
    FakeDevice& cpu = engine->device(kCpu);
    const LaunchId probe = cpu.waiting.front().id;
    QVERIFY(!cpu.cancelled.contains(probe.value));
    QVERIFY(engine->core().nextDue() <= engine->clock.now() + Seconds(10));
    engine->clock.advance(Seconds(60));
    engine->calm();
    QVERIFY(cpu.cancelled.contains(probe.value));
    cpu.finish(0, LaunchError{Errc::Cancelled, "cancelled", {}});
    letProbe(*engine, kCpu);
    QCOMPARE(measured(*engine), std::size_t(3)); // those of the other device
}

void EngineProberTest::probesThatDoNotFitAreLeftOut()
{
    auto engine = open(Bytes(500)); // the two larger ones take more
    letProbe(*engine, kGpu);
    QCOMPARE(measured(*engine), std::size_t(5));
}

void EngineProberTest::memoryOfProbesIsGivenBack()
{
    auto engine = open();
    waitQuietly(*engine);
    const Ledger& ledger = engine->core().state().ledger;
    QVERIFY(ledger.used(0) > Bytes(0));
    letProbe(*engine, kCpu);
    QCOMPARE(ledger.used(0), Bytes(0));
    QCOMPARE(ledger.used(1), Bytes(0));
}

void EngineProberTest::aRestingDeviceIsNotMeasuredUntilItWorksAgain()
{
    auto engine = open();
    const std::int64_t until = engine->clock.utcMicros() + 3'600'000'000;
    QVERIFY(engine->send(command::Snooze{"cpu", until}).has_value());
    QCOMPARE(letProbe(*engine, kCpu), 0);
    const std::size_t others = measured(*engine);
    QVERIFY(others > 0);
    QVERIFY(engine->core().nextDue() > engine->clock.now());
    QVERIFY(engine->send(command::Snooze{"cpu", 0}).has_value());
    QVERIFY(letProbe(*engine, kCpu) > 0);
    QCOMPARE(measured(*engine), 2 * others);
}

QTEST_APPLESS_MAIN(EngineProberTest)
#include "engine_prober_test.moc"
