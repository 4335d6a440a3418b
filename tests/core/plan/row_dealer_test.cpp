#include "core/plan/row_dealer.h"

#include <QTest>
#include <queue>

#include <algorithm>
#include <cmath>
#include <random>

using namespace xpu;

namespace {

struct Speed {
    double real = 1;     ///< rows a second
    double forecast = 1; ///< the same, as the dealer is told
};

struct Outcome {
    double efficiency = 0; ///< time of an ideal split / time taken
    std::vector<Rows> dealt;
};

/// Lets workers do `rows` on a clock of their own, each piece with `noise` (sigma of the logarithm).
Outcome shared(std::uint64_t rows, const std::vector<Speed>& speeds, double overhead, double noise,
               std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    std::normal_distribution<double> spread(0, noise);
    RowDealer dealer(rows, 1);
    double all = 0;
    for (const Speed& speed : speeds) {
        dealer.join({speed.forecast, Seconds(overhead), UINT64_MAX});
        all += speed.real;
    }
    struct Work {
        double end = 0;
        std::size_t worker = 0;
        Rows rows;
        double took = 0;
    };
    const auto later = [](const Work& a, const Work& b) { return a.end > b.end; };
    std::priority_queue<Work, std::vector<Work>, decltype(later)> busy(later);
    Outcome outcome;
    double now = 0;
    std::vector<bool> idle(speeds.size(), true);
    const auto give = [&](std::size_t w) {
        if (!idle[w])
            return;
        if (const auto piece = dealer.deal(w)) {
            idle[w] = false;
            const double took =
                overhead
                + static_cast<double>(piece->count()) / speeds[w].real * std::exp(spread(random));
            busy.push({now + took, w, *piece, took});
            outcome.dealt.push_back(*piece);
        }
    };
    for (std::size_t w = 0; w < speeds.size(); ++w)
        give(w);
    while (!busy.empty()) {
        const Work ended = busy.top();
        busy.pop();
        now = ended.end;
        dealer.done(ended.worker, ended.rows, Seconds(ended.took));
        idle[ended.worker] = true;
        for (std::size_t w = 0; w < speeds.size(); ++w)
            give(w);
    }
    outcome.efficiency = static_cast<double>(rows) / all / now;
    return outcome;
}

/// Every row once.
bool covers(std::vector<Rows> dealt, std::uint64_t rows)
{
    std::sort(dealt.begin(), dealt.end(),
              [](const Rows& a, const Rows& b) { return a.first < b.first; });
    std::uint64_t next = 0;
    for (const Rows& piece : dealt) {
        if (piece.first != next || piece.count() == 0)
            return false;
        next = piece.end;
    }
    return next == rows;
}

} // namespace

/// How the rows of one step are shared among devices.
class RowDealerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRowIsDealtOnce()
    {
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            std::mt19937_64 random(seed);
            const std::uint64_t rows = 1 + random() % 5000;
            std::vector<Speed> speeds;
            for (std::uint64_t w = 0; w < 1 + seed % 5; ++w)
                speeds.push_back({1.0 + static_cast<double>(random() % 1000),
                                  1.0 + static_cast<double>(random() % 1000)});
            const Outcome outcome = shared(rows, speeds, 1e-3, 0.3, seed);
            QVERIFY2(covers(outcome.dealt, rows), qPrintable(QString::number(seed)));
        }
    }

    /// Speeds told wrongly by any factor of two either way and 10 % noise.
    void devicesOfWronglyForecastSpeedEndTogether()
    {
        double worst = 1;
        for (std::uint64_t seed = 0; seed < 500; ++seed) {
            std::mt19937_64 random(seed);
            std::uniform_real_distribution<double> wrong(-1, 1);
            std::vector<Speed> speeds;
            for (std::uint64_t w = 0; w < 2 + seed % 4; ++w) {
                const double real = 1e5 * std::exp2(3 * std::abs(wrong(random)));
                speeds.push_back({real, real * std::exp2(wrong(random))});
            }
            worst = std::min(worst, shared(1'000'000, speeds, 2e-4, 0.1, seed).efficiency);
        }
        qInfo("worst of 500: %.3f of an ideal split", worst);
        QVERIFY(worst >= 0.9);
    }

    void aDeviceTooSlowForTheRestLeavesItToTheOthers()
    {
        RowDealer dealer(1000, 1);
        dealer.join({1e6, Seconds(1e-3), UINT64_MAX});
        const std::size_t slow = dealer.join({10, Seconds(1e-3), UINT64_MAX});
        QVERIFY(!dealer.deal(slow));
    }

    void aPieceIsNeverLargerThanWhatFits()
    {
        RowDealer dealer(1000, 8);
        const std::size_t only = dealer.join({1e6, Seconds(0), 100});
        std::uint64_t sum = 0;
        while (const auto piece = dealer.deal(only)) {
            QVERIFY(piece->count() <= 100);
            QCOMPARE(piece->first % 8, 0U);
            sum += piece->count();
        }
        QCOMPARE(sum, 1000U);
    }

    void whatOneGivesBackAnotherGets()
    {
        RowDealer dealer(100, 1);
        const std::size_t first = dealer.join({1, Seconds(0), UINT64_MAX});
        const std::size_t second = dealer.join({1, Seconds(0), UINT64_MAX});
        const auto lost = dealer.deal(first);
        dealer.leave(first);
        dealer.giveBack(*lost);
        QVERIFY(!dealer.deal(first));
        std::vector<Rows> dealt;
        while (const auto piece = dealer.deal(second))
            dealt.push_back(*piece);
        QVERIFY(covers(dealt, 100));
    }
};

QTEST_GUILESS_MAIN(RowDealerTest)
#include "row_dealer_test.moc"
