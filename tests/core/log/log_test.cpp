#include "core/log/log.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace xpu;

namespace {

QJsonObject parsed(const std::string& line)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
}

} // namespace

class LogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLineCarriesAllIds()
    {
        LogLine line{LogLevel::Info, "engine", "started", {}, {}, {}, {}};
        const QJsonObject none = parsed(toJson(line, 1'700'000'000'000'042));
        QCOMPARE(none[u"time"].toString(), QStringLiteral("2023-11-14T22:13:20.000042Z"));
        for (const char* id : {"task", "run", "step"})
            QVERIFY(none.contains(QLatin1String(id)) && none[QLatin1String(id)].isNull());
        line.run = RunId::generate();
        line.step = "gauss[1]";
        const QJsonObject some = parsed(toJson(line, 0));
        QCOMPARE(some[u"run"].toString().toStdString(), line.run.text());
        QCOMPARE(some[u"step"].toString(), QStringLiteral("gauss[1]"));
    }

    void hostileTextStaysOneValidLine()
    {
        const LogLine line{LogLevel::Error, "task", "a\nb\"}\xff\x01", {}, {}, {}, {{"k", "\n"}}};
        const std::string json = toJson(line, 0);
        QVERIFY(json.find('\n') == std::string::npos);
        QVERIFY(parsed(json)[u"message"].toString().startsWith(QStringLiteral("a\nb\"}")));
    }

    void findsTheLinesOfARunAcrossRotatedFiles()
    {
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        const RunId wanted = RunId::generate();
        auto log = *Log::open({path, 4096, 50, LogLevel::Info});
        for (int i = 0; i < 200; ++i) {
            // A message that looks like the key of another run must not count.
            log->write({LogLevel::Info,
                        "engine",
                        "\"run\":\"" + wanted.text(),
                        {},
                        RunId::generate(),
                        {},
                        {}});
            log->write({LogLevel::Info, "engine", std::to_string(i), {}, wanted, {}, {}});
            if (i % 10 == 0)
                log->flush();
        }
        log->flush();
        const auto lines = readRun(path, wanted.text());
        QCOMPARE(lines->size(), std::size_t{200});
        for (int i = 0; i < 200; ++i)
            QCOMPARE(parsed((*lines)[static_cast<std::size_t>(i)])[u"message"].toString().toInt(),
                     i);
        QVERIFY(QDir(folder.path()).entryList(QDir::Files).size() > 3);
        QVERIFY(readRun(path, "*").error().code == Errc::InvalidInput);
    }

    void keepsNoMoreFilesThanAsked()
    {
        QTemporaryDir folder;
        auto log = *Log::open({folder.path().toStdString(), 1000, 2, LogLevel::Info});
        for (int i = 0; i < 100; ++i) {
            log->write({LogLevel::Info, "engine", std::string(300, 'x'), {}, {}, {}, {}});
            log->flush();
        }
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files, QDir::Name),
                 (QStringList{QStringLiteral("xpu.jsonl"), QStringLiteral("xpu.jsonl.1"),
                              QStringLiteral("xpu.jsonl.2")}));
    }

    void twoWritersShareTheFilesWhileTheyRotate()
    {
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        const RunId run = RunId::generate();
        const auto writeLines = [&] {
            auto log = *Log::open({path, 20'000, 90, LogLevel::Info});
            for (int i = 0; i < 500; ++i) {
                log->write({LogLevel::Info, "engine", "x", {}, run, {}, {}});
                if (i % 7 == 0)
                    log->flush();
            }
        };
        std::thread other(writeLines);
        writeLines();
        other.join();
        const auto lines = readRun(path, run.text());
        QCOMPARE(lines->size(), std::size_t{1000});
        for (const std::string& line : *lines)
            QVERIFY(!parsed(line).isEmpty());
    }

    void dropsChatterWhenTheDiskIsBehindButNotWarnings()
    {
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        const RunId run = RunId::generate();
        {
            auto log = *Log::open({path, 1u << 20, 2, LogLevel::Info, 0});
            log->write({LogLevel::Info, "engine", "chatter", {}, run, {}, {}});
            log->write({LogLevel::Warning, "engine", "kept", {}, run, {}, {}});
        }
        const auto lines = readRun(path, run.text());
        QCOMPARE(lines->size(), std::size_t{1});
        QCOMPARE(parsed(lines->front())[u"message"].toString(), QStringLiteral("kept"));
        QFile file(folder.filePath(QStringLiteral("xpu.jsonl")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("1 lines dropped"));
    }

    void leavesLinesBelowItsLevelOut()
    {
        QTemporaryDir folder;
        const RunId run = RunId::generate();
        {
            auto log = *Log::open({folder.path().toStdString(), 1u << 20, 2, LogLevel::Warning});
            installLog(log.get());
            xpu::log({LogLevel::Info, "engine", "quiet", {}, run, {}, {}});
            xpu::log({LogLevel::Audit, "trust", "loud", {}, run, {}, {}});
        }
        xpu::log({LogLevel::Error, "engine", "after the end", {}, run, {}, {}});
        QCOMPARE(readRun(folder.path().toStdString(), run.text())->size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(LogTest)
#include "log_test.moc"
