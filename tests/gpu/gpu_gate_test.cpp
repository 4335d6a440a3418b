#include "tests/gpu/candidates.h"
#include "tests/gpu/families.h"
#include "tests/gpu/rules.h"
#include "tests/gpu/shipped_kernels.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace xpu;
using namespace xpu::tests;

namespace {

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines)
        text += "\n  " + line;
    return text;
}

} // namespace

/// The code that GPUs of five families get is no worse than the committed table says. After a
/// change that is meant: `build/<preset>/tests-bin/gpu_statistics --write`.
class GpuGateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto committed = Table::read(XPU_SOURCE_DIR "/tests/gpu/kernels.tsv");
        QVERIFY2(committed, committed ? "" : committed.error().context.c_str());
        committed_ = *committed;
        auto now = compileAll(XPU_GPU_STATISTICS, "kernels");
        if (!now && now.error().code == Errc::NotFound)
            QSKIP(("not found: " + now.error().context).c_str());
        QVERIFY2(now, now ? "" : now.error().context.c_str());
        now_ = std::move(*now);
        if (now_.compiler != committed_.compiler)
            qInfo(
                "%s compiles here, the table was made by %s: only spills, scratch and waves count",
                now_.compiler.c_str(), committed_.compiler.c_str());
    }

    void noKernelSpillsOrStarves()
    {
        const auto found = offences(now_);
        QVERIFY2(found.empty(), joined(found).c_str());
    }

    void noKernelIsSlowerThanTheTableSays()
    {
        const auto found = regressions(committed_, now_);
        QVERIFY2(found.empty(), joined(found).c_str());
    }

    /// The large tile with whole, aligned matrices, on GPUs that issue one instruction at a time.
    void largeMatricesSpendTheirSlotsOnMultiplyAdds()
    {
        if (now_.compiler != committed_.compiler)
            QSKIP("another version of the compiler");
        const auto& tile = vulkan::rowOf(vulkan::Architecture::AmdRdna).gemm.front();
        const std::string large = textOf({tile.groupX, tile.groupY, tile.depth, tile.unroll,
                                          tile.rowQuads, tile.columnQuads, tile.padding});
        int seen = 0;
        for (const auto& [key, row] : now_.rows) {
            const bool whole = key.constants.ends_with(",1,0");
            if ((key.family != "navi21" && key.family != "gfx1100") || key.kernel != "gemm"
                || !key.constants.starts_with(large) || !whole)
                continue;
            ++seen;
            QVERIFY2(row.fmaPercent >= 80,
                     (key.text() + ": " + std::to_string(row.fmaPercent) + " %").c_str());
        }
        QVERIFY(seen >= 2);
    }

    void everyArchitectureTakesTheBestOfItsTiles()
    {
        const auto candidates = compileAll(XPU_GPU_STATISTICS, "candidates");
        QVERIFY2(candidates, candidates ? "" : candidates.error().context.c_str());
        if (candidates->compiler != committed_.compiler)
            QSKIP("another version of the compiler");
        const auto found = wrongChoices(*candidates);
        QVERIFY2(found.empty(), joined(found).c_str());
        QFile table(QStringLiteral(XPU_SOURCE_DIR "/tests/gpu/gemm_tiles.tsv"));
        QVERIFY(table.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(table.readAll()),
                 QString::fromStdString(candidateText(*candidates)));
    }

    void everyShaderIsReachedByAPlanner()
    {
        for (const QString& shader : QStringLiteral(XPU_SHADERS).split(QLatin1Char(',')))
            QVERIFY2(std::any_of(
                         now_.rows.begin(), now_.rows.end(),
                         [&](const auto& row) { return row.first.kernel == shader.toStdString(); }),
                     qPrintable(shader + QStringLiteral(" is shipped, but no probe leads to it")));
    }

private:
    Table committed_;
    Table now_;
};

QTEST_GUILESS_MAIN(GpuGateTest)
#include "gpu_gate_test.moc"
