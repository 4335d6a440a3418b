#include "tests/system/programs.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QTest>

using namespace xpu::system_test;

/// What xpuctl promises scripts and people, beyond running a file.
class XpuctlTest : public QObject {
    Q_OBJECT

private:
    Home home_;

    QString numbers() const { return home_.work(QStringLiteral("n/double.xpu.toml")); }

    QJsonObject runNumbers(const QStringList& more = {})
    {
        const Outcome outcome = home_.ctl(QStringList{QStringLiteral("run"), numbers()} + more);
        return outcome.json()[QStringLiteral("tasks")][0].toObject();
    }

private Q_SLOTS:
    void init()
    {
        home_.write(QStringLiteral("n/x.csv"), "1,2\n3,4\n");
        home_.write(QStringLiteral("n/double.xpu.toml"),
                    "xpu = 1\nname = \"Double\"\n[[step]]\nid = \"double\"\nop = \"map\"\n"
                    "params = { expr = \"2 * x\" }\n[step.in]\nx = \"x.csv\"\n"
                    "[step.out]\ny = \"out/y.csv\"\n");
        QDir(home_.work(QStringLiteral("n/out"))).removeRecursively();
        QDir(home_.work(QStringLiteral("elsewhere"))).removeRecursively();
    }

    void runWritesBelowTheFolderItIsGiven()
    {
        const QJsonObject task =
            runNumbers({QStringLiteral("--out"), home_.work(QStringLiteral("elsewhere"))});
        QCOMPARE(task[QStringLiteral("state")].toString(), QStringLiteral("done"));
        QVERIFY(!QFile::exists(home_.work(QStringLiteral("n/out/y.csv"))));
        QVERIFY(!QDir(home_.work(QStringLiteral("elsewhere")))
                     .entryList(QDir::AllEntries | QDir::NoDotAndDotDot)
                     .isEmpty());
    }

    void aKernelIsRefusedWithWhatToDoAndLeavesNoRow()
    {
        home_.write(QStringLiteral("n/k.comp"), "void main() {}\n");
        const Outcome added =
            home_.ctl({QStringLiteral("add"), numbers(), home_.work(QStringLiteral("n/k.comp"))});
        QCOMPARE(added.exitCode, 2);
        QVERIFY2(added.err.contains("E109") && added.err.contains("drop it on the window"),
                 added.err);
        QVERIFY(home_.ctl({QStringLiteral("list")})
                    .json()[QStringLiteral("tasks")]
                    .toArray()
                    .isEmpty());
    }

    void settingsAreListedReadAndSetAndTheFileKeepsItsComments()
    {
        const QString file =
            home_.work(QStringLiteral("../home/.config/xpu-optimizer/settings.toml"));
        const auto settings = [this](const QStringList& more) {
            return home_.ctl(QStringList{QStringLiteral("settings")} + more);
        };
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("# mine\n[tasks]\npriority = \"high\" # soon\n[unknown]\nkey = 1\n");
        out.close();
        const Outcome all = settings({});
        QCOMPARE(all.exitCode, 0);
        QVERIFY2(all.err.contains("settings.toml:3: tasks.priority: "), all.err);
        QVERIFY2(all.err.contains("settings.toml:4: unknown: "), all.err);
        QCOMPARE(all.json()[QStringLiteral("problems")].toArray().size(), 2);
        QCOMPARE(settings({QStringLiteral("tasks.priority"), QStringLiteral("70")}).exitCode, 0);
        QCOMPARE(
            settings({QStringLiteral("tasks.priority")}).json()[QStringLiteral("value")].toInt(),
            70);
        QVERIFY(settings({QStringLiteral("tasks.priority"), QStringLiteral("700")}).exitCode != 0);
        QVERIFY(settings({QStringLiteral("no.such")}).exitCode != 0);
        QVERIFY(out.open(QIODevice::ReadOnly));
        QCOMPARE(out.readAll(),
                 QByteArray("# mine\n[tasks]\npriority = 70 # soon\n[unknown]\nkey = 1\n"));
        out.close();
        QVERIFY(out.remove());
    }

    void aGrantIsTakenBackOnce()
    {
        const QString folder = home_.work(QStringLiteral("shared"));
        QVERIFY(QDir().mkpath(folder));
        const auto say = [&](const char* verb) {
            return home_.ctl({QLatin1String(verb), folder}).exitCode;
        };
        QCOMPARE(say("grant"), 0);
        QCOMPARE(say("revoke"), 0);
        QVERIFY(say("revoke") != 0);
    }

    void planKeepsToTheDevicesItIsGiven()
    {
        const Outcome outcome = home_.ctl({QStringLiteral("plan"), numbers(),
                                           QStringLiteral("--devices"), QStringLiteral("cpu")});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.out.contains("\"cpu\""));
        QVERIFY(!QFile::exists(home_.work(QStringLiteral("n/out/y.csv"))));
    }

    void reportAndWhyAreTextForPeopleAndJsonForPrograms()
    {
        runNumbers();
        const QString last = QStringLiteral("last");
        const Outcome text = home_.plainCtl({QStringLiteral("report"), last});
        QCOMPARE(text.exitCode, 0);
        QVERIFY(text.out.startsWith("Double  done"));
        QVERIFY(text.out.contains("double"));
        QVERIFY(!text.out.contains('{'));
        const Outcome json = home_.ctl({QStringLiteral("report"), last});
        QCOMPARE(json.json()[QStringLiteral("steps")].toArray().size(), 1);
    }

    void logTellsTheRunFromItsStartToItsEnd()
    {
        runNumbers();
        const Outcome history = home_.ctl({QStringLiteral("history")});
        const QString run =
            history.json()[QStringLiteral("runs")][0][QStringLiteral("run")].toString();
        const Outcome log = home_.plainCtl({QStringLiteral("log"), run});
        QCOMPARE(log.exitCode, 0);
        QVERIFY2(log.out.contains("run started"), log.out.constData());
        QVERIFY(log.out.contains("step done"));
        QVERIFY(log.out.contains("run done"));
    }

    void theQueueCanBeChangedWithoutAWindow()
    {
        QCOMPARE(home_.ctl({QStringLiteral("add"), QStringLiteral("--held"), numbers()}).exitCode,
                 0);
        const auto states = [this] {
            QStringList all;
            for (const QJsonValue& task :
                 home_.ctl({QStringLiteral("list")}).json()[QStringLiteral("tasks")].toArray())
                all << task[QStringLiteral("state")].toString();
            return all;
        };
        QCOMPARE(states().last(), QStringLiteral("held"));
        const QString row = QString::number(states().size());
        const Outcome why = home_.plainCtl({QStringLiteral("why"), row});
        QCOMPARE(why.exitCode, 0);
        QCOMPARE(home_.ctl({QStringLiteral("remove"), row}).exitCode, 0);
        QVERIFY(!states().contains(QStringLiteral("held")));
        QCOMPARE(home_.ctl({QStringLiteral("cancel"), QStringLiteral("99")}).exitCode, 2);
    }

    void aBackupBringsQueueAndHistoryBack()
    {
        runNumbers();
        const auto runs = [this] {
            return home_.ctl({QStringLiteral("history")}).json()[QStringLiteral("runs")].toArray();
        };
        const QJsonArray before = runs();
        const QString file = home_.work(QStringLiteral("backup.sqlite"));
        QCOMPARE(home_.ctl({QStringLiteral("backup"), file}).exitCode, 0);
        QVERIFY(home_.ctl({QStringLiteral("backup"), file}).exitCode != 0); // never overwritten
        runNumbers();
        QVERIFY(runs() != before);
        const Outcome restored = home_.ctl({QStringLiteral("restore"), file});
        QCOMPARE(restored.exitCode, 0);
        QVERIFY(QFile::exists(restored.json()[QStringLiteral("kept")].toString()));
        QCOMPARE(runs(), before);
        QVERIFY(home_.ctl({QStringLiteral("restore"), numbers()}).exitCode != 0);
        QCOMPARE(runs(), before);
    }

    void whatTheCommandLineChangedTheNextOneUndoes()
    {
        const auto ctl = [this](const char* words) {
            return home_.ctl(QString::fromLatin1(words).split(u' ')).exitCode;
        };
        // Steps are there only once the call that lists them has checked the files again.
        const auto tasks = [this] {
            QStringList rows;
            for (const QJsonValue& task :
                 home_.ctl({QStringLiteral("list")}).json()[QStringLiteral("tasks")].toArray())
                rows << task[QStringLiteral("id")].toString() + u' '
                            + task[QStringLiteral("state")].toString();
            return rows;
        };
        while (!tasks().isEmpty())
            QCOMPARE(ctl("remove 1"), 0);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(
                home_.ctl({QStringLiteral("add"), QStringLiteral("--held"), numbers()}).exitCode,
                0);
        const QStringList before = tasks();
        QCOMPARE(ctl("move 2 --to 1"), 0);
        QCOMPARE(ctl("priority 80 1"), 0);
        QCOMPARE(ctl("pin 1/double cpu"), 0);
        QCOMPARE(ctl("hold 2 --until 3h"), 0);
        QCOMPARE(tasks()[0], before[1]);
        for (int i = 0; i < 4; ++i)
            QCOMPARE(ctl("undo"), 0);
        QCOMPARE(tasks(), before);
        QCOMPARE(ctl("redo"), 0);
        QVERIFY(tasks() != before);
        QCOMPARE(ctl("pin 1 nosuchdevice"), 2);
        QCOMPARE(ctl("priority 101 1"), 2);
        QCOMPARE(ctl("hold 1 --until yesterday"), 2);
        QCOMPARE(ctl("move 1 --to 0"), 2);
    }

    void aSecondRunMakesOnlyWhatHasChanged()
    {
        const auto cacheOf = [](const QJsonObject& task) {
            return task[QStringLiteral("steps")][0][QStringLiteral("cache")].toObject();
        };
        const QString output = home_.work(QStringLiteral("n/out/y.csv"));
        QCOMPARE(cacheOf(runNumbers())[QStringLiteral("state")].toString(),
                 QStringLiteral("missing"));
        const QDateTime made = QFileInfo(output).lastModified();
        const QJsonObject again = runNumbers();
        QCOMPARE(again[QStringLiteral("state")].toString(), QStringLiteral("done"));
        QCOMPARE(cacheOf(again)[QStringLiteral("state")].toString(), QStringLiteral("clean"));
        QCOMPARE(QFileInfo(output).lastModified(), made);
        QCOMPARE(cacheOf(runNumbers({QStringLiteral("--every-step")}))[QStringLiteral("state")]
                     .toString(),
                 QStringLiteral("always"));
        home_.write(QStringLiteral("n/x.csv"), "5,6\n7,8\n");
        const QJsonObject changed = runNumbers();
        QCOMPARE(cacheOf(changed)[QStringLiteral("reason")].toString(),
                 QStringLiteral("x.csv changed"));
        QVERIFY(home_.read(QStringLiteral("n/out/y.csv")).startsWith("10"));
    }

    void undoDoesNotBringBackWhatARunTidiedUp()
    {
        const auto ctl = [this](const QString& words) {
            return home_.ctl(words.split(u' ')).exitCode;
        };
        while (ctl(QStringLiteral("remove 1")) == 0)
            continue;
        QCOMPARE(home_.ctl({QStringLiteral("add"), QStringLiteral("--held"), numbers()}).exitCode,
                 0);
        runNumbers();
        QCOMPARE(ctl(QStringLiteral("undo")), 0);
        QVERIFY(home_.ctl({QStringLiteral("list")})
                    .json()[QStringLiteral("tasks")]
                    .toArray()
                    .isEmpty());
    }

    void whatACommandPrintsIsKeptWithItsRun()
    {
        home_.write(QStringLiteral("n/talk.xpu.toml"),
                    "xpu = 1\nname = \"Talk\"\n[[step]]\nid = \"talk\"\nrun = [\"echo\", \"kept "
                    "words\"]\n");
        const QString file = home_.work(QStringLiteral("n/talk.xpu.toml"));
        QCOMPARE(home_.ctl({QStringLiteral("approve"), file}).exitCode, 0);
        QCOMPARE(home_.ctl({QStringLiteral("run"), file}).exitCode, 0);
        QDirIterator logs(home_.data() + QStringLiteral("/blobs/steps"),
                          {QStringLiteral("talk.log")}, QDir::Files, QDirIterator::Subdirectories);
        QVERIFY(logs.hasNext());
        QFile log(logs.next());
        QVERIFY(log.open(QIODevice::ReadOnly));
        QCOMPARE(log.readAll(), QByteArray("kept words\n"));
    }
};

QTEST_GUILESS_MAIN(XpuctlTest)
#include "xpuctl_test.moc"
