#include "core/base/job_pool.h"
#include "core/engine/command_line.h"
#include "core/engine/ledger.h"
#include "core/engine/position.h"
#include "core/engine/ready_set.h"

#include <QTest>

#include <atomic>
#include <random>
#include <set>

using namespace xpu;

class EnginePartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCommandLineShowsExactlyWhatWillRun()
    {
        QCOMPARE(commandLine({"sort", "-n", "a.txt"}), std::string("sort -n a.txt"));
        QCOMPARE(commandLine({"sh", "-c", "rm \"$1\"; it's", ""}),
                 std::string("sh -c 'rm \"$1\"; it'\\''s' ''"));
        QCOMPARE(commandLine({"a\nb", "\x1b[2K"}), std::string("$'a\\x0ab' $'\\x1b[2K'"));
    }

    void readySetGivesTheLowestOfWhatIsInIt();
    void positionsAlwaysHaveRoomBetweenThem();
    void tenThousandAppendedPositionsStayShort();
    void ledgerRefusesWhatDoesNotFitAndKeepsCount();
    void jobPoolRunsEveryJobAndDropsThoseNotBegun();
};

void EnginePartsTest::readySetGivesTheLowestOfWhatIsInIt()
{
    std::mt19937 random(7);
    for (const std::uint32_t size : {1U, 64U, 65U, 5000U}) {
        ReadySet set;
        set.resize(size);
        std::set<std::uint32_t> model;
        for (int i = 0; i < 4000; ++i) {
            const auto at = static_cast<std::uint32_t>(random() % size);
            if (random() % 2 == 0) {
                set.insert(at);
                model.insert(at);
            } else {
                set.remove(at);
                model.erase(at);
            }
            QCOMPARE(set.size(), model.size());
            QCOMPARE(set.lowest(), model.empty() ? ReadySet::kNone : *model.begin());
        }
    }
}

void EnginePartsTest::positionsAlwaysHaveRoomBetweenThem()
{
    std::mt19937 random(3);
    std::vector<std::string> keys{positionBetween({}, {})};
    for (int i = 0; i < 3000; ++i) {
        const std::size_t at = random() % (keys.size() + 1);
        const std::string lo = at == 0 ? "" : keys[at - 1];
        const std::string hi = at == keys.size() ? "" : keys[at];
        const std::string key = positionBetween(lo, hi);
        QVERIFY(lo < key);
        QVERIFY(hi.empty() || key < hi);
        keys.insert(keys.begin() + static_cast<std::ptrdiff_t>(at), key);
    }
    // The worst case: always into the same gap.
    std::string lo = positionBetween({}, {});
    const std::string hi = positionBetween(lo, {});
    for (int i = 0; i < 200; ++i) {
        const std::string key = positionBetween(lo, hi);
        QVERIFY(lo < key && key < hi);
        lo = key;
    }
}

void EnginePartsTest::tenThousandAppendedPositionsStayShort()
{
    std::string last;
    for (int i = 0; i < 10'000; ++i) {
        const std::string next = positionBetween(last, {});
        QVERIFY(last < next);
        last = next;
    }
    QVERIFY(last.size() <= 16);
    std::string first = last;
    for (int i = 0; i < 30'000; ++i) {
        const std::string previous = positionBetween({}, first);
        QVERIFY(previous < first);
        first = previous;
    }
    QVERIFY(first.size() <= 16);
}

void EnginePartsTest::ledgerRefusesWhatDoesNotFitAndKeepsCount()
{
    Ledger ledger;
    const auto memory = ledger.addMemory(Bytes(100));
    QVERIFY(ledger.reserve(memory, Bytes(60)));
    QVERIFY(!ledger.reserve(memory, Bytes(41)));
    QVERIFY(ledger.reserve(memory, Bytes(40)));
    ledger.release(memory, Bytes(60));
    QCOMPARE(ledger.used(memory).count, 40U);
    QCOMPARE(ledger.peak(memory).count, 100U);
    QVERIFY_THROWS_EXCEPTION(BrokenInvariant, ledger.release(memory, Bytes(41)));
}

void EnginePartsTest::jobPoolRunsEveryJobAndDropsThoseNotBegun()
{
    std::atomic<int> ran{0};
    {
        JobPool pool(3);
        std::atomic<int> open{50};
        for (int i = 0; i < 50; ++i)
            pool.post([&] {
                ++ran;
                --open;
            });
        while (open > 0)
            std::this_thread::yield();
    }
    QCOMPARE(ran.load(), 50);
}

QTEST_APPLESS_MAIN(EnginePartsTest)
#include "engine_parts_test.moc"
