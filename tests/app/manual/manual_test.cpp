#include "app/ctl/options.h"
#include "app/manual/page.h"
#include "app/options/window.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace xpu;

/// The manual pages and completions as the build made them, read and used as shells use them.
class ManualTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;

    static QString made(const QString& name)
    {
        return QStringLiteral(XPU_BIN_DIR "/../manual/") + name;
    }

    static QByteArray contentOf(const QString& name)
    {
        QFile file(made(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// What a program prints in a folder with a file, a file with a blank in its name and a folder.
    QByteArray answer(const QString& program, const QStringList& arguments)
    {
        QProcess process;
        process.setWorkingDirectory(folder_.path());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), folder_.path());
        process.setProcessEnvironment(environment);
        process.start(program, arguments);
        if (!process.waitForStarted() || !process.waitForFinished())
            return "did not run: " + program.toUtf8();
        return process.readAllStandardOutput() + process.readAllStandardError();
    }

    /// The words bash offers for the last of `words`, sorted, in one line.
    QByteArray bash(const QString& program, const QStringList& words)
    {
        const QString script = QStringLiteral(
            "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1))\n"
            "definition=$(complete -p \"$1\"); function=${definition#*-F }; ${function%% *}\n"
            "((${#COMPREPLY[@]} == 0)) || printf '%s\\n' \"${COMPREPLY[@]}\" | LC_ALL=C sort");
        const QByteArray text =
            answer(QStringLiteral("bash"),
                   QStringList{QStringLiteral("-c"), script, QStringLiteral("bash"),
                               made(program + QStringLiteral(".bash")), program}
                       + words);
        return text.trimmed().replace('\n', '|');
    }

    QByteArray fish(const QString& program, const QString& line)
    {
        const QByteArray text = answer(
            QStringLiteral("fish"),
            {QStringLiteral("--no-config"), QStringLiteral("-c"),
             QStringLiteral("source $argv[1]; complete -C $argv[2] | string replace -r '\\t.*' ''"),
             made(program + QStringLiteral(".fish")), line});
        return text.trimmed().replace('\n', '|');
    }

    static void addLines()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("offered");
        const auto row = [](const char* program, const char* line, const char* offered) {
            QTest::newRow(qPrintable(
                QString::fromLatin1("%1 %2").arg(QLatin1String(program), QLatin1String(line))))
                << QString::fromLatin1(program) << QString::fromLatin1(line).split(u' ')
                << QByteArray(offered);
        };
        row("xpuctl", "rec", "recheck");
        row("xpuctl", "run ", "a.xpu.toml|b c.txt|sub");
        row("xpuctl", "run a.xpu.toml b", "b c.txt");
        row("xpuctl", "plan a.xpu.toml ", "");
        row("xpuctl", "grant ", "sub");
        row("xpuctl", "run --re", "--report");
        row("xpuctl", "run --out ", "sub");
        row("xpuctl", "hold 1 --un", "--until");
        row("xpuctl", "list --un", "");
        row("xpuctl", "bench ", "engine|operators|queue|startup|vulkan");
        row("xpuctl", "--data-dir sub pl", "plan");
        row("xpuctl", "add --row 3 a", "a.xpu.toml");
        row("xpu-optimizer", "--data", "--data-dir");
        row("xpu-optimizer", "--data-dir ", "sub");
        row("xpu-optimizer", "a.xpu.toml b", "b c.txt");
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const char* name : {"a.xpu.toml", "b c.txt"}) {
            QFile file(folder_.filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QVERIFY(QDir(folder_.path()).mkdir(QStringLiteral("sub")));
    }

    void everyWordOfTheTablesIsInThePageAndInEveryCompletion_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("word");
        const auto rows = [](const options::Program& program) {
            const QString name = QString::fromStdString(program.name);
            const auto add = [&](const std::string& word) {
                QTest::newRow((program.name + " " + word).c_str())
                    << name << QString::fromStdString(word);
            };
            for (const auto& option : program.options)
                add(option.name);
            for (const auto& verb : program.verbs) {
                add(verb.name);
                for (const auto& option : verb.options)
                    add(option.name);
            }
        };
        rows(ctl::program());
        rows(options::window());
    }

    void everyWordOfTheTablesIsInThePageAndInEveryCompletion()
    {
        QFETCH(QString, program);
        QFETCH(QString, word);
        const QByteArray page = contentOf(program + QStringLiteral(".1"));
        const QByteArray inPage = QByteArray::fromStdString(manual::escaped(word.toStdString()));
        QVERIFY(page.contains("\n.B " + inPage + "\n") || page.contains("\n.BI \"" + inPage + " "));
        const QRegularExpression whole(QStringLiteral("(?<![\\w-])%1(?![\\w-])").arg(word));
        QVERIFY(whole.match(QString::fromUtf8(contentOf(program + QStringLiteral(".bash"))))
                    .hasMatch());
        QVERIFY(
            whole.match(QString::fromUtf8(contentOf(QStringLiteral("_") + program))).hasMatch());
        const QString inFish = word.startsWith(QStringLiteral("--"))
                                   ? QStringLiteral(" -l %1 ").arg(word.mid(2))
                                   : QStringLiteral(" -a %1 -d ").arg(word);
        QVERIFY(contentOf(program + QStringLiteral(".fish")).contains(inFish.toUtf8()));
    }

    void bashOffersWhatMayFollow_data() { addLines(); }

    void bashOffersWhatMayFollow()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, words);
        QFETCH(QByteArray, offered);
        QCOMPARE(bash(program, words), offered);
    }

    void bashTakesAnEqualsSignForAWordOfItsOwn()
    {
        QCOMPARE(bash(QStringLiteral("xpuctl"), {QStringLiteral("run"), QStringLiteral("--out"),
                                                 QStringLiteral("="), QStringLiteral("s")}),
                 QByteArray("sub"));
    }

    void fishOffersWhatMayFollow_data() { addLines(); }

    void fishOffersWhatMayFollow()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, words);
        QFETCH(QByteArray, offered);
        QByteArray answer = fish(program, program + u' ' + words.join(u' '));
        QCOMPARE(answer.replace("sub/", "sub"), offered);
    }

    void zshCompletesTheLine_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QByteArray>("completed");
        QTest::newRow("a verb") << "xpuctl rele" << QByteArray("xpuctl release");
        QTest::newRow("a verb after an option")
            << "xpuctl --data-dir sub pl" << QByteArray("xpuctl --data-dir sub plan");
        QTest::newRow("an option") << "xpuctl run --re" << QByteArray("xpuctl run --report");
        QTest::newRow("a file") << "xpuctl run a" << QByteArray("xpuctl run a.xpu.toml");
        QTest::newRow("a folder") << "xpuctl grant " << QByteArray("xpuctl grant sub");
        QTest::newRow("a word") << "xpuctl bench st" << QByteArray("xpuctl bench startup");
        QTest::newRow("of the window")
            << "xpu-optimizer --data-dir s" << QByteArray("xpu-optimizer --data-dir sub");
    }

    void zshCompletesTheLine()
    {
        QFETCH(QString, typed);
        QFETCH(QByteArray, completed);
        const QByteArray line = answer(
            QStringLiteral("zsh"),
            {QStringLiteral("-f"), QStringLiteral(XPU_SOURCE_DIR "/tests/app/manual/complete.zsh"),
             made({}), typed});
        // The blank or slash after a word is zsh's offer until the next key takes it back.
        QCOMPARE(line.trimmed(), completed + "<END");
    }

    void pagesHaveNothingToComplainAbout()
    {
        for (const char* page : {"xpuctl.1", "xpu-optimizer.1", "xpu-task.5"})
            QCOMPARE(answer(QStringLiteral("mandoc"),
                            {QStringLiteral("-T"), QStringLiteral("lint"), QStringLiteral("-W"),
                             QStringLiteral("warning"), made(QLatin1String(page))}),
                     QByteArray());
    }

    void aHoleThatNothingFillsIsRefused()
    {
        QVERIFY(!manual::fillHoles("text\n@NONE@\n", {}));
        QCOMPARE(manual::fillHoles("a\n@B@\n", {{"B", ".B b\n"}}).value(),
                 std::string("a\n.B b\n"));
    }

    void textThatLooksLikeARequestStaysText()
    {
        QCOMPARE(manual::escaped(".B \\x - 'y'"), std::string("\\&.B \\ex \\- \\(aqy\\(aq"));
    }
};

QTEST_GUILESS_MAIN(ManualTest)
#include "manual_test.moc"
