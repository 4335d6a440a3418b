#include "compute/operators/gemm/cut.h"
#include "compute/vulkan/traits.h"

#include <QTest>

using namespace xpu;
using namespace xpu::vulkan;
using operators::GemmShape;

namespace {

GemmShape shapeOf(std::uint64_t m, std::uint64_t n, std::uint64_t k, std::uint64_t batch = 1)
{
    GemmShape g;
    g.batch = batch;
    g.m = m;
    g.n = n;
    g.k = k;
    return g;
}

GemmCut cut(const GemmShape& g) { return cutFor(g, g.k, rowOf(Architecture::AmdRdna), false); }

Traits gpu(std::uint32_t vendor, std::uint32_t leastSubgroup)
{
    Traits traits;
    traits.type = VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU;
    traits.vendor = vendor;
    traits.leastSubgroup = leastSubgroup;
    traits.maxInvocations = 1024;
    traits.maxShared = Bytes(65536);
    return traits;
}

} // namespace

class GemmCutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void largeMatricesTakeLargeTiles()
    {
        QCOMPARE(cut(shapeOf(4096, 4096, 4096)).tile.rows(), 128U);
        QCOMPARE(cut(shapeOf(768, 768, 768)).tile.rows(), 64U);
        QCOMPARE(cut(shapeOf(30, 30, 30)).tile.rows(), 32U);
        QCOMPARE(cut(shapeOf(30, 30, 30, 5000)).tile.rows(), 32U);
    }

    void everyTileOfTheBatchIsCounted()
    {
        const GemmCut c = cut(shapeOf(33, 65, 10, 3));
        const std::uint64_t each = ((33 + c.tile.rows() - 1) / c.tile.rows())
                                   * ((65 + c.tile.columns() - 1) / c.tile.columns());
        QCOMPARE(c.tiles, 3 * each);
        QCOMPARE(c.parts, 1U);
        QCOMPARE(c.partDepth, 10U);
    }

    void fewResultsOfLongSumsAreCutAlongTheSum()
    {
        for (const std::uint64_t k : {600U, 8192U, 40'000U, 1'000'003U}) {
            const GemmCut c = cut(shapeOf(20, 20, k));
            QVERIFY2(c.parts > 1, std::to_string(k).c_str());
            QVERIFY(c.partDepth <= kMostDepth);
            QCOMPARE(c.partDepth % c.tile.depth, 0U);
            QVERIFY(c.parts * c.partDepth >= k);
            QVERIFY((c.parts - 1) * c.partDepth < k);
        }
        QCOMPARE(cut(shapeOf(4096, 4096, 8192)).parts, 1U);
        QCOMPARE(cut(shapeOf(20, 20, 100)).parts, 1U);
    }

    void partialResultsStayWithinBounds()
    {
        // So long a sum would need more parts than there is room for.
        QCOMPARE(cut(shapeOf(20, 20, std::uint64_t{1} << 28)).parts, 1U);
    }

    void architecturesAreToldApartByWhatTheDriverReports()
    {
        QCOMPARE(architectureOf(gpu(0x1002, 64)), Architecture::AmdGcn);
        QCOMPARE(architectureOf(gpu(0x1002, 32)), Architecture::AmdRdna);
        QCOMPARE(architectureOf(gpu(0x1002, 0)), Architecture::AmdGcn);
        QCOMPARE(architectureOf(gpu(0x10de, 32)), Architecture::Nvidia);
        QCOMPARE(architectureOf(gpu(0x8086, 8)), Architecture::Intel);
        QCOMPARE(architectureOf(gpu(0x5143, 64)), Architecture::Other);
        Traits software = gpu(0x1002, 32);
        software.type = VK_PHYSICAL_DEVICE_TYPE_CPU;
        QCOMPARE(architectureOf(software), Architecture::Software);
    }

    void rowsAreCutDownToWhatTheDeviceAllows()
    {
        Traits small = gpu(0x1002, 32);
        small.maxInvocations = 128;
        small.maxShared = Bytes(16384);
        small.processors = 12;
        const Tuning tuning = tuningFor(small);
        QCOMPARE(tuning.gemmGroups, 12U);
        QVERIFY(tuning.lineGroup <= 128 && tuning.reduceGroup <= 128);
        for (const GemmTile& tile : tuning.gemm) {
            QVERIFY(tile.groupX * tile.groupY <= 128);
            QVERIFY(tile.shared(sizeof(float)) <= 16384);
            QCOMPARE(tile.depth % tile.unroll, 0U);
        }
        QVERIFY(tuning.gemmWide.shared(sizeof(double)) <= 16384);
        QVERIFY(tuningFor(gpu(0x1002, 32)).gemm == rowOf(Architecture::AmdRdna).gemm);
    }
};

QTEST_APPLESS_MAIN(GemmCutTest)
#include "gemm_cut_test.moc"
