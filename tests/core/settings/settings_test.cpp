#include "core/settings/setting_table.h"
#include "core/settings/settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

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
        QCOMPARE(loaded.problems.size(), std::size_t{3});
        QCOMPARE(loaded.problems[2].key, std::string("cpu"));
        QCOMPARE(loaded.problems[2].line, 4);
        QCOMPARE(loaded.problems[0].key, std::string("theme"));
        QCOMPARE(loaded.problems[0].line, 1);
        QCOMPARE(loaded.problems[1].key, std::string("telemetry.rate_hz"));
        QCOMPARE(loaded.problems[1].line, 3);
    }

    void anEmptyKeyIsNotTakenForTheWholeFile()
    {
        const LoadedSettings loaded = parseSettings("\"\" = 1\ntheme = \"dark\"\n");
        QVERIFY(loaded.values.theme == Theme::Dark);
        QCOMPARE(loaded.problems.size(), std::size_t{1});
        QCOMPARE(loaded.problems[0].key, std::string("\"\""));
    }

    void everyKeyOfTheTableIsReadBackAsItIsWritten()
    {
        for (const SettingInfo& info : settingTable()) {
            const bool isText = !info.choices.empty() || info.kind == SettingInfo::Kind::Text;
            const SettingValue value =
                isText ? SettingValue(
                    std::string(info.choices.empty() ? "a file.toml" : info.choices.back()))
                : info.kind == SettingInfo::Kind::Language
                    ? SettingValue(std::string("de"))
                    : *settingFromText(info, std::to_string(int(info.most)));
            const std::string key(info.key);
            const auto text = withSetting("# mine\n", key, value);
            QVERIFY2(text, key.c_str());
            const LoadedSettings loaded = parseSettings(*text);
            QVERIFY2(loaded.problems.empty(), key.c_str());
            QVERIFY2(info.get(loaded.values) == value, key.c_str());
            QVERIFY2(acceptSetting(info, info.get(Settings{})), "the default is allowed");
        }
    }

    void allKeysCanBeSetOneAfterTheOther()
    {
        std::string text = "units.bytes = \"binary\" # dotted\n";
        for (const SettingInfo& info : settingTable()) {
            const auto edited = withSetting(text, std::string(info.key), info.get(Settings{}));
            QVERIFY2(edited, std::string(info.key).c_str());
            text = *edited;
        }
        QVERIFY(parseSettings(text).problems.empty());
        QVERIFY(text.find("# dotted") != std::string::npos);
    }

    void everyKeyOfAWrongTypeIsNamedAndItsDefaultIsInForce()
    {
        for (const char* wrong :
             {"true", "[1, 2]", "{ a = 1 }", "1979-05-27", "nan", "-1", "99999999999", "\"\\n\""}) {
            std::string text;
            for (const SettingInfo& info : settingTable())
                text += std::string(info.key) + " = " + wrong + "\n";
            const LoadedSettings loaded = parseSettings(text);
            QCOMPARE(loaded.problems.size(), settingTable().size());
            for (const SettingInfo& info : settingTable())
                QVERIFY2(info.get(loaded.values) == info.get(Settings{}), wrong);
            for (std::size_t i = 0; i < loaded.problems.size(); ++i)
                QCOMPARE(loaded.problems[i].line, int(i) + 1);
        }
    }

    void anUnknownKeyIsNamedWithWhatWasMeant()
    {
        const LoadedSettings loaded =
            parseSettings("[telemetry]\nrate_hertz = 5\n\n[mine]\nx = 1\n");
        QCOMPARE(loaded.problems.size(), std::size_t{2});
        QCOMPARE(loaded.problems[0].key, std::string("telemetry.rate_hertz"));
        QCOMPARE(loaded.problems[0].line, 2);
        QVERIFY(loaded.problems[0].message.find("telemetry.rate_hz") != std::string::npos);
        QCOMPARE(loaded.problems[1].key, std::string("mine"));
    }

    void aKeyCannotColourOrRewriteTheTerminal()
    {
        const LoadedSettings loaded = parseSettings("\"a\\u001b[31m\\u009b\\n\" = 1\n");
        QCOMPARE(loaded.problems.size(), std::size_t{1});
        QCOMPARE(loaded.problems[0].key, std::string("a?[31m??"));
    }

    void ofVeryManyProblemsTheFirstAreNamed()
    {
        std::string text;
        for (int i = 0; i < 5000; ++i)
            text += "k" + std::to_string(i) + " = 1\n";
        const LoadedSettings loaded = parseSettings(text);
        QCOMPARE(loaded.problems.size(), std::size_t{20});
        QCOMPARE(loaded.problems.front().line, 1);
    }

    void whatIsNoSettingsFileGivesDefaultsAndSaysSo()
    {
        QTemporaryDir folder;
        const QString binary = folder.filePath(QStringLiteral("binary"));
        QFile out(binary);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(QByteArray("\x7f"
                             "ELF\0\xff\xfe",
                             7));
        out.close();
        const QString huge = folder.filePath(QStringLiteral("huge"));
        QFile large(huge);
        QVERIFY(large.open(QIODevice::WriteOnly));
        QVERIFY(large.resize(100 << 20));
        large.close();
        const QString pipe = folder.filePath(QStringLiteral("pipe"));
        QCOMPARE(mkfifo(pipe.toUtf8(), 0600), 0);
        const QString loop = folder.filePath(QStringLiteral("loop"));
        QVERIFY(QFile::link(loop, loop));
        for (const QString& file : {binary, huge, folder.path(), pipe, loop}) {
            const LoadedSettings loaded = loadSettings(file.toStdString());
            QCOMPARE(loaded.problems.size(), std::size_t{1});
            QVERIFY2(!loaded.problems[0].message.empty(), qUtf8Printable(file));
            QCOMPARE(loaded.values.priority, Settings{}.priority);
            const qint64 size = QFileInfo(file).size();
            QVERIFY2(!storeSetting(file.toStdString(), "theme", std::string("dark")),
                     qUtf8Printable(file));
            QCOMPARE(QFileInfo(file).size(), size);
        }
        QCOMPARE(
            QDir(folder.path())
                .entryList(QDir::AllEntries | QDir::System | QDir::Hidden | QDir::NoDotAndDotDot)
                .size(),
            4);
    }

    void aFileThatCannotBeReadIsNotReplacedByOneKey()
    {
        if (geteuid() == 0)
            QSKIP("root reads every file");
        QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("s.toml")).toStdString();
        QVERIFY(storeSetting(file, "theme", std::string("dark")));
        QCOMPARE(chmod(file.c_str(), 0), 0);
        QVERIFY(loadSettings(file).problems.size() == 1);
        QVERIFY(!storeSetting(file, "theme", std::string("light")));
        QCOMPARE(chmod(file.c_str(), 0600), 0);
        QVERIFY(loadSettings(file).values.theme == Theme::Dark);
    }

    void notificationsAreAWordOfThree()
    {
        QVERIFY(parseSettings("").values.notifications == Notifications::All);
        QVERIFY(parseSettings("notifications = \"failures\"").values.notifications
                == Notifications::Failures);
        const LoadedSettings wrong = parseSettings("notifications = true");
        QVERIFY(wrong.values.notifications == Notifications::All);
        QCOMPARE(wrong.problems.size(), std::size_t{1});
        QCOMPARE(wrong.problems[0].key, std::string("notifications"));
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
