#include "tests/system/programs.h"

#include <QTest>

using namespace xpu::system_test;

/// The hidden option with which the startup bench looks at the real program.
class WindowBenchTest : public QObject {
    Q_OBJECT

private:
    Home home_;

    /// What the control center prints when it is asked for this bench.
    QByteArray answer(const QStringList& order)
    {
        QProcess window;
        home_.startWindow(window, QStringList{QStringLiteral("--bench")} + order);
        window.waitForFinished(120'000);
        status_ = window.exitStatus() == QProcess::NormalExit ? window.exitCode() : -1;
        return window.readAllStandardOutput();
    }
    int status_ = -1;

private Q_SLOTS:
    void eachBenchPrintsItsFigureAndCloses_data()
    {
        QTest::addColumn<QStringList>("order");
        QTest::addColumn<QByteArray>("key");
        const auto row = [](const char* kind, const char* key) {
            QTest::newRow(kind) << QStringList{QLatin1String(kind), QStringLiteral("1")}
                                << QByteArray(key);
        };
        row("first-frame", "first_frame_ms");
        row("ready", "ready_ms");
        row("charts", "cpu_percent");
        row("charts-memory", "cpu_percent");
        row("hidden", "cpu_percent");
    }

    void eachBenchPrintsItsFigureAndCloses()
    {
        QFETCH(QStringList, order);
        QFETCH(QByteArray, key);
        const QList<QByteArray> words = answer(order).trimmed().split(' ');
        QCOMPARE(status_, 0);
        QCOMPARE(words.size(), 2);
        QCOMPARE(words[0], key);
        QVERIFY(words[1].toDouble() > 0);
    }

    void anUnknownBenchIsRefused()
    {
        answer({QStringLiteral("everything")});
        QCOMPARE(status_, 2);
    }

    void theOptionIsNotAdvertised()
    {
        QProcess window;
        home_.startWindow(window, {QStringLiteral("--help")});
        QVERIFY(window.waitForFinished());
        const QByteArray help = window.readAllStandardOutput();
        QVERIFY(help.contains("--data-dir"));
        QVERIFY(!help.contains("bench"));
    }
};

QTEST_GUILESS_MAIN(WindowBenchTest)
#include "window_bench_test.moc"
