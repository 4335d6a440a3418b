#include "tests/support/sanitizer.h"
#include "tests/system/everyday_files.h"
#include "tests/system/programs.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace xpu;
using namespace xpu::system_test;

/// Files people have already, run as they are through the real programs.
class ImportSystemTest : public QObject {
    Q_OBJECT

private:
    Home home_;

    QJsonObject approvedRun(const QString& file)
    {
        const Outcome unapproved = home_.ctl({QStringLiteral("run"), file});
        if (unapproved.exitCode != 2)
            return {};
        home_.ctl({QStringLiteral("approve"), file});
        return home_.ctl({QStringLiteral("run"), file})
            .json()[QStringLiteral("tasks")][0]
            .toObject();
    }

private Q_SLOTS:
    void anArrayScriptRunsUnchanged()
    {
        home_.write(QStringLiteral("s/words.txt"), kWords);
        home_.write(QStringLiteral("s/count.sbatch"), kArrayScript);
        const QJsonObject task = approvedRun(home_.work(QStringLiteral("s/count.sbatch")));
        QCOMPARE(task[QStringLiteral("state")].toString(), QStringLiteral("done"));
        QCOMPARE(task[QStringLiteral("name")].toString(), QStringLiteral("wordcount"));
        QCOMPARE(task[QStringLiteral("steps")].toArray().size(), 4);
        QCOMPARE(home_.read(QStringLiteral("s/counts/3")).trimmed(), QByteArray("3"));
        QCOMPARE(home_.read(QStringLiteral("s/counts/10")).trimmed(), QByteArray("10"));
        QVERIFY(!QFile::exists(home_.work(QStringLiteral("s/counts/2"))));
        const QByteArray log = home_.read(QStringLiteral("s/logs/wordcount_10.out"));
        QVERIFY2(log.contains("task 10 of 4 (1..10)"), log.constData());
        QVERIFY2(log.contains("job wordcount ends"), log.constData());
    }

    void aListOfAHundredCommandsRuns()
    {
        home_.write(QStringLiteral("l/seed.dat"), "seed");
        home_.write(QStringLiteral("l/hundred.txt"), hundredLines());
        const QJsonObject task = approvedRun(home_.work(QStringLiteral("l/hundred.txt")));
        QCOMPARE(task[QStringLiteral("state")].toString(), QStringLiteral("done"));
        QCOMPARE(task[QStringLiteral("steps")].toArray().size(), 100);
        QCOMPARE(home_.read(QStringLiteral("l/copy 98.dat")), QByteArray("seed"));
        QCOMPARE(home_.read(QStringLiteral("l/sum-99.out")), QByteArray("100\n"));
        QCOMPARE(QDir(home_.work(QStringLiteral("l"))).entryList(QDir::Files).size(), 102);
        // What it wrote does not make it another list.
        const Outcome again =
            home_.ctl({QStringLiteral("run"), home_.work(QStringLiteral("l/hundred.txt"))});
        QCOMPARE(again.exitCode, 0);
    }

    void aScriptWaitsForAnotherOfTheSameRun()
    {
        home_.write(QStringLiteral("d/train.sbatch"),
                    "#!/bin/bash\n#SBATCH -d afterok:prepare\nsort data.txt > model.txt\n");
        home_.write(QStringLiteral("d/prepare.sbatch"),
                    "#!/bin/bash\nsleep 0.3\nprintf 'b\\na\\n' > data.txt\n");
        const QString train = home_.work(QStringLiteral("d/train.sbatch"));
        const QString prepare = home_.work(QStringLiteral("d/prepare.sbatch"));
        home_.ctl({QStringLiteral("approve"), train});
        home_.ctl({QStringLiteral("approve"), prepare});
        const Outcome outcome = home_.ctl({QStringLiteral("run"), train, prepare});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(home_.read(QStringLiteral("d/model.txt")), QByteArray("a\nb\n"));
        // `run` has taken its rows off again, so alone it waits for nobody.
        const Outcome alone = home_.ctl({QStringLiteral("run"), train});
        QCOMPARE(alone.exitCode, 2);
        QVERIFY2(alone.out.contains("E407"), alone.out.constData());
    }

    void anOutputFileCannotLeadElsewhere()
    {
        home_.write(QStringLiteral("o/victim"), "precious");
        home_.write(QStringLiteral("o/job.sbatch"),
                    "#!/bin/bash\n#SBATCH -o out.txt\necho overwritten\n");
        QVERIFY(QFile::link(home_.work(QStringLiteral("o/victim")),
                            home_.work(QStringLiteral("o/out.txt"))));
        const QJsonObject task = approvedRun(home_.work(QStringLiteral("o/job.sbatch")));
        QCOMPARE(task[QStringLiteral("state")].toString(), QStringLiteral("failed"));
        QCOMPARE(home_.read(QStringLiteral("o/victim")), QByteArray("precious"));
    }

    void wrongScriptsAreRefusedAtOnce_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* title, const char* name, QByteArray content,
                            const char* code) {
            QTest::newRow(title) << QString::fromLatin1(name) << std::move(content)
                                 << QString::fromLatin1(code);
        };
        row("DOS line ends", "a.sbatch", "#!/bin/bash\r\necho x\r\n", "E110");
        row("no interpreter", "b.sh", "#SBATCH -c 1\necho x\n", "E110");
        row("a hundred thousand elements", "c.slurm",
            "#!/bin/bash\n#SBATCH --array=0-99999\necho x\n", "E404");
        row("binary", "d.sh", QByteArray(3 << 20, '\x01') + QByteArray(10, '\0'), "E110");
        row("NUL in a list", "e.txt", QByteArray("echo a\necho \0\n", 14), "E110");
        row("a list of a million lines", "f.cmds", QByteArray("ls\n").repeated(1'000'000), "E404");
        row("quotes without end", "g.cmds", QByteArray("\"\n").repeated(9'000), "E110");
        row("one endless line", "h.txt", QByteArray(4'000'000, 'x'), "E110");
        row("too large", "i.txt", QByteArray("ls #").repeated(2'000'000), "E103");
    }

    void wrongScriptsAreRefusedAtOnce()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, content);
        QFETCH(const QString, code);
        home_.write(QStringLiteral("bad/") + name, content);
        const Outcome outcome =
            home_.ctl({QStringLiteral("check"), home_.work(QStringLiteral("bad/") + name)});
        QCOMPARE(outcome.exitCode, 2);
        const QJsonArray errors =
            outcome.json()[QStringLiteral("files")][0][QStringLiteral("errors")].toArray();
        QCOMPARE(errors.at(0)[QStringLiteral("code")].toString(), code);
        QVERIFY(errors.at(0)[QStringLiteral("line")].toInt() >= 1);
        QVERIFY(test::kSanitized || outcome.seconds < 2);
        QVERIFY(test::kSanitized || outcome.peakKiB < 300 * 1024);
    }
};

QTEST_GUILESS_MAIN(ImportSystemTest)
#include "import_system_test.moc"
