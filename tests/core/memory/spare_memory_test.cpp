#include "core/memory/host_block.h"
#include "core/memory/spare_memory.h"

#include <QTest>

#include <cstring>
#include <limits>

using namespace xpu;

class SpareMemoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasGivenIsTakenAgainForTheSameSize();
    void anotherSizeIsNewMemory();
    void theOldestIsLetGoWhenTooMuchIsKept();
    void whatIsLargerThanAllThatMayBeKeptIsNotKept();
    void aBlockOfAnySizeCanBeFilled_data();
    void aBlockOfAnySizeCanBeFilled();
    void aBlockThatNoMachineHasIsRefused();
};

namespace {

constexpr std::size_t kSize = 2 * SpareMemory::kPage;

} // namespace

void SpareMemoryTest::whatWasGivenIsTakenAgainForTheSameSize()
{
    SpareMemory spare;
    void* const first = spare.take(kSize);
    QVERIFY(first != nullptr);
    QCOMPARE(reinterpret_cast<std::uintptr_t>(first) % SpareMemory::kPage, std::uintptr_t(0));
    spare.give(first, kSize);
    QCOMPARE(spare.kept(), kSize);
    void* const second = spare.take(kSize);
    QCOMPARE(second, first);
    QCOMPARE(spare.kept(), std::size_t(0));
    std::memset(second, 1, kSize);
    spare.give(second, kSize);
}

void SpareMemoryTest::anotherSizeIsNewMemory()
{
    SpareMemory spare;
    void* const first = spare.take(kSize);
    spare.give(first, kSize);
    void* const larger = spare.take(2 * kSize);
    QVERIFY(larger != first);
    QCOMPARE(spare.kept(), kSize);
    spare.give(larger, 2 * kSize);
}

void SpareMemoryTest::theOldestIsLetGoWhenTooMuchIsKept()
{
    SpareMemory spare;
    constexpr std::size_t kHalf = SpareMemory::kMost / 2;
    void* const oldest = spare.take(kSize);
    void* const middle = spare.take(kHalf);
    void* const newest = spare.take(kHalf);
    spare.give(oldest, kSize);
    spare.give(middle, kHalf);
    spare.give(newest, kHalf);
    QCOMPARE(spare.kept(), 2 * kHalf);
    QCOMPARE(spare.take(kHalf), newest);
    QCOMPARE(spare.take(kHalf), middle);
    spare.give(middle, kHalf);
    spare.give(newest, kHalf);
}

void SpareMemoryTest::whatIsLargerThanAllThatMayBeKeptIsNotKept()
{
    SpareMemory spare;
    constexpr std::size_t kHuge = SpareMemory::kMost + SpareMemory::kPage;
    spare.give(spare.take(kHuge), kHuge);
    QCOMPARE(spare.kept(), std::size_t(0));
}

void SpareMemoryTest::aBlockOfAnySizeCanBeFilled_data()
{
    QTest::addColumn<quint64>("size");
    for (const quint64 size :
         {quint64(0), quint64(1), quint64(4097), quint64(SpareMemory::kLeast - 1),
          quint64(SpareMemory::kLeast), quint64(SpareMemory::kLeast + 1)})
        QTest::addRow("%llu bytes", size) << size;
}

void SpareMemoryTest::aBlockOfAnySizeCanBeFilled()
{
    QFETCH(quint64, size);
    for (int times = 0; times < 2; ++times) {
        const auto block = HostBlock::allocate(Bytes(size));
        QVERIFY(block.has_value());
        QCOMPARE(reinterpret_cast<std::uintptr_t>((*block)->data()) % 4096, std::uintptr_t(0));
        std::memset((*block)->data(), 1, size);
        QCOMPARE((*block)->size().count, std::uint64_t(size));
    }
}

void SpareMemoryTest::aBlockThatNoMachineHasIsRefused()
{
    const auto most = std::numeric_limits<std::uint64_t>::max();
    QVERIFY(!HostBlock::allocate(Bytes(most)).has_value());
    QVERIFY(!HostBlock::allocate(Bytes(most / 4)).has_value());
}

QTEST_APPLESS_MAIN(SpareMemoryTest)
#include "spare_memory_test.moc"
