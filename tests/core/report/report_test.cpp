#include "core/report/gantt.h"
#include "core/report/style.h"
#include "tests/core/report/sample_run.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QXmlStreamReader>

using namespace xpu;
using namespace xpu::report_test;

class ReportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunWithoutStepsIsAPageAndJson()
    {
        const Report report = makeReport({});
        QVERIFY(toHtml(report).ends_with("</html>\n"));
        const QJsonObject json =
            QJsonDocument::fromJson(QByteArray::fromStdString(toJson(report))).object();
        QVERIFY(json.contains(u"makespan_s") && json[u"makespan_s"].isNull());
        QVERIFY(json[u"steps"].toArray().isEmpty());
    }

    void overlappingLaunchesCountOnceAsBusyTime()
    {
        history::RunDetail run = sampleRun(3); // cpu: 0-10 ms and 10-20 ms; vulkan: 5-15 ms
        run.steps[1].device = "cpu";
        run.summary.makespanS = 0.040;
        run.summary.lowerBoundS = 0.032;
        const Report report = makeReport(run);
        QCOMPARE(report.devices.size(), std::size_t{1});
        QCOMPARE(report.devices[0].busyS, 0.020);
        QCOMPARE(report.devices[0].utilization, 0.5);
        QCOMPARE(report.devices[0].bytesIn, std::uint64_t{3000});
        QCOMPARE(report.devices[0].energyJ, std::optional<double>(1.5));
        QCOMPARE(*report.gapToBound, 0.25);
    }

    void statisticsUseFinishedStepsOnly()
    {
        history::RunDetail run = sampleRun(5);
        for (auto& step : run.steps) {
            step.operation = "image.gauss";
            step.device = "cpu";
        }
        fail(run, 4);
        const Report report = makeReport(run);
        QCOMPARE(report.failed, std::size_t{1});
        QCOMPARE(report.done, std::size_t{4});
        const auto& line = report.operations.at(0);
        QCOMPARE(line.steps, std::size_t{5});
        QCOMPARE(line.p50S, 0.0115);
        QCOMPARE(line.totalS, 0.046);
        QCOMPARE(*report.coverage, 0.75);
        QVERIFY(qAbs(*report.medianError - (1.0 / 11 + 2.0 / 12) / 2) < 1e-9);
    }

    void costsFollowTheEnergyAndTheTimeOfEachStep()
    {
        history::RunDetail run = sampleRun(2);
        run.summary.energyJ = 4e6;
        run.summary.energyQuality = "modelled";
        run.steps[0].energyJ = 1e6;
        run.steps[1].energyJ = 3e6;
        // Tuesday and Wednesday, 11:00 UTC: in almost every zone the same days.
        const std::int64_t tuesday = 1'699'959'600'000'000;
        for (std::size_t i = 0; i < 2; ++i) {
            run.steps[i].startedUtcMicros = tuesday + static_cast<std::int64_t>(i) * 86'400'000'000;
            run.steps[i].finishedUtcMicros = run.steps[i].startedUtcMicros + 1'000'000;
        }
        tariff::Rates rates;
        rates.price = tariff::readTariff("currency = \"EUR\"\nper_kwh = 0.36\n[[window]]\n"
                                         "days = [\"wed\"]\nper_kwh = 0.72\n",
                                         tariff::Meaning::Price)
                          .tariff;
        const Report report = makeReport(run, rates);
        QCOMPARE(*report.stepFootprints[0].cost, 0.1);
        QCOMPARE(*report.stepFootprints[1].cost, 0.6);
        QCOMPARE(*report.footprint.cost, 0.7);
        QCOMPARE(*report.devices[0].footprint.cost + *report.devices[1].footprint.cost, 0.7);
        QVERIFY(!report.footprint.carbonG);
        QVERIFY(toHtml(report).find("0.7 EUR</b><small>modelled") != std::string::npos);
        QVERIFY(toJson(report).find("\"currency\":\"EUR\"") != std::string::npos);
        run.summary.energyJ = 8e6; // attempts that failed took as much again
        QCOMPARE(*makeReport(run, rates).footprint.cost, 1.4);
    }

    void aRunWithoutKnownEnergyHasNoCost()
    {
        tariff::Rates rates;
        rates.carbon = tariff::readTariff("g_per_kwh = 360\n", tariff::Meaning::Carbon).tariff;
        history::RunDetail run = sampleRun(2);
        QVERIFY(!makeReport(run, rates).footprint.carbonG);
        for (auto& step : run.steps)
            step.energyJ.reset();
        run.summary.energyJ = 1e6; // known for the whole alone
        QCOMPARE(*makeReport(run, rates).footprint.carbonG, 100.0);
        run.summary.energyJ.reset();
        QVERIFY(toHtml(makeReport(run, rates)).find("CO<sub>2</sub>") == std::string::npos);
    }

    void aRunGoingOnTakesItsLengthFromItsSteps()
    {
        QCOMPARE(makeReport(sampleRun(3)).makespanS, 0.020);
    }

    void hostileNamesStayText()
    {
        const std::string evil =
            "</title></style><script>alert(1)</script><img src=x onerror='x'>\"&\x01";
        history::RunDetail run = sampleRun(4);
        run.summary.name = run.path = run.submitter = run.host = run.sha256 = evil;
        run.summary.state = run.summary.energyQuality = evil;
        for (auto& step : run.steps) {
            step.step = step.operation = step.device = step.errorCode = step.errorMessage = evil;
            step.whyJson = std::make_shared<const std::string>(
                R"({"chosen_by":"<script>a","reason":"<script>b","candidates":[)"
                R"({"device":"<script>c"},{"device":"d","excluded":"<script>e"},7]})");
        }
        const std::string html = toHtml(makeReport(run));
        QVERIFY(html.find("<script") == std::string::npos);
        QVERIFY(html.find("<img") == std::string::npos);
        QVERIFY(html.find('\x01') == std::string::npos);
        QVERIFY(html.find("&lt;script&gt;alert(1)") != std::string::npos);
        QVERIFY(html.find("&lt;script&gt;e") != std::string::npos);
    }

    void aBrokenReasonDoesNotBreakThePage()
    {
        history::RunDetail run = sampleRun(1);
        run.steps[0].whyJson = std::make_shared<const std::string>("{\"chosen_by\":");
        QVERIFY(toHtml(makeReport(run)).ends_with("</html>\n"));
        QVERIFY(toJson(makeReport(run)).find("\"why\":null") != std::string::npos);
    }

    void thePageLoadsNothingAndItsChartsAreWellFormed()
    {
        const std::string html = toHtml(makeReport(sampleRun(40)));
        for (const char* word : {"http://", "https://", "url(", "@import", "src="})
            QVERIFY2(html.find(word) == std::string::npos, word);
        std::size_t at = 0;
        int charts = 0;
        while ((at = html.find("<svg", at)) != std::string::npos) {
            const std::size_t end = html.find("</svg>", at) + 6;
            QXmlStreamReader xml(QByteArray::fromStdString(html.substr(at, end - at)));
            while (!xml.atEnd())
                xml.readNext();
            QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
            at = end;
            ++charts;
        }
        QCOMPARE(charts, 2);
    }

    void whatTheSensorsSaidIsDrawnOverTheTimeOfTheRun()
    {
        history::RunDetail run = sampleRun(8000); // 40 s
        addTelemetry(run);
        const Report report = makeReport(run);
        QCOMPARE(report.series.size(), std::size_t{4});
        const std::string html = toHtml(report);
        for (const char* heading : {"Utilization", "Memory", "Power"})
            QVERIFY2(html.find(std::string("<h2>") + heading + "</h2>") != std::string::npos,
                     heading);
        QVERIFY(html.find("cpu (modelled)") != std::string::npos);
        QVERIFY(html.find("whole machine") != std::string::npos);
        QCOMPARE(report.series.front().points.front().mean, 0.5);
    }

    void aGapInTheTelemetryIsAGapInTheLine()
    {
        history::RunDetail run = sampleRun(20'000); // 100 s
        addTelemetry(run);
        std::erase_if(run.telemetry, [&](const auto& row) {
            return row.utcMicros == run.summary.startedUtcMicros + 50'000'000;
        });
        const std::string html = toHtml(makeReport(run));
        QCOMPARE(QByteArray::fromStdString(html).count("class=\"line l0\""), 2 * 3);
    }

    void aRunShorterThanItsTelemetryDrawsNone()
    {
        history::RunDetail run = sampleRun(100);
        addTelemetry(run);
        QVERIFY(toHtml(makeReport(run)).find("<h2>Power</h2>") == std::string::npos);
    }

    void aChartAloneIsAFileOfItsOwn()
    {
        const std::string svg = report::standalone(report::ganttSvg(makeReport(sampleRun(40))));
        QXmlStreamReader xml(QByteArray::fromStdString(svg));
        QVERIFY(xml.readNextStartElement());
        QCOMPARE(xml.namespaceUri().toString(), QStringLiteral("http://www.w3.org/2000/svg"));
        while (!xml.atEnd())
            xml.readNext();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(svg.find("var(") == std::string::npos);
    }

    void bytesThatAreNoUtf8DoNotBreakAChart()
    {
        history::RunDetail run = sampleRun(4);
        run.steps[1].device = "cpu\xff";
        QXmlStreamReader xml(QByteArray::fromStdString(report::ganttSvg(makeReport(run))));
        while (!xml.atEnd())
            xml.readNext();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    }

    void everyStepIsABoxWithItsReasonAndFailuresAreNamed()
    {
        history::RunDetail run = sampleRun(40);
        fail(run, 7);
        const std::string html = toHtml(makeReport(run));
        QCOMPARE(QByteArray::fromStdString(html).count("<rect "), 40);
        QCOMPARE(QByteArray::fromStdString(html).count("<details>"), 40);
        QVERIFY(html.find("no f64") != std::string::npos);
        QVERIFY(html.find("something changed") != std::string::npos);
        QVERIFY(html.find("<h2>Errors</h2>") != std::string::npos);
    }

    void aLargeRunIsAggregatedAndSaysSo()
    {
        history::RunDetail run = sampleRun(10'000);
        fail(run, 5000);
        QElapsedTimer timer;
        timer.start();
        const std::string html = toHtml(makeReport(run));
        QVERIFY2(timer.elapsed() < 10'000, "far beyond any reason");
        QVERIFY(html.size() < 5'000'000);
        QVERIFY(html.find("The run has 10000 steps") != std::string::npos);
        QVERIFY(html.find("With more than 2000 steps") != std::string::npos);
        QVERIFY(html.find("gauss[5000]") != std::string::npos);
        QCOMPARE(QByteArray::fromStdString(html).count("<rect "), 0);
    }

    void jsonHoldsEveryStepWithAllKeys()
    {
        history::RunDetail run = sampleRun(3);
        fail(run, 1);
        run.steps[2].step = "bad \xff bytes";
        const QJsonObject json =
            QJsonDocument::fromJson(QByteArray::fromStdString(toJson(makeReport(run)))).object();
        const QJsonArray steps = json[u"steps"].toArray();
        QCOMPARE(steps.size(), 3);
        QVERIFY(steps[0][u"error"].isNull());
        QCOMPARE(steps[1][u"error"][u"code"].toString(), QStringLiteral("E701"));
        QVERIFY(steps[1].toObject().contains(u"actual_s") && steps[1][u"actual_s"].isNull());
        QCOMPARE(steps[0][u"why"][u"chosen_by"].toString(), QStringLiteral("heft"));
        QCOMPARE(steps[0][u"predicted_hi_s"].toDouble(), 0.0125);
        QVERIFY(steps[2][u"id"].toString().startsWith(QStringLiteral("bad ")));
        QVERIFY(json[u"telemetry"].toArray().isEmpty());
    }
};

QTEST_APPLESS_MAIN(ReportTest)
#include "report_test.moc"
