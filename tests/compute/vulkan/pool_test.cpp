#include "compute/launch/memory_pool.h"
#include "compute/launch/range_allocator.h"
#include "core/base/invariant.h"

#include <QTest>

#include <random>

namespace {

using namespace xpu;
using xpu::launch::Block;
using xpu::launch::Chunk;
using xpu::launch::MemoryPool;
using xpu::launch::RangeAllocator;

/// Counts the chunks a pool takes and refuses beyond `capacity`.
struct FakeDriver {
    std::uint64_t capacity = ~std::uint64_t{0};
    std::uint64_t taken = 0;
    int allocations = 0;

    xpu::launch::ChunkSource source()
    {
        return {[this](Bytes size) -> Result<Chunk> {
                    if (taken + size.count > capacity)
                        return fail(Errc::OutOfMemory, "fake");
                    taken += size.count;
                    ++allocations;
                    Chunk chunk;
                    chunk.size = size;
                    return chunk;
                },
                [this](const Chunk& chunk) { taken -= chunk.size.count; }};
    }
};

bool overlap(const Block& a, const Block& b)
{
    return a.chunk == b.chunk && a.offset < b.offset + b.size && b.offset < a.offset + a.size;
}

} // namespace

class PoolTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesTheSmallestBlockThatFits()
    {
        RangeAllocator range(1000, 10);
        const auto a = range.allocate(300);
        const auto b = range.allocate(100);
        const auto c = range.allocate(200);
        const auto d = range.allocate(100);
        QVERIFY(a && b && c && d);
        range.free(*a);
        range.free(*c);
        QCOMPARE(range.allocate(150), c);
        QCOMPARE(range.freeBytes(), std::uint64_t{650});
    }

    void joinsFreedNeighbours()
    {
        RangeAllocator range(300, 10);
        const auto a = range.allocate(100);
        const auto b = range.allocate(100);
        const auto c = range.allocate(100);
        QVERIFY(!range.allocate(1));
        range.free(*a);
        range.free(*c);
        QCOMPARE(range.largestFree(), std::uint64_t{100});
        range.free(*b);
        QCOMPARE(range.largestFree(), std::uint64_t{300});
        QVERIFY(range.isEmpty());
    }

    void refusesToFreeTwice()
    {
        RangeAllocator range(100, 10);
        const auto a = range.allocate(10);
        range.free(*a);
        QVERIFY_THROWS_EXCEPTION(BrokenInvariant, range.free(*a));
    }

    void manyBlocksShareOneChunk()
    {
        FakeDriver driver;
        MemoryPool pool(driver.source(), {.total = 1_GiB});
        for (int i = 0; i < 1000; ++i)
            QVERIFY(pool.allocate(1_KiB).has_value());
        QCOMPARE(driver.allocations, 1);
        QCOMPARE(pool.usage().used.count, std::uint64_t{1000 * 1024});
        QCOMPARE(pool.usage().reserved, 64_MiB);
    }

    void steadyStateAsksTheDriverForNothing()
    {
        FakeDriver driver;
        MemoryPool pool(driver.source(), {.total = 1_GiB});
        int afterFirst = 0;
        for (int round = 0; round < 50; ++round) {
            const auto large = pool.allocate(100_MiB);
            const auto small = pool.allocate(3_MiB);
            QVERIFY(large && small);
            pool.free(*large);
            pool.free(*small);
            if (round == 0)
                afterFirst = driver.allocations;
        }
        QCOMPARE(driver.allocations, afterFirst);
    }

    void emptyChunksMakeRoomBelowTheLimit()
    {
        FakeDriver driver;
        MemoryPool pool(driver.source(), {.total = 256_MiB});
        const auto small = pool.allocate(1_MiB);
        pool.free(*small);
        const auto all = pool.allocate(256_MiB);
        QVERIFY(all.has_value());
        QCOMPARE(pool.usage().reserved, 256_MiB);
        QCOMPARE(pool.allocate(1_KiB).error().code, Errc::OutOfMemory);
        pool.free(*all);
        QVERIFY(pool.allocate(1_KiB).has_value());
    }

    void hugeSizesAreRefusedWithoutAsking()
    {
        FakeDriver driver;
        MemoryPool pool(driver.source(), {.total = 256_MiB});
        QCOMPARE(pool.allocate(Bytes(~std::uint64_t{0})).error().code, Errc::OutOfMemory);
        QCOMPARE(driver.allocations, 0);
    }

    void aRefusingDriverIsOutOfMemory()
    {
        FakeDriver driver;
        driver.capacity = 10 << 20;
        MemoryPool pool(driver.source(), {.total = 1_GiB});
        QCOMPARE(pool.allocate(1_KiB).error().code, Errc::OutOfMemory);
        QCOMPARE(pool.usage().reserved, Bytes(0));
    }

    void fragmentationIsTheShareOutsideTheLargestBlock()
    {
        FakeDriver driver;
        MemoryPool pool(driver.source(), {.total = 64_MiB});
        std::vector<Block> blocks;
        for (int i = 0; i < 64; ++i)
            blocks.push_back(*pool.allocate(1_MiB));
        QCOMPARE(pool.usage().fragmentation, 0.0);
        for (std::size_t i = 0; i < 64; i += 2)
            pool.free(blocks[i]);
        QCOMPARE(pool.usage().fragmentation, 1.0 - 1.0 / 32.0);
        QCOMPARE(pool.allocate(2_MiB).error().code, Errc::OutOfMemory);
    }

    void peakStaysWhenMemoryIsGivenBack()
    {
        FakeDriver driver;
        MemoryPool pool(driver.source(), {.total = 1_GiB});
        const auto a = pool.allocate(5_MiB);
        const auto b = pool.allocate(2_MiB);
        pool.free(*a);
        pool.free(*b);
        QCOMPARE(pool.usage().used, Bytes(0));
        QCOMPARE(pool.usage().peak, 7_MiB);
    }

    void randomBlocksNeverOverlap()
    {
        FakeDriver driver;
        MemoryPool pool(driver.source(), {.total = 128_MiB, .chunk = 4_MiB});
        std::mt19937 random(7);
        std::vector<Block> live;
        std::uint64_t refused = 0;
        for (int i = 0; i < 4000; ++i) {
            if (!live.empty() && random() % 5 < 2) {
                const std::size_t at = random() % live.size();
                pool.free(live[at]);
                live.erase(live.begin() + static_cast<std::ptrdiff_t>(at));
                continue;
            }
            const auto made = pool.allocate(Bytes(random() % (256 << 10)));
            if (!made) {
                ++refused;
                continue;
            }
            for (const Block& other : live)
                QVERIFY(!overlap(*made, other));
            live.push_back(*made);
        }
        QVERIFY(refused < 2000);
        for (const Block& block : live)
            pool.free(block);
        QCOMPARE(pool.usage().used, Bytes(0));
        QVERIFY(driver.taken <= (128_MiB).count);
    }
};

QTEST_APPLESS_MAIN(PoolTest)
#include "pool_test.moc"
