#include "tests/ui/support/hand_made.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/monitor/chart_catalog.h"
#include "ui/monitor/chart_tile.h"
#include "ui/monitor/live_strip.h"
#include "ui/monitor/sample_ring.h"

#include <QLabel>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cmath>

using namespace xpu;
using namespace xpu::ui;

class ChartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ringKeepsTheNewest()
    {
        SampleRing ring(3);
        for (int i = 0; i < 5; ++i)
            ring.add(i, i * 10);
        QCOMPARE(ring.size(), std::size_t{3});
        QCOMPARE(ring.at(0), QPointF(2, 20));
        QCOMPARE(ring.last(), 40.0);
        SampleRing none(0);
        none.add(1, 1);
        QCOMPARE(none.size(), std::size_t{0});
    }

    void fewPointsStayAsTheyAre()
    {
        SampleRing ring(16);
        for (int i = 0; i < 4; ++i)
            ring.add(i, i);
        const QList<QPointF> points = decimated(ring, 3, 60, 200);
        QCOMPARE(points.size(), 4);
        QCOMPARE(points.first(), QPointF(-3, 0));
        QCOMPARE(points.last(), QPointF(0, 3));
    }

    void decimationKeepsEveryPeak()
    {
        SampleRing ring(640);
        for (int i = 0; i < 600; ++i)
            ring.add(i * 0.1, i == 317 ? 99 : (i == 40 ? -5 : 1));
        const QList<QPointF> points = decimated(ring, 59.9, 60, 50);
        QVERIFY(points.size() <= 100);
        double high = 0;
        double low = 0;
        for (qsizetype i = 0; i < points.size(); ++i) {
            high = std::max(high, points[i].y());
            low = std::min(low, points[i].y());
            QVERIFY(i == 0 || points[i - 1].x() <= points[i].x());
        }
        QCOMPARE(high, 99.0);
        QCOMPARE(low, -5.0);
    }

    void samplesOlderThanTheAxisAreLeftOut()
    {
        SampleRing ring(8);
        ring.add(0, 1);
        ring.add(100, 2);
        QCOMPARE(decimated(ring, 100, 60, 10), QList<QPointF>{QPointF(0, 2)});
    }

    void scaleEndsOnARoundFigure()
    {
        const ChartSpec& power = chartCatalog()[2];
        QCOMPARE(scaleTop(power, 133), 200.0);
        QCOMPARE(scaleTop(power, 200), 200.0);
        QCOMPARE(scaleTop(power, 0), 1.0);
        QCOMPARE(scaleTop(chartCatalog()[0], 12), 100.0);
    }

    void eachTileFindsItsSensors()
    {
        const auto frame = test::frames(0).front();
        for (const ChartSpec& spec : chartCatalog()) {
            const auto chosen = chosenSensors(spec, *frame->sensors);
            QVERIFY(chosen.size() >= 2);
            for (const std::size_t i : chosen)
                QVERIFY((*frame->sensors)[i].unit == spec.unit);
        }
    }

    void noTwoLinesOfATileHaveTheSameName()
    {
        std::vector<SensorInfo> sensors{{"mem.used", "", "", Unit::Bytes, "", 0}};
        for (const std::string device : {"host", "sandbox", "cpu", "vulkan:0"})
            for (const std::string what : {"used", "peak"})
                sensors.push_back({"dev." + device + "." + what, "", device, Unit::Bytes, "", 0});
        QStringList names;
        for (const std::size_t i : chosenSensors(chartCatalog()[1], sensors))
            names << legendName(sensors[i]);
        QCOMPARE(names, (QStringList{QStringLiteral("machine"), QStringLiteral("vulkan:0"),
                                     QStringLiteral("cpu"), QStringLiteral("host")}));
    }

    void hiddenChartsDrawNothingAndCatchUpWhenShown()
    {
        test::FakeEngine engine;
        EngineBridge bridge(engine.door());
        LiveStrip strip(bridge);
        strip.resize(1200, 170);
        engine.waiting = test::frames(60);
        strip.refresh();
        QVERIFY(engine.attention == Attention::None);
        const ChartTile* tile = strip.tiles().front();
        QVERIFY(tile->lineCount() >= 2);
        QCOMPARE(tile->drawnPoints(0), 0);
        strip.show();
        QVERIFY(QTest::qWaitForWindowExposed(&strip));
        QVERIFY(engine.attention == Attention::Live);
        strip.refresh();
        QVERIFY(tile->drawnPoints(0) > 100);
        QVERIFY(tile->drawnPoints(0) <= 300);
        strip.hide();
        QVERIFY(engine.attention == Attention::None);
    }

    void nothingIsAskedForWhileTheStripIsNotSeenAndNothingRuns()
    {
        test::FakeEngine engine;
        engine.publish(std::make_shared<Snapshot>());
        EngineBridge bridge(engine.door());
        LiveStrip strip(bridge);
        const auto* timer = strip.findChild<QTimer*>();
        QVERIFY(!timer->isActive());
        strip.show();
        QVERIFY(timer->isActive());
        strip.hide();
        QVERIFY(engine.attention == Attention::None);
        QVERIFY(!timer->isActive());
    }

    void workIsFollowedQuietlyWhileTheStripIsNotSeen()
    {
        test::FakeEngine engine;
        EngineBridge bridge(engine.door());
        LiveStrip strip(bridge);
        const auto* timer = strip.findChild<QTimer*>();
        engine.publish(test::fullSnapshot());
        QTRY_VERIFY(engine.attention == Attention::Quiet);
        QVERIFY(timer->isActive());
        engine.publish(std::make_shared<Snapshot>());
        QTRY_VERIFY(engine.attention == Attention::None);
        QVERIFY(!timer->isActive());
    }

    void framesThatWaitAreTakenBeforeTheStripLooksAway()
    {
        test::FakeEngine engine;
        EngineBridge bridge(engine.door());
        LiveStrip strip(bridge);
        strip.show();
        engine.waiting = test::frames(1);
        strip.hide();
        QVERIFY(engine.waiting.empty());
        QVERIFY(strip.tiles().front()->lineCount() > 0);
    }

    void noLineIsDrawnOverATimeWithoutSamples()
    {
        ChartTile tile(chartCatalog().front());
        tile.show();
        const auto frames = test::frames(20);
        tile.take(*frames[0]);
        tile.take(*frames[1]);
        tile.take(*frames.back());
        tile.draw();
        QCOMPARE(tile.drawnPoints(0), 1);
    }

    void aTileClaimsToHaveNoSensorOnlyWhenItKnows()
    {
        const auto claims = [](const ChartTile& tile) {
            const auto labels = tile.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
                return label->text() == QStringLiteral("no sensor");
            });
        };
        ChartTile tile(chartCatalog().front());
        tile.show();
        tile.draw();
        QVERIFY(!claims(tile));
        TelemetryFrame frame;
        frame.sensors = std::make_shared<const std::vector<SensorInfo>>();
        tile.take(frame);
        tile.draw();
        QVERIFY(claims(tile));
    }

    void chartsAreDrawnAsOftenAsTold()
    {
        test::FakeEngine engine;
        EngineBridge bridge(engine.door());
        LiveStrip strip(bridge);
        strip.setDrawnEvery(std::chrono::hours(1));
        strip.show();
        QVERIFY(QTest::qWaitForWindowExposed(&strip));
        QCOMPARE(engine.frameTakes, std::size_t{0});
        strip.setDrawnEvery(std::chrono::milliseconds(1));
        QTRY_VERIFY(engine.frameTakes > 20);
    }
};

QTEST_MAIN(ChartsTest)
#include "charts_test.moc"
