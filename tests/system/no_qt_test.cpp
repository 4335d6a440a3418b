#include <QProcess>
#include <QTest>

/// The programs that run without a desktop must not need Qt.
class NoQtTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void programsWithoutAWindowLinkNoQt_data()
    {
        QTest::addColumn<QString>("program");
        QTest::newRow("xpuctl") << QStringLiteral("xpuctl");
        QTest::newRow("xpu-worker") << QStringLiteral("xpu-worker");
    }

    void programsWithoutAWindowLinkNoQt()
    {
        QFETCH(QString, program);
        QProcess ldd;
        ldd.start(QStringLiteral("ldd"), {QStringLiteral(XPU_BIN_DIR "/") + program});
        QVERIFY(ldd.waitForFinished());
        const QByteArray libraries = ldd.readAllStandardOutput();
        QVERIFY2(libraries.contains("libc.so"), "ldd said nothing");
        QVERIFY2(!libraries.contains("libQt"), libraries.constData());
    }
};

QTEST_GUILESS_MAIN(NoQtTest)
#include "no_qt_test.moc"
