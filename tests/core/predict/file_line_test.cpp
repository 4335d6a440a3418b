#include "core/predict/file_line.h"
#include "core/predict/predictor.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace xpu;

namespace {

const FilePrior kPrior{Seconds(6e-3), 1.0 / 400e6};

/// A disk: a fixed time to make a file durable, a rate, scatter, and now and then a stall.
class Disk {
public:
    Disk(double fixed, double rate, double scatter, double stalls = 0)
        : fixed_(fixed), rate_(rate), scatter_(scatter), stalls_(stalls)
    {}
    double typical(double bytes) const { return fixed_ + bytes / rate_; }
    Seconds write(double bytes)
    {
        const bool stalled = std::uniform_real_distribution<>()(random_) < stalls_;
        return Seconds(typical(bytes) * std::exp(scatter_ * normal_(random_)) * (stalled ? 8 : 1));
    }
    double size() { return std::exp(11 + 2 * normal_(random_)); }

private:
    double fixed_, rate_, scatter_, stalls_;
    std::mt19937_64 random_{11};
    std::normal_distribution<> normal_;
};

} // namespace

class FileLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void learnsTheFixedPartAndTheRate()
    {
        Disk disk(20e-3, 100e6, 0.2);
        FileLine line;
        for (int i = 0; i < 30; ++i) {
            const double bytes = i % 2 == 0 ? 1e4 : 2e7;
            line.observe(bytes, disk.write(bytes));
        }
        for (const double bytes : {1.0, 1e4, 2e6, 2e7, 1e8}) {
            const double run = line.forecast(kPrior, bytes).run.count();
            QVERIFY2(std::abs(run / disk.typical(bytes) - 1) < 0.25,
                     qPrintable(QString::number(run / disk.typical(bytes))));
        }
    }

    void fiveRunsOfOneSizeAreEnoughForThatSize()
    {
        FileLine line;
        for (const double ms : {14.0, 17.0, 15.0, 13.0, 16.0})
            line.observe(3e5, Seconds(ms * 1e-3));
        const auto f = line.forecast(kPrior, 3e5);
        QVERIFY(std::abs(f.run.count() / 15e-3 - 1) < 0.1);
        QVERIFY(f.lo.count() < 13e-3 && f.hi.count() > 17e-3);
        QCOMPARE(f.samples, 5U);
    }

    void oneStallMovesThePredictionLittle()
    {
        FileLine line;
        for (int i = 0; i < 8; ++i)
            line.observe(3e5, Seconds(10e-3));
        line.observe(3e5, Seconds(1));
        QVERIFY(line.forecast(kPrior, 3e5).run.count() < 12e-3);
    }

    void partsAreNeverLessThanNothing()
    {
        FileLine shrinking; // the larger the file, the less it took
        for (int i = 1; i <= 20; ++i)
            shrinking.observe(1e6 * i, Seconds(0.1 / i));
        for (const double bytes : {0.0, 1e6, 1e10})
            QVERIFY(shrinking.forecast(kPrior, bytes).run.count() > 0);
        FileLine steep; // a straight line through less than nothing
        for (int i = 1; i <= 20; ++i)
            steep.observe(1e6 * i, Seconds(1e-3 * (i > 10 ? 10 * i - 95 : 0.1)));
        QVERIFY(steep.forecast(kPrior, 0).run.count() > 0);
        QVERIFY(steep.forecast(kPrior, 2e7).run > steep.forecast(kPrior, 1e7).run);
    }

    void intervalsCoverNineOfTenFiles()
    {
        for (const double stalls : {0.0, 0.1}) {
            int all = 0, covered = 0, late = 0, lateCovered = 0;
            for (int round = 0; round < 40; ++round) {
                Disk disk(1e-3 * (1 + round % 20), 1e6 * (20 + 20 * (round % 9)), 0.3, stalls);
                FileLine line;
                for (int i = 0; i < 100; ++i) {
                    const double bytes = disk.size();
                    const Seconds run = disk.write(bytes);
                    const auto f = line.forecast(kPrior, bytes);
                    const bool in = f.lo <= run && run <= f.hi;
                    ++all;
                    covered += in ? 1 : 0;
                    late += i >= 40 ? 1 : 0;
                    lateCovered += i >= 40 && in ? 1 : 0;
                    line.observe(bytes, run);
                }
            }
            QVERIFY2(covered >= 0.86 * all, qPrintable(QString::number(covered)));
            QVERIFY2(lateCovered >= 0.86 * late, qPrintable(QString::number(lateCovered)));
            QVERIFY2(lateCovered <= 0.96 * late, qPrintable(QString::number(lateCovered)));
        }
    }

    void savingWaitsForTheDiskAndLoadingDoesNot()
    {
        DeviceInfo host;
        host.id = host.driver = "host";
        host.kind = DeviceClass::Host;
        Predictor p({host});
        const DType u8 = DType::U8;
        const CostTerms load{0, 1e5, {}, 0};
        const CostTerms save{0, 1e5, {}, 1};
        const Estimate loading =
            p.estimate({p.operationOf("image.load"), DeviceIndex(0), u8}, load);
        const Estimate saving = p.estimate({p.operationOf("image.save"), DeviceIndex(0), u8}, save);
        QVERIFY(loading.known && saving.known && saving.samples == 0);
        QVERIFY(saving.run > loading.run + Seconds(3e-3));
        QVERIFY(saving.lo < saving.run / 3 && saving.hi > saving.run * 3);
    }

    void hostLinesLearnTheirFixedPartFromRuns()
    {
        DeviceInfo host;
        host.id = host.driver = "host";
        host.kind = DeviceClass::Host;
        Predictor p({host});
        const CostKey key{p.operationOf("image.save"), DeviceIndex(0), DType::U8};
        for (int i = 0; i < 12; ++i) {
            const double bytes = 1e4 * (1 + i);
            p.observe(key, {0, bytes, {}, 1}, Seconds(25e-3 + bytes / 1e9), Seconds(0));
        }
        // A tiny file shows the fixed part nearly alone.
        QVERIFY(std::abs(p.estimate(key, {0, 1, {}, 1}).run.count() / 25e-3 - 1) < 0.1);
        QCOMPARE(p.estimate(key, {0, 1, {}, 1}).samples, 12U);
    }
};

QTEST_APPLESS_MAIN(FileLineTest)
#include "file_line_test.moc"
