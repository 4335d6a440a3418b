#include "core/history/past_run_table.h"
#include "core/history/store.h"
#include "core/predict/fingerprint.h"
#include "core/predict/predictor.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <random>

using namespace xpu;
using namespace xpu::history;

namespace {

DeviceInfo device(const std::string& driver, DeviceClass kind, bool shares = true)
{
    DeviceInfo info;
    info.id = info.driver = driver;
    info.kind = kind;
    info.driverVersion = "1.2";
    info.sharesHostMemory = shares;
    info.peakFlops = 50e9;
    info.peakBandwidth = 10e9;
    return info;
}

enum { Host, Cpu, Gpu, Sandbox };

std::vector<DeviceInfo> machine()
{
    return {device("host", DeviceClass::Host), device("cpu", DeviceClass::Cpu),
            device("vulkan", DeviceClass::Gpu, false), device("sandbox", DeviceClass::Cpu)};
}

DeviceIndex at(int d) { return DeviceIndex(static_cast<std::uint16_t>(d)); }

/// A day's work on every kind of line.
void work(Predictor& p, int launches)
{
    std::mt19937_64 random(5);
    std::lognormal_distribution<> noise(0, 0.3);
    for (int i = 0; i < launches; ++i) {
        const double size = 1e6 * static_cast<double>(1 + random() % 40);
        const CostTerms terms{20 * size, size, {}};
        p.observe({p.operationOf("image.gauss"), at(Cpu), DType::U8}, terms,
                  Seconds(size * 4e-9 * noise(random)), Seconds(0));
        p.observe({p.operationOf("image.gauss"), at(Gpu), DType::U8}, terms,
                  Seconds(size * 1e-9 * noise(random)), Seconds(i == 0 ? 0.4 : 0));
        p.observe({p.operationOf("image.save"), at(Host), DType::U8}, {0, size, {}, 1},
                  Seconds((9e-3 + size * 1e-8) * noise(random)), Seconds(0));
        p.observe({p.operationOf("run:sh"), at(Sandbox), DType::F32}, {},
                  Seconds(0.2 * noise(random)), Seconds(0));
        p.observeTransfer(at(Gpu), Bytes(static_cast<std::uint64_t>(size)), Seconds(size * 2e-10));
        p.observeCommit(Seconds(11e-3 * noise(random)));
    }
}

bool same(const Estimate& a, const Estimate& b)
{
    return a.known == b.known && a.run == b.run && a.lo == b.lo && a.hi == b.hi
           && a.samples == b.samples;
}

PastRun gauss(double run)
{
    return {"image.gauss", "card", DType::U8, {1e6, 1e6, {}}, Seconds(run), Seconds(0)};
}

} // namespace

class PastRunTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;

    std::unique_ptr<Store> open() const
    {
        const QString file = folder_->filePath(QStringLiteral("xpu.sqlite"));
        auto store = Store::open(file.toStdString());
        return store ? std::move(*store) : nullptr;
    }

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void learningSurvivesARestart()
    {
        Predictor before(machine());
        work(before, 50);
        QVERIFY(before.hasFresh());
        QVERIFY(open()->append({RunsLearned{before.takeFresh()}}, Durability::Full));
        QVERIFY(!before.hasFresh() && before.takeFresh().empty());

        Predictor after(machine());
        after.operationOf("numbered first this time");
        const auto experience = open()->experience();
        QVERIFY(experience.has_value());
        after.replay(experience->runs);
        QVERIFY(!after.hasFresh()); // what is stored already is not stored again
        for (const double size : {1e3, 3e6, 1e9}) {
            const CostTerms terms{20 * size, size, {}};
            const CostTerms file{0, size, {}, 1};
            for (const int d : {Cpu, Gpu})
                QVERIFY(same(
                    before.estimate({before.operationOf("image.gauss"), at(d), DType::U8}, terms),
                    after.estimate({after.operationOf("image.gauss"), at(d), DType::U8}, terms)));
            QVERIFY(
                same(before.estimate({before.operationOf("image.save"), at(Host), DType::U8}, file),
                     after.estimate({after.operationOf("image.save"), at(Host), DType::U8}, file)));
        }
        const Estimate command =
            after.estimate({after.operationOf("run:sh"), at(Sandbox), DType::F32}, {});
        QVERIFY(same(before.estimate({before.operationOf("run:sh"), at(Sandbox), DType::F32}, {}),
                     command));
        QCOMPARE(command.samples, 50U);
        QVERIFY(before.transferTime(at(Gpu), 8_MiB) == after.transferTime(at(Gpu), 8_MiB));
        QVERIFY(before.commitTime() == after.commitTime());
    }

    void anotherDriverUnderTheSameIdStartsAnew()
    {
        Predictor before(machine());
        work(before, 20);
        QVERIFY(open()->append({RunsLearned{before.takeFresh()}}, Durability::Full));
        std::vector<DeviceInfo> updated = machine();
        updated[Gpu].driverVersion = "1.3";
        Predictor after(updated);
        after.replay(open()->experience()->runs);
        const CostTerms terms{1e8, 1e7, {}};
        const auto samples = [&](int d) {
            return after.estimate({after.operationOf("image.gauss"), at(d), DType::U8}, terms)
                .samples;
        };
        QCOMPARE(samples(Cpu), 20U);
        QCOMPARE(samples(Gpu), 0U);
    }

    void keepsTheLastRunsOfEveryLineOldestFirst()
    {
        const int many = 3 * static_cast<int>(kSamplesKept) + 7;
        for (int i = 0; i < many;) {
            const auto store = open(); // the ring goes on where the program before left it
            for (const int next = std::min(many, i + 23); i < next; ++i)
                QVERIFY(store->append({RunsLearned{{gauss(i)}}}, Durability::Relaxed));
        }
        const auto all = open()->experience();
        QCOMPARE(all->runs.size(), kSamplesKept);
        for (std::size_t i = 0; i < kSamplesKept; ++i)
            QCOMPARE(all->runs[i].run.count(),
                     static_cast<double>(many) - static_cast<double>(kSamplesKept - i));
    }

    void aLineBusyForALongTimePushesNoOtherOut()
    {
        const auto store = open();
        PastRun rare = gauss(7);
        rare.operation = "fft";
        QVERIFY(store->append({RunsLearned{{rare}}}, Durability::Full));
        for (int i = 0; i < 100; ++i)
            QVERIFY(store->append({RunsLearned{std::vector<PastRun>(1000, gauss(i))}},
                                  Durability::Relaxed));
        const auto all = store->experience();
        QCOMPARE(all->runs.size(), kSamplesKept + 1);
        QCOMPARE(all->runs.front().operation, std::string("fft"));
    }

    void countlessLinesAreCutToTheNewest()
    {
        std::vector<PastRun> runs;
        for (int i = 0; i < kSamplesOfAll + 500; ++i) {
            runs.push_back(gauss(i));
            runs.back().operation = "run:" + std::to_string(i);
        }
        QVERIFY(open()->append({RunsLearned{runs}}, Durability::Relaxed));
        QVERIFY(open()->append({RunsLearned{}}, Durability::Relaxed));
        const auto all = open()->experience();
        QCOMPARE(all->runs.size(), static_cast<std::size_t>(kSamplesOfAll));
        QCOMPARE(all->runs.front().operation, std::string("run:500"));
    }

    void predictorHoldsBackNoMoreThanIsKept()
    {
        Predictor p(machine());
        work(p, 500);
        const auto fresh = p.takeFresh();
        QCOMPARE(fresh.size(), 6 * kSamplesKept);
        const auto last = std::find_if(fresh.rbegin(), fresh.rend(), [](const PastRun& r) {
            return r.operation == "image.save";
        });
        QVERIFY(last != fresh.rend());
        p.observe({p.operationOf("image.save"), at(Host), DType::U8}, last->terms, Seconds(1),
                  Seconds(0));
        QCOMPARE(p.takeFresh().size(), std::size_t{1});
    }

    void probeIsRememberedFromItsBeginning()
    {
        const auto store = open();
        PastProbe probe{gauss(0), 2, 1, false};
        QVERIFY(store->append({probe}, Durability::Full));
        const auto begun = store->experience();
        QCOMPARE(begun->probes.size(), std::size_t{1});
        QVERIFY(!begun->probes.front().measured);
        QCOMPARE(begun->probes.front().tries, 1U);
        probe.measured = true;
        probe.run.run = Seconds(0.02);
        QVERIFY(store->append({probe}, Durability::Full));
        const auto ended = store->experience();
        QCOMPARE(ended->probes.size(), std::size_t{1});
        QVERIFY(ended->probes.front().measured);
        QCOMPARE(ended->probes.front().run.run.count(), 0.02);
        QCOMPARE(ended->probes.front().size, 2U);
        QCOMPARE(ended->probes.front().run.operation, std::string("image.gauss"));
    }
};

QTEST_APPLESS_MAIN(PastRunTest)
#include "past_run_test.moc"
