#include "tests/system/drag.h"
#include "tests/system/programs.h"
#include "tests/system/screen.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace xpu::system_test;

/// A real drop of two files on the real window, under Xvfb and openbox. XPU_SHOTS=DIR keeps
/// pictures of the screen before, during and after.
class DropTest : public QObject {
    Q_OBJECT

private:
    Home home_;
    Screen screen_;
    QProcess window_;
    Drag drag_{screen_};

    QString sample(const char* relative)
    {
        return QStringLiteral(XPU_SOURCE_DIR "/resources/samples/") + QLatin1String(relative);
    }

    void copySamples(const char* folder)
    {
        const QDir from(sample(folder));
        for (const QString& name : from.entryList(QDir::Files)) {
            QFile file(from.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            home_.write(name, file.readAll());
        }
    }

    QJsonArray tasks()
    {
        return home_.ctl({QStringLiteral("list")}).json()[QStringLiteral("tasks")].toArray();
    }

    void shoot(const char* name)
    {
        const QByteArray folder = qgetenv("XPU_SHOTS");
        if (!folder.isEmpty())
            screen_.shoot(QString::fromLocal8Bit(folder) + QLatin1Char('/') + QLatin1String(name)
                          + QStringLiteral(".png"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString reason = screen_.open();
        if (!reason.isEmpty())
            QSKIP(qPrintable(reason));
        copySamples("pictures");
        copySamples("numbers");
        home_.startWindowOn(window_, screen_.display());
        if (screen_.windowNamed(QStringLiteral("XPU Optimizer")).isEmpty())
            QFAIL(("no window appeared; the program "
                   + QByteArray(window_.state() == QProcess::Running ? "runs" : "has ended")
                   + " and says: " + window_.readAllStandardError())
                      .constData());
        screen_.place(QStringLiteral("XPU Optimizer"), QRect(0, 0, 1440, 760));
        QVERIFY(drag_.take({home_.work(QStringLiteral("soften-and-shrink.xpu.toml")),
                            home_.work(QStringLiteral("normalised-product.xpu.toml"))}));
    }

    void twoDroppedFilesBecomeTwoRowsInTheirOrder()
    {
        shoot("before");
        drag_.over({520, 300});
        shoot("during");
        drag_.letGo();
        QElapsedTimer timer;
        timer.start();
        QJsonArray rows;
        while (rows.size() < 2 && timer.elapsed() < 60000)
            rows = tasks();
        QCOMPARE(rows.size(), 2);
        while (timer.elapsed() < 90000
               && !(rows[0][QStringLiteral("state")] == QStringLiteral("done")
                    && rows[1][QStringLiteral("state")] == QStringLiteral("done")))
            rows = tasks();
        QCOMPARE(rows[0][QStringLiteral("state")].toString(), QStringLiteral("done"));
        QCOMPARE(rows[1][QStringLiteral("state")].toString(), QStringLiteral("done"));
        QCOMPARE(rows[0][QStringLiteral("name")].toString(), QStringLiteral("Soften and shrink"));
        QCOMPARE(rows[1][QStringLiteral("name")].toString(), QStringLiteral("Normalised product"));
        QCOMPARE(
            QDir(home_.work(QStringLiteral("out"))).entryList({QStringLiteral("*.png")}).size(), 5);
        QTest::qWait(1500); // for the picture only: the charts catch up
        shoot("after");
    }

    void cleanupTestCase()
    {
        window_.kill();
        window_.waitForFinished();
    }
};

QTEST_GUILESS_MAIN(DropTest)
#include "drop_test.moc"
