#include "tests/system/drag.h"
#include "tests/system/everyday_files.h"
#include "tests/system/programs.h"
#include "tests/system/screen.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace xpu::system_test;

/// What people have already, dropped together on the real window and approved there: pictures to
/// denoise and shrink, a batch script of a cluster, a list of a hundred commands. XPU_SHOTS=DIR
/// keeps pictures; XPU_PHOTOS=DIR takes the pictures of that folder instead of the sample's.
class EverydayDropTest : public QObject {
    Q_OBJECT

private:
    Home home_;
    Screen screen_;
    QProcess window_;

    void shoot(const char* name)
    {
        if (const QByteArray folder = qgetenv("XPU_SHOTS"); !folder.isEmpty())
            screen_.shoot(QString::fromLocal8Bit(folder) + QLatin1Char('/') + QLatin1String(name)
                          + QStringLiteral(".png"));
    }

    /// The sample's task with these pictures under the names it looks for; how many there are.
    int takePictures()
    {
        const QDir sample(QStringLiteral(XPU_SOURCE_DIR "/resources/samples/pictures"));
        const QByteArray own = qgetenv("XPU_PHOTOS");
        const QDir from(own.isEmpty() ? sample.path() : QString::fromLocal8Bit(own));
        int count = 0;
        for (const QString& name :
             from.entryList({QStringLiteral("*.png"), QStringLiteral("*.jpg")}, QDir::Files))
            if (QFile::copy(from.filePath(name),
                            home_.work(QStringLiteral("scan-%1.%2")
                                           .arg(count + 1)
                                           .arg(name.section(QLatin1Char('.'), -1)))))
                ++count;
        QFile::copy(sample.filePath(QStringLiteral("denoise-and-shrink.xpu.toml")),
                    home_.work(QStringLiteral("denoise-and-shrink.xpu.toml")));
        return count;
    }

    /// "done done held" in the order of the rows.
    QString states()
    {
        QStringList words;
        const QJsonArray tasks =
            home_.ctl({QStringLiteral("list")}).json()[QStringLiteral("tasks")].toArray();
        for (const QJsonValue& task : tasks)
            words << task[QStringLiteral("state")].toString();
        return words.join(QLatin1Char(' '));
    }

    void expect(const char* wanted)
    {
        QElapsedTimer timer;
        timer.start();
        QString seen = states();
        while (seen != QLatin1String(wanted) && timer.elapsed() < 180'000)
            seen = states();
        QCOMPARE(seen, QLatin1String(wanted));
    }

    /// By keys alone: the row below, its commands shown, the button of the dialog.
    void approveNextRow()
    {
        screen_.key(QStringLiteral("Down"));
        screen_.key(QStringLiteral("ctrl+Return"));
        QVERIFY(!screen_.windowNamed(QStringLiteral("Approve commands")).isEmpty());
        shoot("approve");
        screen_.key(QStringLiteral("alt+a"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString reason = screen_.open();
        if (!reason.isEmpty())
            QSKIP(qPrintable(reason));
        home_.write(QStringLiteral("words.txt"), kWords);
        home_.write(QStringLiteral("count.sbatch"), kArrayScript);
        home_.write(QStringLiteral("seed.dat"), "seed");
        home_.write(QStringLiteral("hundred.txt"), hundredLines());
        home_.startWindowOn(window_, screen_.display());
        const bool appeared = !screen_.windowNamed(QStringLiteral("XPU Optimizer")).isEmpty();
        QVERIFY2(appeared, window_.readAllStandardError().constData());
        screen_.place(QStringLiteral("XPU Optimizer"), QRect(0, 0, 1440, 760));
    }

    void picturesAScriptAndAListOfCommandsBecomeThreeRowsThatAllEndWell()
    {
        const int pictures = takePictures();
        QVERIFY(pictures > 0);
        Drag drag(screen_);
        QVERIFY(drag.take({home_.work(QStringLiteral("denoise-and-shrink.xpu.toml")),
                           home_.work(QStringLiteral("count.sbatch")),
                           home_.work(QStringLiteral("hundred.txt"))}));
        drag.over({520, 300});
        drag.letGo();
        expect("done held held");  // nobody has read the commands yet
        screen_.press({520, 141}); // the first row
        screen_.release();
        approveNextRow();
        expect("done done held");
        approveNextRow();
        expect("done done done");
        shoot("everyday");

        const QDir out(home_.work(QStringLiteral("out")));
        QCOMPARE(out.entryList({QStringLiteral("scan-*-clean.png")}).size(), pictures);
        QCOMPARE(home_.read(QStringLiteral("counts/10")).trimmed(), QByteArray("10"));
        QVERIFY(home_.read(QStringLiteral("logs/wordcount_10.out")).contains("task 10 of 4"));
        QCOMPARE(home_.read(QStringLiteral("copy 98.dat")), QByteArray("seed"));
        QCOMPARE(home_.read(QStringLiteral("sum-99.out")), QByteArray("100\n"));
    }

    void cleanupTestCase()
    {
        window_.kill();
        window_.waitForFinished();
    }
};

QTEST_GUILESS_MAIN(EverydayDropTest)
#include "everyday_drop_test.moc"
