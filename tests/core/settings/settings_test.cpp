#include "core/settings/settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace xpu;

class SettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMissingFileMeansTheDefaults()
    {
        const LoadedSettings loaded = loadSettings("/nonexistent/settings.toml");
        QVERIFY(loaded.problems.empty());
        QVERIFY(loaded.values.theme == Theme::System);
        QCOMPARE(loaded.values.telemetryHz, 10.0);
    }

    void readsEveryKey()
    {
        const LoadedSettings loaded = parseSettings(
            "language = \"de\"\ntheme = \"dark\"\n[telemetry]\nrate_hz = 5\n[cpu]\nthreads = 2\n");
        QVERIFY(loaded.problems.empty());
        QCOMPARE(loaded.values.language, std::string("de"));
        QVERIFY(loaded.values.theme == Theme::Dark);
        QCOMPARE(loaded.values.telemetryHz, 5.0);
        QCOMPARE(loaded.values.threads, 2);
    }

    void aWrongValueIsNamedWithItsLineAndTheRestCounts()
    {
        const LoadedSettings loaded = parseSettings("theme = 7\nlanguage = \"fr\"\n"
                                                    "telemetry.rate_hz = 1000\ncpu = \"all\"\n");
        QCOMPARE(loaded.values.language, std::string("fr"));
        QVERIFY(loaded.values.theme == Theme::System);
        QCOMPARE(loaded.values.telemetryHz, 10.0);
        QCOMPARE(loaded.problems.size(), std::size_t{2});
        QCOMPARE(loaded.problems[0].key, std::string("theme"));
        QCOMPARE(loaded.problems[0].line, 1);
        QCOMPARE(loaded.problems[1].key, std::string("telemetry.rate_hz"));
        QCOMPARE(loaded.problems[1].line, 3);
    }

    void aFileThatIsNotTomlGivesDefaultsAndItsLine()
    {
        const LoadedSettings loaded = parseSettings("theme = \"dark\"\n= oops\n");
        QVERIFY(loaded.values.theme == Theme::System);
        QCOMPARE(loaded.problems.size(), std::size_t{1});
        QCOMPARE(loaded.problems.front().line, 2);
    }

    void changesAValueAndKeepsEveryOtherByte()
    {
        const std::string text =
            "# mine\nfuture = [1, 2] # keep\ntheme   = \"d\xc3\xa4rk\"  # \xc3\xa4\n"
            "\n[telemetry] # fast\nrate_hz=10 # Hz\n";
        const auto dark = withSetting(text, "theme", std::string("dark"));
        QVERIFY(dark.has_value());
        QCOMPARE(*dark,
                 std::string("# mine\nfuture = [1, 2] # keep\ntheme   = \"dark\"  # \xc3\xa4\n"
                             "\n[telemetry] # fast\nrate_hz=10 # Hz\n"));
        const auto slow = withSetting(text, "telemetry.rate_hz", 2.5);
        QCOMPARE(
            *slow,
            std::string("# mine\nfuture = [1, 2] # keep\ntheme   = \"d\xc3\xa4rk\"  # \xc3\xa4\n"
                        "\n[telemetry] # fast\nrate_hz=2.5 # Hz\n"));
    }

    void addsAKeyWhereItBelongs()
    {
        QCOMPARE(*withSetting("", "theme", std::string("dark")), std::string("theme = \"dark\"\n"));
        QCOMPARE(*withSetting("a = 1\n# about b\n[b]\nc = 2", "theme", std::string("light")),
                 std::string("a = 1\ntheme = \"light\"\n# about b\n[b]\nc = 2\n"));
        QCOMPARE(*withSetting("[telemetry]\nother = 1\n", "telemetry.rate_hz", 5.0),
                 std::string("[telemetry]\nrate_hz = 5.0\nother = 1\n"));
        QCOMPARE(*withSetting("a = 1\n", "cpu.threads", std::int64_t{3}),
                 std::string("a = 1\n\n[cpu]\nthreads = 3\n"));
        QCOMPARE(*withSetting("telemetry.rate_hz = 3\n", "telemetry.rate_hz", 5.0),
                 std::string("telemetry.rate_hz = 5.0\n"));
    }

    void aTextWithQuotesAndNewlinesIsWrittenSafely()
    {
        const std::string hostile = "a\"\n[evil]\nx = \"";
        const auto edited = withSetting("", "language", hostile);
        QVERIFY(edited.has_value());
        QCOMPARE(parseSettings(*edited).values.language, std::string("system"));
        QCOMPARE(parseSettings(*edited).problems.size(), std::size_t{1});
    }

    void aFileItCannotEditIsLeftAlone()
    {
        QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("s.toml")).toStdString();
        for (const QByteArray& text : {QByteArray("cpu = {}\n"), QByteArray("= broken\n")}) {
            QFile out(QString::fromStdString(file));
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(text);
            out.close();
            const auto stored = storeSetting(file, "cpu.threads", std::int64_t{3});
            QVERIFY(!stored && stored.error().code == Errc::InvalidInput);
            QVERIFY(out.open(QIODevice::ReadOnly));
            QCOMPARE(out.readAll(), text);
        }
    }

    void storesThroughALinkAndLeavesNoTemporaryFile()
    {
        QTemporaryDir folder;
        const QString real = folder.filePath(QStringLiteral("real.toml"));
        const QString link = folder.filePath(QStringLiteral("settings.toml"));
        QVERIFY(storeSetting(real.toStdString(), "theme", std::string("light")));
        QVERIFY(QFile::link(real, link));
        QVERIFY(storeSetting(link.toStdString(), "theme", std::string("dark")));
        QVERIFY(QFileInfo(link).isSymLink());
        QVERIFY(loadSettings(real.toStdString()).values.theme == Theme::Dark);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 2);
    }
};

QTEST_APPLESS_MAIN(SettingsTest)
#include "settings_test.moc"
