#include "compute/sandbox/captured_output.h"
#include "compute/sandbox/process_sample.h"
#include "compute/sandbox/progress_scanner.h"
#include "compute/sandbox/sandbox_device.h"
#include "compute/sandbox/worker_protocol.h"
#include "tests/support/spawned_program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace xpu;
using namespace xpu::sandbox;

class SandboxPartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void specsSurviveTheirJourney()
    {
        WorkerSpec spec;
        spec.argv = {"prog", "", "two words", "line\nbreak"};
        spec.env = {"A=", "B=x=y"};
        spec.progressRegex = "(\\d+)%";
        spec.memoryLimit = 1ull << 40;
        spec.maxProcesses = 7;
        const WorkerSpec back = decodeSpec(encode(spec)).value();
        QCOMPARE(back.argv, spec.argv);
        QCOMPARE(back.env, spec.env);
        QCOMPARE(back.progressRegex, spec.progressRegex);
        QCOMPARE(back.memoryLimit, spec.memoryLimit);
        QCOMPARE(back.maxProcesses, spec.maxProcesses);
    }

    void malformedSpecsAndReportsAreRefused()
    {
        using namespace std::string_literals;
        QVERIFY(!decodeSpec(""));
        QVERIFY(!decodeSpec("arg"));
        QVERIFY(!decodeSpec("memory\0lots\0arg\0x\0"s));
        QVERIFY(!decodeSpec("arg\0x\0strange\0y\0"s));
        for (const char* line : {"", "ended", "ended 1 2 3", "ended 1 2 3 9", "ended 1 2 3 -1",
                                 "progress", "progress 1x", "memory -5", "started now"})
            QVERIFY2(!decodeReport(line), line);
    }

    void reportsSurviveTheirJourney()
    {
        std::string line = encode(WorkerReport{.kind = WorkerReport::Kind::Ended,
                                               .waitStatus = 256,
                                               .cpuMicros = 12345,
                                               .bytes = 678,
                                               .cause = WorkerReport::Cause::Memory});
        line.pop_back();
        const WorkerReport back = decodeReport(line).value();
        QCOMPARE(back.waitStatus, 256);
        QCOMPARE(back.cpuMicros, std::uint64_t{12345});
        QCOMPARE(back.bytes, std::uint64_t{678});
        QVERIFY(back.cause == WorkerReport::Cause::Memory);
    }

    void progressAcceptsOnlyPerCent()
    {
        ProgressScanner scanner("at (\\S+) %");
        QVERIFY(!scanner.feed("at 12.5"));
        QCOMPARE(scanner.feed(" %\n").value(), 12.5);
        QVERIFY(!scanner.feed("at 12.5 %\n")); // unchanged
        for (const char* bad :
             {"at 101 %\n", "at -1 %\n", "at nan %\n", "at 1e999 %\n", "at x %\n"})
            QVERIFY2(!scanner.feed(bad), bad);
    }

    void aHostilePatternEndsInTime()
    {
        ProgressScanner scanner("(a+)+b");
        QVERIFY(!scanner.feed(std::string(100'000, 'a') + "\n"));
        QVERIFY(!ProgressScanner("([").feed("5\n"));
    }

    void strangersTextIsMadePrintable()
    {
        QCOMPARE(printable("a\x1b[31mred\x1b[0m\x1b]0;title\x07z"), std::string("aredz"));
        QCOMPARE(printable("\xff\xc0\x80ok\xed\xa0\x80"), std::string("???ok???"));
        QCOMPARE(printable("caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80"),
                 std::string("caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80"));
        QCOMPARE(printable("a\rb\r\nc\td\x01\x7f\xc2\x9b"
                           "e"),
                 std::string("a\nb\nc\tde"));
        QCOMPARE(printable("\x1b"), std::string());
        QCOMPARE(printable("\x1b[999"), std::string());
    }

    void lastLinesOfLongOutput()
    {
        CapturedOutput captured("", 10);
        for (int i = 0; i < 5000; ++i)
            captured.add("line " + std::to_string(i) + "\n");
        QCOMPARE(captured.lastLines(2), std::string("line 4998\nline 4999"));
        CapturedOutput nothing("", 10);
        QCOMPARE(nothing.lastLines(3), std::string());
        nothing.add("one");
        QCOMPARE(nothing.lastLines(3), std::string("one"));
        QCOMPARE(nothing.lastLines(1), std::string("one"));
    }

    void processesAreCountedWithoutTheRunner()
    {
        const QTemporaryDir proc;
        const auto add = [&proc](const QString& pid, const QByteArray& statm) {
            QDir().mkpath(proc.filePath(pid));
            QFile file(proc.filePath(pid + "/statm"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(statm);
        };
        add("1", "100 90 0 1 0 1 0\n");
        add("12", "100 50 10 1 0 1 0\n");
        add("13", "100 5 10 1 0 1 0\n"); // counters are read at different moments
        add("self", "100 50 10 1 0 1 0\n");
        QDir().mkpath(proc.filePath("14")); // ended between listing and reading
        const ProcessSample sample = sampleProcesses(proc.path().toStdString(), 10);
        QCOMPARE(sample.processes, std::uint64_t{3});
        QCOMPARE(sample.privateBytes, std::uint64_t{40} * std::uint64_t(sysconf(_SC_PAGESIZE)));
    }

    void countingStopsWhenItIsEnough()
    {
        const QTemporaryDir proc;
        for (int pid = 10; pid < 20; ++pid)
            QDir().mkpath(proc.filePath(QString::number(pid)));
        QCOMPARE(sampleProcesses(proc.path().toStdString(), 4).processes, std::uint64_t{5});
    }

    void theRunnerRefusesToWorkOutsideASandbox()
    {
        test::SpawnedProgram worker(XPU_BIN_DIR "/xpu-worker", {});
        QCOMPARE(worker.wait(), std::optional(125));
    }

    void aMachineWithoutBubblewrapSaysSo()
    {
        SandboxOptions options;
        options.bwrap = "/nowhere/bwrap";
        QVERIFY(!sandboxAvailable(options).available);
        const auto device = makeSandboxDevice(options);
        QVERIFY(device->info().unusableReason.find("bubblewrap") != std::string::npos);
    }

    void aBubblewrapThatRefusesIsQuoted()
    {
        const QTemporaryDir folder;
        const QString fake = folder.filePath("bwrap");
        QFile file(fake);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n");
        file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        file.close();
        SandboxOptions options;
        options.bwrap = fake.toStdString();
        options.worker = XPU_BIN_DIR "/xpu-worker";
        const Availability here = sandboxAvailable(options);
        QVERIFY(!here.available);
        QVERIFY(here.reason.find("No permissions to create new namespace") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(SandboxPartsTest)
#include "sandbox_parts_test.moc"
