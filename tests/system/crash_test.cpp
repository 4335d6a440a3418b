#include "tests/system/programs.h"

#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <random>

using namespace xpu::system_test;

namespace {

constexpr int kFiles = 8;
constexpr int kStepsPerFile = 25; // 200 steps in all

int kills()
{
    const QByteArray asked = qgetenv("XPU_KILLS");
    return asked.isEmpty() ? 20 : asked.toInt();
}

/// Every command step leaves one line in ran.log, then writes 2000 lines slowly enough to be hit.
QByteArray taskFile(int file)
{
    QByteArray text = "xpu = 1\nname = \"crash " + QByteArray::number(file) + "\"\n";
    for (int step = 0; step < kStepsPerFile; ++step) {
        const QByteArray id = "f" + QByteArray::number(file) + "s" + QByteArray::number(step);
        text += "\n[[step]]\nid = \"" + id + "\"\n";
        if (step % 5 == 4) {
            text += "op = \"map\"\nparams = { expr = \"2 * x + " + QByteArray::number(step)
                    + "\" }\n[step.in]\nx = \"numbers.csv\"\n[step.out]\ny = \"out/" + id
                    + ".npy\"\n";
        } else {
            text += "run = [\"sh\", \"-c\", 'echo \"$1\" >> ran.log; seq 1 1000 > \"$2\"; sleep "
                    "0.02; seq 1001 2000 >> \"$2\"', "
                    "\"sh\", \""
                    + id + "\", \"{out.f}\"]\n[step.out]\nf = \"out/" + id + ".txt\"\n";
        }
    }
    return text;
}

QByteArray expectedLines()
{
    QByteArray text;
    for (int i = 1; i <= 2000; ++i)
        text += QByteArray::number(i) + '\n';
    return text;
}

} // namespace

/// kill -9 at random moments of a 200-step queue; XPU_KILLS says how often (default 20).
class CrashTest : public QObject {
    Q_OBJECT

private:
    Home home_;
    QSet<QString> seenInterrupted_;

    QJsonArray tasks()
    {
        return home_.ctl({QStringLiteral("list")}).json()[QStringLiteral("tasks")].toArray();
    }

    void noteInterrupted(const QJsonArray& all)
    {
        for (const QJsonValue& task : all)
            for (const QJsonValue& step : task[QStringLiteral("steps")].toArray())
                if (step[QStringLiteral("state")].toString() == QLatin1String("interrupted"))
                    seenInterrupted_.insert(step[QStringLiteral("id")].toString());
    }

    static bool showsInterruptedStep(const QJsonValue& task)
    {
        const QJsonArray steps = task[QStringLiteral("steps")].toArray();
        return std::any_of(steps.begin(), steps.end(), [](const QJsonValue& step) {
            return step[QStringLiteral("state")].toString() == QLatin1String("interrupted");
        });
    }

    /// As a person does: only what has been seen to be interrupted.
    void resumeInterrupted(const QJsonArray& all)
    {
        QStringList call = {QStringLiteral("resume")};
        for (const QJsonValue& task : all)
            if (task[QStringLiteral("state")].toString() == QLatin1String("interrupted")
                && showsInterruptedStep(task))
                call << task[QStringLiteral("id")].toString();
        if (call.size() > 1)
            home_.ctl(call);
    }

    /// Seconds until the window's owner answers, or -1.
    double untilUsable(QProcess& window)
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 20000 && window.state() != QProcess::NotRunning) {
            if (!home_.hasOwner()) { // else xpuctl would become the owner itself
                QTest::qWait(5);
                continue;
            }
            const Outcome answer = home_.ctl({QStringLiteral("list")}, 20000);
            if (answer.exitCode == 0
                && answer.json()[QStringLiteral("tasks")].toArray().size() == kFiles)
                return static_cast<double>(timer.elapsed()) / 1000.0;
        }
        return -1;
    }

    void noDeclaredFileIsPartial()
    {
        const QByteArray whole = expectedLines();
        for (int file = 0; file < kFiles; ++file)
            for (int step = 0; step < kStepsPerFile; ++step) {
                const QString name = QStringLiteral("out/f%1s%2.txt").arg(file).arg(step);
                if (QFile::exists(home_.work(name)))
                    QCOMPARE(home_.read(name), whole);
            }
    }

    bool everyTaskEnded(const QJsonArray& all)
    {
        for (const QJsonValue& task : all) {
            const QString state = task[QStringLiteral("state")].toString();
            if (state != QLatin1String("done"))
                return false;
        }
        return all.size() == kFiles;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QByteArray numbers;
        for (int i = 0; i < 64; ++i)
            numbers += QByteArray::number(i) + ",1\n";
        home_.write(QStringLiteral("numbers.csv"), numbers);
        home_.write(QStringLiteral("out/.keep"), {});
        QStringList files;
        for (int file = 0; file < kFiles; ++file) {
            const QString name = QStringLiteral("crash%1.xpu.toml").arg(file);
            home_.write(name, taskFile(file));
            const Outcome approved = home_.ctl({QStringLiteral("approve"), name});
            QVERIFY2(approved.exitCode == 0, approved.err.constData());
            files << name;
        }
        const Outcome added = home_.ctl(QStringList{QStringLiteral("add")} + files);
        QVERIFY2(added.exitCode == 0, added.err.constData());
    }

    void nothingIsLostAndNoFinishedCommandRunsTwice()
    {
        std::mt19937 random(20260101);
        double slowest = 0;
        for (int kill = 0; kill < kills(); ++kill) {
            QProcess window;
            home_.startWindow(window);
            const double usable = untilUsable(window);
            QVERIFY2(usable >= 0, "the queue did not come back");
            slowest = std::max(slowest, usable);
            const QJsonArray all = tasks();
            noteInterrupted(all);
            resumeInterrupted(all);
            QTest::qWait(static_cast<int>(random() % 200));
            window.kill();
            window.waitForFinished();
            noDeclaredFileIsPartial();
        }
        qInfo("slowest start until the queue answers: %.2f s", slowest);
        QVERIFY2(slowest < 10, "a start took far longer than anybody waits");

        QProcess window;
        home_.startWindow(window);
        QVERIFY(untilUsable(window) >= 0);
        QElapsedTimer timer;
        timer.start();
        QJsonArray all;
        do {
            all = tasks();
            noteInterrupted(all);
            resumeInterrupted(all);
        } while (!everyTaskEnded(all) && timer.elapsed() < 90000);
        QVERIFY2(everyTaskEnded(all),
                 QJsonDocument(all).toJson(QJsonDocument::Compact).constData());
        window.kill();
        window.waitForFinished();

        noDeclaredFileIsPartial();
        QHash<QString, int> ran;
        for (const QByteArray& line : home_.read(QStringLiteral("ran.log")).split('\n'))
            if (!line.isEmpty())
                ++ran[QString::fromUtf8(line)];
        for (int file = 0; file < kFiles; ++file)
            for (int step = 0; step < kStepsPerFile; ++step) {
                const QString id = QStringLiteral("f%1s%2").arg(file).arg(step);
                const bool command = step % 5 != 4;
                const QString name = QStringLiteral("out/") + id
                                     + (command ? QStringLiteral(".txt") : QStringLiteral(".npy"));
                QVERIFY2(QFile::exists(home_.work(name)),
                         qPrintable(name + QStringLiteral(" was lost")));
                if (!command)
                    continue;
                QVERIFY2(ran[id] >= 1, qPrintable(id + QStringLiteral(" never ran")));
                if (ran[id] > 1)
                    QVERIFY2(
                        seenInterrupted_.contains(id),
                        qPrintable(id
                                   + QStringLiteral(" ran twice without having been interrupted")));
            }
    }
};

QTEST_GUILESS_MAIN(CrashTest)
#include "crash_test.moc"
