#include "compute/posix/unique_fd.h"
#include "tests/compute/sandbox/command_bench.h"
#include "tests/support/spawned_program.h"

#include <QCryptographicHash>
#include <QTest>

#include <netinet/in.h>
#include <sys/socket.h>

using namespace xpu;
using namespace xpu::sandbox;

namespace {

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

std::string said(const Completion& done) { return done.error ? done.error->message : ""; }

/// A port of this machine that accepts connections.
class Listener {
public:
    Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), size) == 0
            && ::listen(socket_.get(), 8) == 0
            && ::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0)
            port_ = ntohs(address.sin_port);
    }
    int port() const { return port_; }

private:
    UniqueFd socket_;
    int port_ = 0;
};

/// Started by the test as a program of its own, to be killed.
int holdACommand(const char* marker)
{
    CommandBench bench;
    bench.wait(bench.submit(bench.shell(
        ("echo up >&2; setsid sleep " + std::string(marker) + " & sleep " + marker).c_str())));
    return 0;
}

} // namespace

class SandboxTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        SandboxOptions options;
        options.worker = XPU_BIN_DIR "/xpu-worker";
        const Availability here = sandboxAvailable(options);
        if (!here.available)
            QSKIP(here.reason.c_str());
    }

    void runsACommandAndMeasuresIt()
    {
        CommandBench bench;
        const Completion done =
            bench.run(bench.shell("i=0; while [ $i -lt 30000 ]; do i=$((i+1)); done; echo made"));
        QCOMPARE(said(done), std::string());
        QCOMPARE(done.exitStatus.value(), 0);
        QVERIFY(done.cpuTime.value() > Seconds(0));
        QVERIFY(done.cpuTime.value() <= 8 * done.run);
        QVERIFY(done.peakMemory.value() > 100_KiB);
        QCOMPARE(bench.log(), QByteArray("made\n"));
        QVERIFY(bench.device->usage().busy >= done.run * 0.5);
    }

    void countsTheTimeOfProcessesNobodyWaitedFor()
    {
        CommandBench bench;
        // The busy grandchild is given to pid 1 when its parent ends.
        const Completion done = bench.run(bench.shell(
            "(bash -c 'i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done; touch ended' &) ; "
            "while [ ! -e ended ]; do sleep 0.01; done"));
        const Completion idle = bench.run(bench.shell("true"));
        QCOMPARE(said(done), std::string());
        QVERIFY(done.cpuTime.value() > 3 * idle.cpuTime.value());
    }

    void exitStatusCarriesTheLastLines()
    {
        CommandBench bench;
        const Completion done = bench.run(
            bench.shell("for i in $(seq 40); do echo line $i; done; echo bad >&2; exit 3"));
        QVERIFY(done.error);
        QCOMPARE(done.error->code, Errc::ExitStatus);
        QCOMPARE(done.exitStatus.value(), 3);
        QVERIFY(said(done).starts_with("exit status 3\n"));
        QVERIFY(said(done).ends_with("line 40\nbad"));
        QVERIFY(!contains(said(done), "line 20\n"));
    }

    void aMissingProgramIsNamed()
    {
        CommandBench bench;
        CommandWork work = bench.shell("");
        work.argv = {"no-such-program-here"};
        const Completion done = bench.run(work);
        QCOMPARE(done.error.value().code, Errc::NotFound);
        QVERIFY(contains(said(done), "no-such-program-here"));
    }

    void theEnvironmentIsAnAllowList()
    {
        qputenv("XPU_TEST_SECRET", "do-not-tell");
        CommandBench bench;
        CommandWork work = bench.shell("env; pwd");
        work.env = {{"XPU_SIGMA", "1.5"}};
        QCOMPARE(said(bench.run(work)), std::string());
        QVERIFY(!bench.log().contains("do-not-tell"));
        QVERIFY(bench.log().contains("XPU_SIGMA=1.5\n"));
        QVERIFY(bench.log().contains("PATH=/usr/local/bin:"));
        QVERIFY(bench.log().endsWith(bench.folder.path().toUtf8() + "\n"));
    }

    void keysOfTheHomeFolderAreInvisible()
    {
        const QTemporaryDir home;
        CommandBench::write(home.filePath(".ssh/id_ed25519"), "PRIVATE");
        qputenv("HOME", home.path().toUtf8());
        CommandBench bench;
        CommandWork work = bench.shell("cat $SECRET; echo x > $SECRET; ls $(dirname $SECRET)");
        work.env = {{"SECRET", home.filePath(".ssh/id_ed25519").toStdString()}};
        QVERIFY(bench.run(work).error);
        QVERIFY(!bench.log().contains("PRIVATE"));
        QCOMPARE(CommandBench::read(home.filePath(".ssh/id_ed25519")), QByteArray("PRIVATE"));
    }

    void aTaskInTheHomeFolderItselfSeesNoKeysAndWritesNoLoginScript()
    {
        CommandBench bench;
        const QString home = bench.folder.path();
        qputenv("HOME", home.toUtf8());
        CommandBench::write(home + "/.ssh/id_ed25519", "PRIVATE");
        CommandBench::write(home + "/.bashrc", "# mine\n");
        bench.run(bench.shell("cat .ssh/*; echo k > .ssh/authorized_keys; echo evil >> .bashrc; "
                              "mv .bashrc away; echo ok > result"));
        QVERIFY(!bench.log().contains("PRIVATE"));
        QVERIFY(!QFile::exists(home + "/.ssh/authorized_keys"));
        QCOMPARE(CommandBench::read(home + "/.bashrc"), QByteArray("# mine\n"));
        QCOMPARE(CommandBench::read(home + "/result"), QByteArray("ok\n"));
    }

    void hiddenFoldersStayHiddenBeneathTheTaskFolder()
    {
        const QTemporaryDir outer;
        CommandBench::write(outer.filePath("task/data/xpu.sqlite"), "approvals");
        SandboxOptions options;
        options.hidden = {outer.filePath("task/data").toStdString()};
        CommandBench bench(options);
        CommandWork work = bench.shell("cat data/xpu.sqlite; rm -f data/xpu.sqlite; ls");
        work.folder = outer.filePath("task").toStdString();
        bench.run(work);
        QVERIFY(!bench.log().contains("approvals"));
        QCOMPARE(CommandBench::read(outer.filePath("task/data/xpu.sqlite")),
                 QByteArray("approvals"));
    }

    void writesOutsideItsFoldersFail()
    {
        const QTemporaryDir other;
        CommandBench::write(other.filePath("kept"), "kept");
        CommandBench bench;
        // Kernel settings are written with their own value: a hole must not hurt the machine.
        CommandWork work = bench.shell(
            "for f in /usr/bin/xpu-evil /etc/xpu-evil $OTHER; do echo x > $f && echo hole; done;"
            "for f in /proc/sys/kernel/core_pattern /proc/sys/vm/swappiness; do "
            "v=$(cat $f); echo $v > $f && echo hole; done;"
            "(: > /proc/sysrq-trigger) && echo hole; echo end");
        work.env = {{"OTHER", other.filePath("kept").toStdString()}};
        bench.run(work);
        QVERIFY2(!bench.log().contains("hole"), bench.log());
        QVERIFY(bench.log().endsWith("end\n"));
        QVERIFY(!QFile::exists("/usr/bin/xpu-evil"));
        QVERIFY(!QFile::exists("/etc/xpu-evil"));
        QCOMPARE(CommandBench::read(other.filePath("kept")), QByteArray("kept"));
    }

    void grantedFoldersAreWritable()
    {
        const QTemporaryDir granted;
        CommandBench bench;
        CommandWork work = bench.shell("echo there > $GRANTED/file");
        work.grantedFolders = {granted.path().toStdString()};
        work.env = {{"GRANTED", granted.path().toStdString()}};
        QCOMPARE(said(bench.run(work)), std::string());
        QCOMPARE(CommandBench::read(granted.filePath("file")), QByteArray("there\n"));
    }

    void systemFoldersAreNeverGiven()
    {
        CommandBench bench;
        for (const char* folder : {"/", "/etc", "/usr/lib", "/proc/self", "/dev"}) {
            CommandWork work = bench.shell("true");
            work.folder = folder;
            QCOMPARE(bench.run(work).error.value().code, Errc::Permission);
        }
    }

    void theNetworkIsOffUnlessGranted()
    {
        const Listener server;
        QVERIFY(server.port() != 0);
        CommandBench bench;
        CommandWork work = bench.shell("exec 3<>/dev/tcp/127.0.0.1/$PORT && echo connected");
        work.env = {{"PORT", std::to_string(server.port())}};
        QVERIFY(bench.run(work).error);
        QVERIFY(!bench.log().contains("connected"));
        work.network = true;
        QCOMPARE(said(bench.run(work)), std::string());
        QVERIFY(bench.log().contains("connected"));
    }

    void tooManyProcessesEndTheCommand()
    {
        SandboxOptions options;
        options.maxProcesses = 64;
        CommandBench bench(options);
        // Bounded on purpose: were the limit gone, this must not take the machine with it.
        const Completion done =
            bench.run(bench.shell("for i in $(seq 300); do sleep 98760.25 & done; echo all; wait"));
        QVERIFY2(contains(said(done), "too many processes"), said(done).c_str());
        QCOMPARE(processesWith("98760.25"), 0);
    }

    void childrenThatLeftTheirSessionEndWithTheStep()
    {
        CommandBench bench;
        const Completion done = bench.run(
            bench.shell("setsid sleep 98761.25 & setsid nohup sleep 98761.25 & sleep 0.05"));
        QCOMPARE(said(done), std::string());
        QCOMPARE(processesWith("98761.25"), 0);
    }

    void theTimeoutEndsEverything()
    {
        CommandBench bench;
        CommandWork work =
            bench.shell("trap '' TERM INT HUP; echo begun; setsid sleep 98762.25 & sleep 98762.25");
        work.timeout = Seconds(0.3);
        const Completion done = bench.run(work);
        QCOMPARE(done.error.value().code, Errc::Timeout);
        QVERIFY(contains(said(done), "0.3 s"));
        QVERIFY(done.cpuTime.has_value());
        QCOMPARE(processesWith("98762.25"), 0);
    }

    void cancelEndsEverything()
    {
        CommandBench bench;
        CommandWork work = bench.shell("echo 10%; setsid sleep 98763.25 & sleep 98763.25");
        work.progressRegex = "([0-9]+)%";
        const LaunchId id = bench.submit(work);
        bench.waitForProgress();
        bench.device->cancel(id);
        QCOMPARE(bench.wait(id).error.value().code, Errc::Cancelled);
        QCOMPARE(processesWith("98763.25"), 0);
    }

    void theDestructorEndsWhatRuns()
    {
        {
            CommandBench bench;
            CommandWork work = bench.shell("echo 10%; sleep 98764.25");
            work.progressRegex = "([0-9]+)%";
            bench.submit(work);
            bench.waitForProgress();
        }
        QCOMPARE(processesWith("98764.25"), 0);
    }

    void aKilledProgramLeavesNoCommandBehind()
    {
        test::SpawnedProgram program(QCoreApplication::applicationFilePath().toStdString(),
                                     {"--hold", "98765.25"});
        QVERIFY(program.started());
        // The marker is in the holder's own arguments, too.
        QTRY_VERIFY_WITH_TIMEOUT(processesWith("98765.25") >= 4, 60000);
        program.kill();
        QTRY_COMPARE_WITH_TIMEOUT(processesWith("98765.25"), 0, 60000);
    }

    void severalCommandsRunAtOnce()
    {
        CommandBench bench;
        std::vector<LaunchId> ids;
        for (int i = 0; i < 4; ++i) {
            CommandWork work = bench.shell("touch at$N; for k in 0 1 2 3; do "
                                           "while [ ! -e at$k ]; do sleep 0.02; done; done");
            work.env = {{"N", std::to_string(i)}};
            work.logPath.clear();
            ids.push_back(bench.submit(work));
        }
        for (const LaunchId id : ids)
            QCOMPARE(said(bench.wait(id)), std::string());
    }

    void progressIsReportedWhileItRuns()
    {
        CommandBench bench;
        CommandWork work = bench.shell("printf '5%%\\r50%%\\rnoise\\n200%%\\n100%%\\n'");
        work.progressRegex = "(\\d+)%";
        QCOMPARE(said(bench.run(work)), std::string());
        QVERIFY(!bench.progress.empty());
        QCOMPARE(bench.progress.back(), 100.0);
        QVERIFY(bench.log().contains("noise"));
    }

    void temporariesBecomeTheDeclaredOutputs()
    {
        CommandBench bench;
        CommandWork work = bench.shell("echo new > .t1; echo direct > b.txt");
        CommandBench::write(bench.folder.filePath("a.txt"), "old");
        work.outputs = {{bench.path("a.txt"), bench.path(".t1")},
                        {bench.path("b.txt"), bench.path(".t2")}};
        QCOMPARE(said(bench.run(work)), std::string());
        QCOMPARE(CommandBench::read(bench.folder.filePath("a.txt")), QByteArray("new\n"));
        QCOMPARE(CommandBench::read(bench.folder.filePath("b.txt")), QByteArray("direct\n"));
        QVERIFY(!QFile::exists(bench.folder.filePath(".t1")));
    }

    void aFailedCommandLeavesNoHalfOutput()
    {
        CommandBench bench;
        CommandBench::write(bench.folder.filePath("a.txt"), "old");
        CommandWork work = bench.shell("echo half > .t1; exit 1");
        work.outputs = {{bench.path("a.txt"), bench.path(".t1")}};
        QVERIFY(bench.run(work).error);
        QCOMPARE(CommandBench::read(bench.folder.filePath("a.txt")), QByteArray("old"));
        QVERIFY(!QFile::exists(bench.folder.filePath(".t1")));
    }

    void aTemporaryOfAnEarlierRunIsNotTaken()
    {
        CommandBench bench;
        CommandBench::write(bench.folder.filePath(".t1"), "half of long ago");
        CommandWork work = bench.shell("true");
        work.outputs = {{bench.path("a.txt"), bench.path(".t1")}};
        QCOMPARE(bench.run(work).error.value().code, Errc::NotFound);
        QVERIFY(!QFile::exists(bench.folder.filePath("a.txt")));
    }

    void linksAreNoOutputs()
    {
        CommandBench bench;
        const QTemporaryDir other;
        CommandWork work = bench.shell("ln -s /etc/passwd .t1");
        work.outputs = {{bench.path("a.txt"), bench.path(".t1")}};
        QCOMPARE(bench.run(work).error.value().errorCode, std::string("E307"));
        work = bench.shell("rmdir sub; ln -s $OTHER sub");
        work.env = {{"OTHER", other.path().toStdString()}};
        CommandBench::write(other.filePath("x"), "elsewhere");
        work.outputs = {{bench.path("sub/x"), bench.path("sub/.t")}};
        QCOMPARE(bench.run(work).error.value().errorCode, std::string("E307"));
    }

    void aChangedScriptIsNotRun()
    {
        CommandBench bench;
        CommandBench::write(bench.folder.filePath("s.sh"), "touch ran\n");
        CommandWork work = bench.shell("bash ./s.sh");
        work.pinnedDigests = {{bench.path("s.sh"), std::string(64, '0')}};
        const Completion done = bench.run(work);
        QCOMPARE(done.error.value().errorCode, std::string("E701"));
        QVERIFY(!QFile::exists(bench.folder.filePath("ran")));
    }

    void theBytesThatWereHashedAreTheBytesThatRun()
    {
        CommandBench bench;
        const QByteArray script = "echo approved\n";
        CommandBench::write(bench.folder.filePath("s.sh"), script);
        // The file outside is replaced after the hash was taken, before the script is read.
        CommandWork work = bench.shell("echo go%; while [ ! -e go ]; do sleep 0.02; done; "
                                       "echo evil > s.sh; bash ./s.sh");
        work.pinnedDigests = {
            {bench.path("s.sh"),
             QCryptographicHash::hash(script, QCryptographicHash::Sha256).toHex().toStdString()}};
        work.progressRegex = "go(.*)";
        const LaunchId id = bench.submit(work);
        QTRY_VERIFY_WITH_TIMEOUT(bench.log().contains("go%"), 60000);
        CommandBench::write(bench.folder.filePath("s.sh"), "echo swapped\n");
        CommandBench::write(bench.folder.filePath("go"), "");
        QCOMPARE(said(bench.wait(id)), std::string());
        QVERIFY(bench.log().endsWith("approved\n"));
        QCOMPARE(CommandBench::read(bench.folder.filePath("s.sh")), QByteArray("echo swapped\n"));
    }

    void theMemoryLimitHolds()
    {
        CommandBench bench;
        CommandWork work = bench.shell("head -c 400M /dev/zero | tail -c 400M | wc -c");
        work.argv[2] = "set -o pipefail; " + work.argv[2];
        work.memoryLimit = 100_MiB;
        const Completion done = bench.run(work);
        QVERIFY(done.error);
        QVERIFY(done.peakMemory.value() < 150_MiB);
    }

    void limitsAddUpOverProcesses()
    {
        CommandBench bench;
        CommandWork work = bench.shell(
            "hold() { head -c 60M /dev/zero | (tail -c 60M; sleep 98766) > /dev/null; };"
            "for i in 1 2 3 4 5 6; do perl -e '$x = \"a\" x 60000000; sleep 98766' & done;"
            "wait");
        work.memoryLimit = 150_MiB;
        const Completion done = bench.run(work);
        QCOMPARE(done.error.value().code, Errc::OutOfMemory);
    }

    void theLogIsBounded()
    {
        SandboxOptions options;
        options.logLimit = 1000;
        CommandBench bench(options);
        QCOMPARE(said(bench.run(bench.shell("head -c 5000000 /dev/zero | tr '\\0' x"))),
                 std::string());
        QVERIFY(bench.log().startsWith(QByteArray(1000, 'x') + "\n["));
        QVERIFY(bench.log().contains("4999000 further bytes"));
        QVERIFY(bench.log().size() < 1200);
    }

    void theRunnerCannotBeReachedByItsCommand()
    {
        CommandBench bench;
        bench.run(bench.shell("kill -9 1; readlink /proc/1/fd/3 && echo seen; "
                              "echo 'ended 0 0 0 0' > /proc/1/fd/3 && echo seen; "
                              "cat /proc/1/environ && echo seen; "
                              "for fd in 3 4 5 6; do [ -e /proc/self/fd/$fd ] && echo seen; done; "
                              "cat /proc/self/oom_score_adj; echo alive"));
        QVERIFY2(!bench.log().contains("seen"), bench.log());
        QVERIFY2(bench.log().endsWith("500\nalive\n"), bench.log());
    }

    void aLaunchWithoutWorkCompletes()
    {
        CommandBench bench;
        Launch launch;
        launch.id = LaunchId(7);
        bench.device->submit(std::move(launch));
        QVERIFY(!bench.wait(LaunchId(7)).error);
    }
};

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    if (argc == 3 && std::string_view(argv[1]) == "--hold")
        return holdACommand(argv[2]);
    SandboxTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "sandbox_test.moc"
