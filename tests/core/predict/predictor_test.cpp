#include "core/predict/fingerprint.h"
#include "core/predict/predictor.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace xpu;

namespace {

DeviceInfo cpu()
{
    DeviceInfo d;
    d.id = "cpu";
    d.driver = "cpu";
    d.threads = 4;
    d.peakFlops = 100e9;
    d.peakBandwidth = 10e9;
    d.idlePower = Watts(10);
    d.maxPower = Watts(60);
    return d;
}

DeviceInfo gpu()
{
    DeviceInfo d = cpu();
    d.id = "vulkan:0";
    d.driver = "vulkan";
    d.kind = DeviceClass::Gpu;
    d.sharesHostMemory = false;
    d.peakFlops = 1000e9;
    d.peakBandwidth = 100e9;
    return d;
}

DeviceInfo sandbox()
{
    DeviceInfo d = cpu();
    d.id = "sandbox";
    d.driver = "sandbox";
    return d;
}

const DeviceIndex kCpu{0}, kGpu{1}, kSandbox{2};

Predictor makePredictor() { return Predictor({cpu(), gpu(), sandbox()}); }

CostTerms work(double flops, double bytes = 0) { return {flops, bytes, {}}; }

/// True seconds of a made-up kernel: `factor` over the roofline of 100 GFLOP/s.
double cpuSeconds(double flops, double factor) { return factor * flops / 100e9; }

} // namespace

class PredictorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roofTellsBeforeTheFirstRun()
    {
        Predictor p = makePredictor();
        const CostKey key{p.operationOf("gemm"), kCpu, DType::F32};
        const Estimate compute = p.estimate(key, work(1e11));
        const Estimate memory = p.estimate(key, work(1e9, 1e11));
        QVERIFY(compute.known && compute.samples == 0);
        QVERIFY(compute.run > Seconds(1) && compute.run < Seconds(8));
        QVERIFY(memory.run > Seconds(10) && memory.run < Seconds(80));
        QVERIFY(compute.lo < compute.run / 4 && compute.hi > compute.run * 4);
        QVERIFY(p.estimate({key.operation, kGpu, DType::F32}, work(1e11)).run < compute.run);
        QVERIFY(p.estimate({key.operation, kCpu, DType::F64}, work(1e11)).run > compute.run * 1.5);
    }

    void tinyLaunchCostsAtLeastItsOverhead()
    {
        Predictor p = makePredictor();
        const CostKey key{p.operationOf("map"), kGpu, DType::F32};
        QVERIFY(p.estimate(key, work(1)).run > Seconds(20e-6));
    }

    void threeProbesBringTheEstimateNear()
    {
        Predictor p = makePredictor();
        const CostKey key{p.operationOf("gemm"), kCpu, DType::F32};
        const double before = p.estimate(key, work(5e9)).run.count();
        for (const double flops : {1e8, 1e9, 1e10})
            p.observe(key, work(flops), Seconds(cpuSeconds(flops, 20)), Seconds(0));
        const Estimate after = p.estimate(key, work(5e9));
        const double truth = cpuSeconds(5e9, 20);
        QVERIFY(std::abs(before / truth - 1) > 0.5);
        QVERIFY(std::abs(after.run.count() / truth - 1) < 0.15);
        QCOMPARE(after.samples, 3U);
        QVERIFY(after.lo.count() < truth && truth < after.hi.count());
    }

    void smallAndLargeLaunchesMayFallShortDifferently()
    {
        Predictor p = makePredictor();
        const CostKey key{p.operationOf("fft"), kCpu, DType::F32};
        const auto truth = [](double flops) { return 3e-3 * std::pow(flops / 1e8, 0.8); };
        for (int round = 0; round < 10; ++round)
            for (const double flops : {1e7, 1e8, 1e9, 1e10})
                p.observe(key, work(flops), Seconds(truth(flops)), Seconds(0));
        for (const double flops : {1e7, 3e8, 1e10})
            QVERIFY(std::abs(p.estimate(key, work(flops)).run.count() / truth(flops) - 1) < 0.15);
    }

    void oneWildSampleMovesNothing()
    {
        for (const int normal : {2, 5, 30}) {
            Predictor p = makePredictor();
            const CostKey key{p.operationOf("gemm"), kCpu, DType::F32};
            for (int i = 0; i < normal; ++i)
                p.observe(key, work(1e9), Seconds(0.02), Seconds(0));
            const double before = p.estimate(key, work(1e9)).run.count();
            p.observe(key, work(1e9), Seconds(0.02 * 500), Seconds(0));
            p.observe(key, work(1e9), Seconds(0.02), Seconds(0));
            p.observe(key, work(1e9), Seconds(0.02 / 500), Seconds(0));
            QVERIFY(std::abs(p.estimate(key, work(1e9)).run.count() / before - 1) < 0.15);
        }
    }

    void wildFirstSampleIsOutvotedByTheNextTwo()
    {
        Predictor p = makePredictor();
        const CostKey key{p.operationOf("gemm"), kCpu, DType::F32};
        p.observe(key, work(1e9), Seconds(0.02 * 500), Seconds(0));
        for (int i = 0; i < 3; ++i)
            p.observe(key, work(1e9), Seconds(0.02), Seconds(0));
        const double run = p.estimate(key, work(1e9)).run.count();
        QVERIFY2(run < 0.04 && run > 0.01, qPrintable(QString::number(run)));
    }

    void deviceThatBecameSlowerForGoodIsBelieved()
    {
        Predictor p = makePredictor();
        const CostKey key{p.operationOf("gemm"), kCpu, DType::F32};
        for (int i = 0; i < 50; ++i)
            p.observe(key, work(1e9), Seconds(0.02), Seconds(0));
        for (int i = 0; i < 6; ++i)
            p.observe(key, work(1e9), Seconds(0.4), Seconds(0));
        QVERIFY(std::abs(p.estimate(key, work(1e9)).run.count() / 0.4 - 1) < 0.2);
    }

    /// Predict, then learn; over many kernels the interval must hold what it promises.
    void intervalsCoverNineOfTenRuns()
    {
        std::mt19937_64 random(7);
        std::normal_distribution<> normal;
        for (const double noise : {0.05, 0.3, 0.6}) {
            int early = 0, earlyCovered = 0, late = 0, lateCovered = 0;
            for (int kernel = 0; kernel < 60; ++kernel) {
                Predictor p = makePredictor();
                const CostKey key{p.operationOf("k"), kCpu, DType::F32};
                const double factor = std::exp(normal(random));
                for (int i = 0; i < 80; ++i) {
                    const double flops = std::exp(18 + 5 * std::abs(normal(random)));
                    const Seconds run(cpuSeconds(flops, factor) * std::exp(noise * normal(random))
                                      + 5e-6);
                    const Estimate e = p.estimate(key, work(flops));
                    const bool covered = e.lo <= run && run <= e.hi;
                    (i < 20 ? early : late)++;
                    (i < 20 ? earlyCovered : lateCovered) += covered ? 1 : 0;
                    p.observe(key, work(flops), run, Seconds(0));
                }
            }
            // Noise above what the prior believes is learned from the first samples themselves.
            QVERIFY2(earlyCovered >= (noise > 0.35 ? 0.8 : 0.86) * early,
                     qPrintable(QString::number(earlyCovered)));
            QVERIFY2(lateCovered >= 0.86 * late, qPrintable(QString::number(lateCovered)));
            if (noise <= 0.3) // they must also become narrow again
                QVERIFY2(lateCovered <= 0.98 * late, qPrintable(QString::number(lateCovered)));
        }
    }

    /// On a busy machine every fifth launch loses its core for a while.
    void intervalsCoverRunsThatAreNowAndThenMuchTooLate()
    {
        std::mt19937_64 random(13);
        std::normal_distribution<> normal;
        std::uniform_real_distribution<> chance;
        int all = 0, covered = 0;
        for (int kernel = 0; kernel < 60; ++kernel) {
            Predictor p = makePredictor();
            const CostKey key{p.operationOf("k"), kCpu, DType::F32};
            for (int i = 0; i < 80; ++i) {
                const double flops = std::exp(20 + 2 * std::abs(normal(random)));
                const double late = chance(random) < 0.2 ? 4 + 8 * chance(random) : 1;
                const Seconds run(cpuSeconds(flops, 3) * late * std::exp(0.1 * normal(random)));
                const Estimate e = p.estimate(key, work(flops));
                all += i >= 5 ? 1 : 0;
                covered += i >= 5 && e.lo <= run && run <= e.hi ? 1 : 0;
                p.observe(key, work(flops), run, Seconds(0));
            }
        }
        QVERIFY2(covered >= 0.86 * all, qPrintable(QString::number(1.0 * covered / all)));
        QVERIFY2(covered <= 0.97 * all, qPrintable(QString::number(1.0 * covered / all)));
    }

    void meanOfManyRunsLiesAboveTheirMedian()
    {
        Predictor p = makePredictor();
        std::mt19937_64 random(17);
        std::normal_distribution<> normal;
        const CostKey key{p.operationOf("k"), kCpu, DType::F32};
        double sum = 0;
        for (int i = 0; i < 400; ++i) {
            const double run = cpuSeconds(1e9, 3) * std::exp(0.6 * normal(random));
            sum += run;
            p.observe(key, work(1e9), Seconds(run), Seconds(0));
        }
        const Estimate e = p.estimate(key, work(1e9));
        QVERIFY(e.mean > e.run);
        QVERIFY2(std::abs(e.mean.count() / (sum / 400) - 1) < 0.12,
                 qPrintable(QString::number(e.mean.count() / (sum / 400))));
    }

    void delaysAreAveragedAndALongOneCountsForSoMuchOnly()
    {
        Predictor p = makePredictor();
        for (int i = 0; i < 63; ++i)
            p.observeHandover(kCpu, Seconds(i % 4 == 0 ? 8e-3 : 0));
        QVERIFY(std::abs(p.handover(kCpu).count() / 2e-3 - 1) < 0.05);
        p.observeHandover(kCpu, Seconds(600)); // the machine was asleep
        QVERIFY(p.handover(kCpu) < Seconds(3e-3));
        QVERIFY(p.handover(kGpu) < Seconds(1e-3));
        p.observeHandover(DeviceIndex(77), Seconds(1));
        p.observeHandover(kCpu, Seconds(std::numeric_limits<double>::quiet_NaN()));
        QCOMPARE(p.handover(DeviceIndex(77)), Seconds(0));
        QVERIFY(p.handover(kCpu) < Seconds(3e-3));
    }

    void intervalStaysWideUntilTwentySamples()
    {
        Predictor p = makePredictor();
        const CostKey key{p.operationOf("gemm"), kCpu, DType::F32};
        const auto width = [&] {
            const Estimate e = p.estimate(key, work(1e9));
            return std::log(e.hi / e.lo);
        };
        for (int i = 0; i < 19; ++i)
            p.observe(key, work(1e9), Seconds(0.02), Seconds(0));
        QVERIFY(width() >= 2 * 1.645 * 0.35);
        for (int i = 0; i < 60; ++i)
            p.observe(key, work(1e9), Seconds(0.02), Seconds(0));
        QVERIFY(width() < 2 * 1.645 * 0.35 / 2);
    }

    void commandHasNoEstimateBeforeItsFirstRun()
    {
        Predictor p = makePredictor();
        const CostKey key{p.operationOf("run:convert"), kSandbox, DType::F32};
        QVERIFY(!p.estimate(key, {}).known);
        QCOMPARE(p.estimate(key, {}).samples, 0U);
        for (const double s : {2.0, 2.1, 900.0, 1.9, 2.0})
            p.observe(key, {}, Seconds(s), Seconds(0));
        const Estimate e = p.estimate(key, {});
        QVERIFY(e.known);
        QCOMPARE(e.samples, 5U);
        QVERIFY(std::abs(e.run.count() - 2.0) < 1e-9);
        QVERIFY(e.lo < Seconds(1.3) && e.hi > Seconds(3));
        QVERIFY(!p.estimate({p.operationOf("run:ffmpeg"), kSandbox, DType::F32}, {}).known);
    }

    void preparationIsPaidOnce()
    {
        Predictor p = makePredictor();
        const CostKey key{p.operationOf("gemm"), kGpu, DType::F32};
        QVERIFY(p.estimate(key, work(1e9)).prepare > Seconds(0));
        QCOMPARE(p.estimate({key.operation, kCpu, DType::F32}, work(1e9)).prepare, Seconds(0));
        p.observe(key, work(1e9), Seconds(0.01), Seconds(0.7));
        QCOMPARE(p.estimate(key, work(1e9)).prepare, Seconds(0));
        QVERIFY(p.estimate(key, work(1e9)).run < Seconds(0.1)); // 0.7 s taught the run nothing
    }

    void preparationOfEarlierSessionsIsStillToBePaid()
    {
        Predictor p = makePredictor();
        const std::vector<PastRun> past = {
            {"gemm", fingerprintOf(gpu()), DType::F32, work(1e9), Seconds(0.01), Seconds(0.6)},
            {"gemm", fingerprintOf(gpu()), DType::F32, work(1e9), Seconds(0.01), Seconds(0)},
            {"gemm", fingerprintOf(gpu()), DType::F32, work(1e9), Seconds(0.01), Seconds(0.7)},
        };
        p.replay(past);
        const Estimate e = p.estimate({p.operationOf("gemm"), kGpu, DType::F32}, work(1e9));
        QCOMPARE(e.samples, 3U);
        QCOMPARE(e.prepare.count(), 0.65);
    }

    void replayTeachesWhatLivingThroughItTaught()
    {
        Predictor lived = makePredictor();
        Predictor replayed = makePredictor();
        std::vector<PastRun> past;
        std::mt19937_64 random(3);
        for (int i = 0; i < 40; ++i) {
            const double flops = 1e8 * static_cast<double>(1 + random() % 50);
            const Seconds run(cpuSeconds(flops, 3 + static_cast<double>(random() % 3)));
            lived.observe({lived.operationOf("gemm"), kCpu, DType::F32}, work(flops), run,
                          Seconds(0));
            past.push_back(
                {"gemm", fingerprintOf(cpu()), DType::F32, work(flops), run, Seconds(0)});
            past.push_back({"gemm", "gone:1", DType::F32, work(flops), run, Seconds(0)});
        }
        replayed.operationOf("something else first");
        replayed.replay(past);
        const Estimate a = lived.estimate({lived.operationOf("gemm"), kCpu, DType::F32}, work(3e9));
        const Estimate b =
            replayed.estimate({replayed.operationOf("gemm"), kCpu, DType::F32}, work(3e9));
        QCOMPARE(a.samples, 40U);
        QCOMPARE(b.samples, 40U);
        QVERIFY(a.run == b.run && a.lo == b.lo && a.hi == b.hi);
    }

    void linesDoNotLearnFromEachOther()
    {
        Predictor p = makePredictor();
        const CostKey key{p.operationOf("gemm"), kCpu, DType::F32};
        const Estimate before = p.estimate({key.operation, kCpu, DType::F16}, work(1e9));
        for (int i = 0; i < 5; ++i)
            p.observe(key, work(1e9), Seconds(5), Seconds(0));
        QVERIFY(p.estimate({key.operation, kCpu, DType::F16}, work(1e9)).run == before.run);
        QCOMPARE(p.estimate({p.operationOf("fft"), kCpu, DType::F32}, work(1e9)).samples, 0U);
    }

    void transfersAreLearnedAsLatencyAndBandwidth()
    {
        Predictor p = makePredictor();
        const auto truth = [](std::uint64_t n) {
            return Seconds(200e-6 + static_cast<double>(n) / 2e9);
        };
        for (int i = 0; i < 20; ++i)
            for (const std::uint64_t n : {std::uint64_t{64}, std::uint64_t{4096},
                                          std::uint64_t{1} << 20, std::uint64_t{1} << 26})
                p.observeTransfer(kGpu, Bytes(n), truth(n));
        p.observeTransfer(kGpu, Bytes(1 << 26), Seconds(50));
        for (const std::uint64_t n : {std::uint64_t{1000}, std::uint64_t{1} << 24})
            QVERIFY(std::abs(p.transferTime(kGpu, Bytes(n)) / truth(n) - 1) < 0.1);
    }

    void devicesThatShareMemoryCopyNothing()
    {
        Predictor p = makePredictor();
        p.observeTransfer(kCpu, Bytes(1 << 20), Seconds(1));
        QCOMPARE(p.transferTime(kCpu, Bytes(1 << 30)), Seconds(0));
        QCOMPARE(p.transferLatency(kCpu), Seconds(0));
    }

    void energyIsModelledFromPowerAboveIdle()
    {
        Predictor p = makePredictor();
        const CostKey key{p.operationOf("gemm"), kCpu, DType::F32};
        const Estimate e = p.estimate(key, work(1e11));
        QVERIFY(std::abs(e.energy.value / (50 * e.run.count()) - 1) < 1e-12);
        const CostKey command{p.operationOf("run:a"), kSandbox, DType::F32};
        p.observe(command, {}, Seconds(2), Seconds(0));
        QVERIFY(std::abs(p.estimate(command, {}).energy.value - 50 * 2 / 4.0) < 1e-9);
    }

    void deviceThatStatesNoPeaksStillGetsAnEstimate()
    {
        DeviceInfo bare;
        bare.id = "cpu";
        Predictor p({bare});
        const Estimate e = p.estimate({p.operationOf("gemm"), kCpu, DType::F32}, work(1e9, 1e9));
        QVERIFY(e.known && e.run > Seconds(0) && std::isfinite(e.hi.count()));
        QCOMPARE(e.energy.value, 0.0);
    }

    void nonsenseIsNotLearned()
    {
        Predictor p = makePredictor();
        const CostKey key{p.operationOf("gemm"), kCpu, DType::F32};
        const double nan = std::numeric_limits<double>::quiet_NaN();
        p.observe(key, work(1e9), Seconds(nan), Seconds(0));
        p.observe(key, work(1e9), Seconds(-1), Seconds(0));
        p.observe({key.operation, DeviceIndex(77), DType::F32}, work(1e9), Seconds(1), Seconds(0));
        p.observeTransfer(kGpu, Bytes(0), Seconds(nan));
        QCOMPARE(p.estimate(key, work(1e9)).samples, 0U);
        p.observe(key, work(nan, 1e9), Seconds(0), Seconds(nan));
        const Estimate e = p.estimate(key, work(1e300, nan));
        QVERIFY(!std::isnan(e.run.count()) && !std::isnan(e.lo.count()));
        QVERIFY(!p.estimate({key.operation, DeviceIndex(77), DType::F32}, work(1)).known);
    }
};

QTEST_APPLESS_MAIN(PredictorTest)
#include "predictor_test.moc"
