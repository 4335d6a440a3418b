#include "tests/gpu/candidates.h"
#include "tests/gpu/machine_code.h"
#include "tests/gpu/rules.h"

#include <QTest>

using namespace xpu::tests;

namespace {

const Statistics kGood{.vgprs = 32, .sgprs = 16, .waves = 8, .instructions = 100, .cycles = 1000};

Table tableOf(const Statistics& row, const std::string& family = "navi21")
{
    return {"Mesa 1", {{{family, "map", "64"}, row}}};
}

Statistics with(std::uint64_t Statistics::*member, std::uint64_t value)
{
    Statistics row = kGood;
    row.*member = value;
    return row;
}

} // namespace

class GpuRulesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tableSurvivesItsText()
    {
        Statistics row = kGood;
        row.fmaPercent = 83;
        const Table table = tableOf(row);
        const auto back = Table::parse(table.text());
        QVERIFY(back);
        QCOMPARE(back->compiler, table.compiler);
        QVERIFY(back->rows == table.rows);
        QVERIFY(!Table::parse(table.text() + "navi21\tmap\n"));
        QVERIFY(!Table::parse("<html>\n\n"));
    }

    void spillsScratchAndFewWavesAreNamed()
    {
        QVERIFY(offences(tableOf(kGood)).empty());
        QCOMPARE(offences(tableOf(with(&Statistics::spills, 3))),
                 std::vector<std::string>{"map <64> on navi21 spills 3 registers"});
        QCOMPARE(offences(tableOf(with(&Statistics::scratch, 16))).size(), 1U);
        QCOMPARE(offences(tableOf(with(&Statistics::waves, 3))).size(), 1U);
        QVERIFY(offences(tableOf(with(&Statistics::waves, 3), "vega10")).empty());
        QCOMPARE(offences(tableOf(with(&Statistics::waves, 1), "polaris10")).size(), 1U);
    }

    void aTwentiethSlowerIsARegression()
    {
        const Table before = tableOf(kGood);
        QVERIFY(regressions(before, tableOf(with(&Statistics::cycles, 1050))).empty());
        QCOMPARE(regressions(before, tableOf(with(&Statistics::cycles, 1051))),
                 std::vector<std::string>{"map <64> on navi21 takes 1051 cycles, 1000 before"});
    }

    void missingAndSurplusRowsAreNamed()
    {
        const Table other = tableOf(kGood, "navi10");
        QCOMPARE(regressions(tableOf(kGood), other).size(), 2U);
    }

    void anotherCompilerIsHeldToTheAbsoluteRulesOnly()
    {
        Table now = tableOf(with(&Statistics::cycles, 9000));
        now.compiler = "Mesa 2";
        QVERIFY(regressions(tableOf(kGood), now).empty());
    }

    void aChosenTileThatIsNotTheBestIsNamed()
    {
        const std::string role = "AMD RDNA, small";
        const RowKey chosen{"navi21", role, "8,8,32,32,1,1,1,2,1,1,0"};
        const RowKey other{"navi21", role, "8,8,16,16,1,1,1,2,1,1,0"};
        Table table{
            "Mesa 1",
            {{chosen, with(&Statistics::cycles, 4000)}, {other, with(&Statistics::cycles, 2100)}}};
        QVERIFY(wrongChoices(table).empty());
        table.rows[other].cycles = 1900; // half the work of the other
        QCOMPARE(wrongChoices(table).size(), 1U);
        table.rows[other].waves = 3;
        QVERIFY(wrongChoices(table).empty());
        table.rows.erase(chosen);
        QCOMPARE(wrongChoices(table).size(), 1U);
    }

    void fmaShareIsThatOfTheHottestLoop()
    {
        QCOMPARE(fmaPercent("BB0:\n\tv_fma_f32 v0, v1, v2 ; 00\n\ts_endpgm\n"), 0U);
        // The outer loop: four FMAs in eight instructions; what stands before it does not count.
        const char* loop = "BB0:\n\ts_mov_b32 s0, 0\n"
                           "BB1:\n\tbuffer_load_dword v1\n\ts_barrier\n"
                           "BB2:\n\tv_fmac_f32_e32 v0, v1, v2\n\tv_fma_f32 v0, v1, v2, v3\n"
                           "\tv_dual_fmac_f32 v0, v1, v2 :: v_dual_fmac_f32 v3, v1, v2\n"
                           "\tv_pk_fma_f16 v0, v1, v2\n\ts_cbranch_scc1 BB2 ; 00\n"
                           "\ts_cbranch_scc1 BB1 ; 00\n\ts_endpgm\n";
        QCOMPARE(fmaPercent(loop), 50U);
    }
};

QTEST_APPLESS_MAIN(GpuRulesTest)
#include "gpu_rules_test.moc"
