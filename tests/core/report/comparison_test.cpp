#include "core/report/comparison.h"
#include "core/wording/verdict_text.h"
#include "tests/core/report/sample_run.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace xpu;
using namespace xpu::report_test;
using Better = Comparison::Better;
using Evidence = Comparison::Evidence;

namespace {

/// A finished run whose steps take `factor` times as long as those of sampleRun.
history::RunDetail scaled(std::uint32_t steps, double factor)
{
    history::RunDetail run = sampleRun(steps);
    run.sha256 = "abc";
    for (auto& step : run.steps)
        step.actualS = *step.actualS * factor;
    run.summary.makespanS = 0.1 * factor;
    run.summary.energyJ = 5 * factor;
    return run;
}

Comparison compared(const history::RunDetail& first, const history::RunDetail& second)
{
    return compare(makeReport(first), makeReport(second));
}

bool says(const Comparison& both, const std::string& words)
{
    const auto all = wording::verdict(both);
    return std::any_of(all.begin(), all.end(), [&](const std::string& sentence) {
        return sentence.find(words) != std::string::npos;
    });
}

} // namespace

class ComparisonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theQuickerRunIsBetterAndSaysByHowMuch()
    {
        const Comparison both = compared(scaled(40, 1), scaled(40, 0.75));
        QCOMPARE(both.time, Better::Second);
        QCOMPARE(both.energy, Better::Second);
        QCOMPARE(both.evidence, Evidence::Consistent);
        QCOMPARE(*both.makespanS.ratio(), 0.75);
        QVERIFY(qAbs(*both.medianStepRatio - 0.75) < 1e-9);
        QCOMPARE(both.fasterInSecond, std::size_t{40});
        QVERIFY(says(both, "The second run was better: it took 25 % less time"));
    }

    void whoIsFirstDoesNotChangeTheWord()
    {
        const Comparison both = compared(scaled(40, 0.75), scaled(40, 1));
        QCOMPARE(both.time, Better::First);
        QVERIFY(says(both, "The first run was better: it took 25 % less time"));
    }

    void fewStepsAreNotCalledProof()
    {
        const Comparison both = compared(scaled(4, 1), scaled(4, 0.5));
        QCOMPARE(both.time, Better::Second);
        QCOMPARE(both.evidence, Evidence::Few);
        QVERIFY(says(both, "Too few steps differ to tell the runs from chance"));
        QVERIFY(says(both, "One run of each was compared"));
    }

    void stepsThatDisagreeAreToldSo()
    {
        history::RunDetail second = scaled(40, 1);
        for (std::size_t i = 0; i < second.steps.size(); ++i)
            second.steps[i].actualS = *second.steps[i].actualS * (i % 2 ? 0.5 : 2.0);
        second.summary.makespanS = 0.05;
        const Comparison both = compared(scaled(40, 1), second);
        QCOMPARE(both.time, Better::Second);
        QCOMPARE(both.evidence, Evidence::Mixed);
        QVERIFY(says(both, "do not speak with one voice"));
    }

    void aSmallDifferenceIsNone()
    {
        const Comparison both = compared(scaled(40, 1), scaled(40, 1.01));
        QCOMPARE(both.time, Better::Alike);
        QCOMPARE(both.evidence, Evidence::None);
        QCOMPARE(both.fasterInFirst + both.fasterInSecond, std::size_t{0});
        QVERIFY(says(both, "about the same time"));
    }

    void aRunThatDidNotEndWellIsNotCalledFaster()
    {
        history::RunDetail second = scaled(40, 0.1);
        second.summary.state = "failed";
        const Comparison both = compared(scaled(40, 1), second);
        QCOMPARE(both.time, Better::Unknown);
        QCOMPARE(both.energy, Better::Unknown);
        QVERIFY(says(both, "No word on which was faster"));
    }

    void stepsOfOneRunAloneAreNamed()
    {
        history::RunDetail second = scaled(6, 1);
        second.steps.erase(second.steps.begin());
        second.steps.back().step = "new";
        const Comparison both = compared(scaled(6, 1), second);
        QCOMPARE(both.onlyFirst, (std::vector<std::string>{"gauss[0]", "gauss[5]"}));
        QCOMPARE(both.onlySecond, std::vector<std::string>{"new"});
        QCOMPARE(both.steps.size(), std::size_t{4});
        QVERIFY(says(both, "not like for like"));
    }

    void aStepThatMovedShowsBothDevices()
    {
        history::RunDetail second = scaled(3, 1);
        second.steps[0].device = "npu";
        const Comparison both = compared(scaled(3, 1), second);
        QCOMPARE(both.steps[0].firstDevice, std::string("cpu"));
        QCOMPARE(both.steps[0].secondDevice, std::string("npu"));
        const auto npu = std::find_if(both.devices.begin(), both.devices.end(),
                                      [](const auto& line) { return line.device == "npu"; });
        QVERIFY(npu != both.devices.end());
        QVERIFY(!npu->busyS.first && npu->busyS.second);
        QVERIFY(!npu->busyS.ratio());
    }

    void aFailedStepHasNoTimeToCompare()
    {
        history::RunDetail second = scaled(3, 1);
        second.steps[1].state = StepState::Failed;
        QCOMPARE(compared(scaled(3, 1), second).compared, std::size_t{2});
    }

    void aRunWhoseResultsStoodAlreadyIsNotCalledLikeForLike()
    {
        history::RunDetail second = scaled(20, 0.1);
        for (int i = 0; i < 15; ++i) {
            second.steps[static_cast<std::size_t>(i)].startedUtcMicros = 0;
            second.steps[static_cast<std::size_t>(i)].actualS.reset();
        }
        const Comparison both = compared(scaled(20, 1), second);
        QCOMPARE(both.ranOnlyInFirst, std::size_t{15});
        QCOMPARE(both.ranOnlyInSecond, std::size_t{0});
        QVERIFY(says(both, "ran in one run alone (in the first: 15, in the second: 0)"));
        QVERIFY(!says(compared(scaled(20, 1), scaled(20, 1)), "ran in one run alone"));
    }

    void anotherTaskFileIsTold()
    {
        history::RunDetail second = scaled(3, 1);
        second.sha256 = "def";
        QVERIFY(says(compared(scaled(3, 1), second), "The task file is not the same"));
        QVERIFY(!says(compared(scaled(3, 1), scaled(3, 1)), "The task file is not the same"));
        second.sha256.clear(); // not known is not another
        QVERIFY(!says(compared(scaled(3, 1), second), "The task file is not the same"));
    }

    void jsonHasAllKeysForRunsWithNothingInThem()
    {
        const Comparison both = compared({}, {});
        const QJsonObject json =
            QJsonDocument::fromJson(QByteArray::fromStdString(toJson(both, wording::verdict(both))))
                .object();
        for (const char* key : {"first", "second", "verdict", "figures", "devices", "operations",
                                "steps", "only_first", "only_second"})
            QVERIFY2(json.contains(QLatin1String(key)), key);
        for (const char* key :
             {"time", "time_ratio", "energy", "energy_ratio", "evidence", "steps_compared",
              "faster_in_first", "faster_in_second", "median_step_ratio", "ran_only_in_first",
              "ran_only_in_second", "same_file", "text"})
            QVERIFY2(json[u"verdict"].toObject().contains(QLatin1String(key)), key);
        QVERIFY(json[u"verdict"][u"time"].isNull());
        QVERIFY(json[u"figures"][u"energy_j"].toObject().contains(u"ratio"));
        QVERIFY(json[u"figures"][u"energy_j"][u"ratio"].isNull());
    }

    void jsonMatchesStepsById()
    {
        const Comparison both = compared(scaled(3, 1), scaled(3, 2));
        const QJsonObject json =
            QJsonDocument::fromJson(QByteArray::fromStdString(toJson(both, {}))).object();
        const QJsonArray steps = json[u"steps"].toArray();
        QCOMPARE(steps.size(), 3);
        QCOMPARE(steps[2][u"id"].toString(), QStringLiteral("gauss[2]"));
        QCOMPARE(steps[2][u"actual_s"][u"ratio"].toDouble(), 2.0);
    }
};

QTEST_APPLESS_MAIN(ComparisonTest)
#include "comparison_test.moc"
