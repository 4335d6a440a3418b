#include "compute/operators/slices.h"

#include <QtTest>

#include <oneapi/tbb/task_arena.h>

#include <atomic>
#include <mutex>
#include <vector>

using namespace xpu::operators;

class SlicesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void coversEveryIndexOnce();
    void obeysANewBudgetWithinTheLoop();
    void grantedThreadsLimitTheBudget();
    void fewLongItemsKeepEveryThreadBusy();
    void stopsAfterTheSliceWhenCancelled();
};

void SlicesTest::coversEveryIndexOnce()
{
    Slices slices({});
    for (const std::size_t count : {0U, 1U, 63U, 64U, 1001U}) {
        std::vector<std::atomic<int>> seen(count);
        QVERIFY(slices.over(count, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                ++seen[i];
        }));
        for (const auto& n : seen)
            QCOMPARE(n.load(), 1);
    }
}

void SlicesTest::obeysANewBudgetWithinTheLoop()
{
    std::atomic<int> budget{2};
    Slices slices({.budget = &budget, .progress = {}});
    std::mutex mutex;
    std::vector<int> widths;
    slices.over(6400, [&](std::size_t begin, std::size_t) {
        const std::lock_guard lock(mutex);
        if (begin >= 100)
            budget.store(1); // from the next slice on
        widths.push_back(oneapi::tbb::this_task_arena::max_concurrency());
    });
    QCOMPARE(widths.front(), 2);
    QCOMPARE(widths.back(), 1);
}

void SlicesTest::grantedThreadsLimitTheBudget()
{
    const std::atomic<int> budget{8};
    QCOMPARE(Slices({.granted = 3, .budget = &budget, .progress = {}}).threads(), 3);
    QCOMPARE(Slices({.granted = 12, .budget = &budget, .progress = {}}).threads(), 8);
    QCOMPARE(Slices({.granted = 0, .budget = &budget, .progress = {}}).threads(), 8);
}

void SlicesTest::fewLongItemsKeepEveryThreadBusy()
{
    std::atomic<std::size_t> first{0};
    const std::atomic<int> budget{4};
    Slices wide({.budget = &budget, .progress = {}});
    QVERIFY(wide.over(16, [&](std::size_t begin, std::size_t end) {
        if (wide.slicesRun() == 0)
            first += end - begin;
    }));
    QCOMPARE(first.load(), std::size_t{4});
}

void SlicesTest::stopsAfterTheSliceWhenCancelled()
{
    std::atomic<bool> cancelled{false};
    std::atomic<std::size_t> done{0};
    Slices slices({.cancelled = &cancelled, .progress = {}});
    QVERIFY(!slices.over(6400, [&](std::size_t begin, std::size_t end) {
        done += end - begin;
        cancelled.store(true);
    }));
    QVERIFY(done.load() > 0);
    QVERIFY(done.load() < 6400);
    QCOMPARE(slices.slicesRun(), std::size_t{1});
}

QTEST_APPLESS_MAIN(SlicesTest)
#include "slices_test.moc"
