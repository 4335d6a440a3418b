#include "core/wording/catalogue.h"
#include "tests/core/task/task_folder.h"
#include "tests/support/sanitizer.h"

#include <QElapsedTimer>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace xpu;

namespace {

const std::string kHead = "xpu = 1\nname = \"hostile\"\n";

std::string repeated(const std::string& part, std::size_t times)
{
    std::string out;
    for (std::size_t i = 0; i < times; ++i)
        out += part;
    return out;
}

/// Peak resident memory of this process, in bytes.
std::size_t peakMemory()
{
    std::size_t kib = 0;
    if (FILE* status = std::fopen("/proc/self/status", "r")) {
        char line[256];
        while (std::fgets(line, sizeof line, status))
            if (std::sscanf(line, "VmHWM: %zu kB", &kib) == 1)
                break;
        std::fclose(status);
    }
    return kib * 1024;
}

} // namespace

/// Files made to hurt: each must be answered with its code, in bounded time and memory.
class HostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isAnswered_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("first");
        const auto row = [](const char* name, const std::string& text, const char* first) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QString::fromLatin1(first);
        };
        row("a key of 100 000 parts", repeated("a.", 99'999) + "a = 1\n", "E104 1:1");
        row("a header of 100 000 parts", "[" + repeated("a.", 99'999) + "a]\n", "E104 1:2");
        row("quoted key parts", repeated("\"a\".", 50'000) + "a = 1\n", "E104 1:1");
        row("a key hidden in an inline table", "x = { " + repeated("a.", 50'000) + "a = 1 }\n",
            "E104 1:7");
        row("100 000 open arrays", "a = " + repeated("[", 100'000), "E104 1:21");
        row("open tables", "a = " + repeated("{a=", 80'000), "E104 1:53");
        row("larger than allowed", kHead + repeated("#", 256 * 1024), "E103 1:1");
        row("not UTF-8", kHead + "x = \"\xff\"\n", "E101 3:6");
        row("an overlong encoding", kHead + "x = \"\xc0\xaf\"\n", "E101 3:6");
        row("a surrogate", kHead + "x = \"\xed\xa0\x80\"\n", "E101 3:6");
        row("a NUL byte", kHead + std::string("x = \0\n", 6), "E102 3:5");
        row("empty", "", "E108 1:1");
        row(
            "30 000 unknown keys",
            [] {
                std::string text = kHead;
                for (int i = 0; i < 30'000; ++i)
                    text += "k" + std::to_string(i) + "=1\n";
                return text;
            }(),
            "E108 1:1");
        row("a huge array", kHead + "priority = [" + repeated("1,", 120'000) + "]\n", "E108 1:1");
        row("28 000 empty steps", kHead + repeated("[[step]]\n", 28'000), "E108 3:1");
        row(
            "a chain that bites its tail",
            [] {
                std::string text = kHead;
                for (int i = 0; i < 4000; ++i)
                    text += "[[step]]\nid=\"s" + std::to_string(i)
                            + "\"\nrun=[\"true\"]\nafter=[\"s" + std::to_string((i + 3999) % 4000)
                            + "\"]\n";
                return text;
            }(),
            "E205 16002:1");
        row("many runs of much text",
            kHead + "[sweep.a]\nfrom=1\nto=100\nstep=1\n[sweep.b]\nfrom=1\nto=100\nstep=1\n"
                + "[sweep.t]\nvalues=[\"" + repeated("x", 100'000) + "\"]\n"
                + "[[step]]\nid=\"a\"\nrun=[\"true\", \"" + repeated("{t}", 20'000) + "\"]\n",
            "E404 3:2");
        row(
            "many runs of many steps",
            [] {
                std::string text = kHead + "[sweep.a]\nfrom=1\nto=10000\nstep=1\n";
                for (int i = 0; i < 5000; ++i)
                    text += "[[step]]\nid=\"s" + std::to_string(i) + "\"\nrun=[\"true\"]\n";
                return text;
            }(),
            "E404 3:2");
        row("a range without end",
            kHead
                + "[sweep.a]\nfrom=-1e308\nto=1e308\nstep=1e-300\n[[step]]\nid=\"a\"\nrun=["
                  "\"true\"]\n",
            "E404 4:1");
        row("a number that overflows", kHead + "seed = 99999999999999999999999\n", "E102 3:31");
        row("a shape beyond any machine",
            kHead
                + "[[step]]\nid=\"r\"\nop=\"image.resize\"\nparams={scale=1e18}\nin={x=\"img.png\"}"
                  "\n",
            "E401 5:1");
        row("a regular expression that explodes",
            kHead + "[[step]]\nid=\"r\"\nrun=[\"true\"]\nprogress=\"(" + repeated("(?:", 80)
                + "a{1000}" + repeated("){1000}", 20) + "\"\n",
            "E203 6:1");
    }

    void isAnswered()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, first);
        const TaskFolder folder;
        QElapsedTimer timer;
        timer.start();
        const CheckResult result = folder.check(text.toStdString());
        const qint64 took = timer.elapsed();
        QVERIFY(result.graph == nullptr);
        QString found;
        for (const Diagnostic& d : result.diagnostics)
            if (d.severity == Severity::Error) {
                found = QStringLiteral("%1 %2:%3")
                            .arg(QString::fromStdString(d.code))
                            .arg(d.line)
                            .arg(d.column);
                break;
            }
        QCOMPARE(found, first);
        qInfo("%lld ms, %zu findings", took, result.diagnostics.size());
        QVERIFY(test::kSanitized || took < 2000);
        QVERIFY(test::kSanitized || peakMemory() < (std::size_t{300} << 20));
        for (const Diagnostic& d : result.diagnostics)
            QVERIFY2(wording::findFindingText(d.code, d.variant), d.code.c_str());
    }

    void aLinkIsNotFollowed()
    {
        const TaskFolder folder;
        folder.write("real.xpu.toml", kHead);
        const std::string link = folder.path("link.xpu.toml");
        QCOMPARE(::symlink("real.xpu.toml", link.c_str()), 0);
        const auto source = readTaskSource(link);
        QVERIFY(source.has_value());
        const CheckResult result = checkTask(*source, folder.context);
        QVERIFY(summary(result) == "E703 1:1");
        QVERIFY(source->text.empty());
    }

    void aFileOthersMayWriteIsUnsafe()
    {
        const TaskFolder folder;
        folder.write("open.xpu.toml", kHead);
        QCOMPARE(::chmod(folder.path("open.xpu.toml").c_str(), 0666), 0);
        QVERIFY(readTaskSource(folder.path("open.xpu.toml"))->unsafeOwnership);
        QCOMPARE(::chmod(folder.path("open.xpu.toml").c_str(), 0600), 0);
        QVERIFY(!readTaskSource(folder.path("open.xpu.toml"))->unsafeOwnership);
    }

    void aPipeDoesNotBlockTheCheck()
    {
        const TaskFolder folder;
        QCOMPARE(::mkfifo(folder.path("pipe.xpu.toml").c_str(), 0600), 0);
        QCOMPARE(::mkfifo(folder.path("pipe.npy").c_str(), 0600), 0);
        QVERIFY(!readTaskSource(folder.path("pipe.xpu.toml")));
        QCOMPARE(summary(folder.check(kHead
                                      + "[[step]]\nid=\"m\"\nop=\"map\"\nparams={expr=\"x\"}\n"
                                        "in={x=\"pipe.npy\"}\n")),
                 std::string("E302 7:5"));
    }

    void textThatIsKeptTakesNoMoreRoomThanItNeeds()
    {
        const TaskFolder folder;
        folder.write("small.xpu.toml", kHead);
        const auto source = readTaskSource(folder.path("small.xpu.toml"));
        QVERIFY(source.has_value());
        QVERIFY(source->text == kHead);
        QVERIFY(source->text.capacity() < 2 * kHead.size() + 64);
    }

    void aFileLargerThanItSaidIsReadToItsEnd()
    {
        // Files of the kernel say that they are empty.
        const auto source = readTaskSource("/proc/self/status");
        QVERIFY(source.has_value());
        QVERIFY(source->text.find("voluntary_ctxt_switches") != std::string::npos);
    }

    void otherKindsOfFileAreNamed()
    {
        const TaskFolder folder;
        folder.write("kernel.comp", "void main() {}\n");
        auto source = readTaskSource(folder.path("kernel.comp"));
        source->unsafeOwnership = false;
        const CheckResult result = checkTask(*source, folder.context);
        QCOMPARE(summary(result), std::string("E109 1:1"));
        QCOMPARE(result.kind, std::string("kernel"));
        folder.write("song.ogg", "la\n");
        source = readTaskSource(folder.path("song.ogg"));
        source->unsafeOwnership = false;
        QCOMPARE(checkTask(*source, folder.context).kind, std::string("unknown"));
    }
};

QTEST_APPLESS_MAIN(HostileTest)
#include "hostile_test.moc"
