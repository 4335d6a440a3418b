#include "core/sim/machine.h"

#include <QTest>

using namespace xpu;
using namespace xpu::sim;

/// Reading the description of a machine.
class MachineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKeyReachesItsField();
    void mistakesAreNamedWithTheirLine_data();
    void mistakesAreNamedWithTheirLine();
    void aMissingFileIsSaid();
};

void MachineTest::everyKeyReachesItsField()
{
    const auto machine = parseMachine(R"(machine = 1
name = "m"
memory = "8 GiB"
disk_read_gb_s = 2
disk_write_gb_s = 1
disk_sync_ms = 4
command_s = 3
command_noise = 0.1
[[device]]
id = "gpu:0"
class = "gpu"
name = "card"
memory = "4 GiB"
threads = 2
gflops = 1000
bandwidth_gb_s = 100
link_gb_s = 10
link_latency_us = 20
launch_latency_us = 7
prepare_ms = 5
idle_w = 3
max_w = 30
noise = 0.2
failing = 0.5
efficiency = 0.25
lacks = ["gemm", "scan"]
)");
    QVERIFY2(machine, machine ? "" : machine.error().context.c_str());
    QVERIFY(machine->name == "m" && machine->hostMemory == 8_GiB);
    QVERIFY(machine->diskRead == 2e9 && machine->diskWrite == 1e9);
    QVERIFY(machine->diskSync == Seconds(4e-3));
    QVERIFY(machine->command == Seconds(3) && machine->commandNoise == 0.1);
    QCOMPARE(machine->devices.size(), std::size_t{1});
    const DeviceSpec& gpu = machine->devices[0];
    QVERIFY(gpu.info.id == "gpu:0" && gpu.info.driver == "gpu" && gpu.info.friendlyName == "card");
    QVERIFY(gpu.info.kind == DeviceClass::Gpu && gpu.info.label == "simulated");
    QVERIFY(gpu.info.memory == 4_GiB && gpu.info.threads == 2 && !gpu.info.sharesHostMemory);
    QVERIFY(gpu.info.peakFlops == 1e12 && gpu.info.peakBandwidth == 1e11);
    QVERIFY(gpu.info.idlePower == Watts(3) && gpu.info.maxPower == Watts(30));
    QVERIFY(gpu.linkRate == 1e10 && qFuzzyCompare(gpu.linkLatency.count(), 20e-6));
    QVERIFY(qFuzzyCompare(gpu.launchLatency.count(), 7e-6) && gpu.prepare == Seconds(5e-3));
    QVERIFY(gpu.noise == 0.2 && gpu.failing == 0.5 && gpu.efficiency == 0.25);
    QVERIFY(gpu.lacks == (std::set<std::string>{"gemm", "scan"}));
}

void MachineTest::mistakesAreNamedWithTheirLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    const QString head = "machine = 1\n[[device]]\nid = \"cpu\"\n";
    QTest::newRow("nothing") << ""
                             << "machine = 1";
    QTest::newRow("another version") << "machine = 2\n[[device]]\nid = \"a\""
                                     << "machine = 1";
    QTest::newRow("no device") << "machine = 1\n"
                               << "at least one [[device]]";
    QTest::newRow("device is a number") << "machine = 1\ndevice = 3"
                                        << "at least one [[device]]";
    QTest::newRow("list of numbers") << "machine = 1\ndevice = [3]"
                                     << "line 2: write [[device]]";
    QTest::newRow("not TOML") << "machine = = 1"
                              << "line 1";
    QTest::newRow("unknown key") << head + "speed = 4"
                                 << "line 4: unknown key 'speed'";
    QTest::newRow("unknown key above") << "machine = 1\nram = 3\n[[device]]\nid = \"a\""
                                       << "line 2: unknown key 'ram'";
    QTest::newRow("no id") << "machine = 1\n[[device]]\nclass = \"gpu\""
                           << "needs an id";
    QTest::newRow("same id") << head + "[[device]]\nid = \"cpu\""
                             << "'cpu' is taken";
    QTest::newRow("host") << "machine = 1\n[[device]]\nid = \"host\""
                          << "'host' is taken";
    QTest::newRow("class") << head + "class = \"tpu\""
                           << "class is one of";
    QTest::newRow("type") << head + "gflops = \"many\""
                          << "line 4: gflops is a number";
    QTest::newRow("range") << head + "failing = 1.5"
                           << "from 0 to 1";
    QTest::newRow("not a number") << head + "noise = nan"
                                  << "line 4: noise";
    QTest::newRow("size") << head + "memory = 4"
                          << "line 4: memory is a size";
    QTest::newRow("unit") << head + "memory = \"4 parsec\""
                          << "line 4: memory is a size";
    QTest::newRow("list") << head + "lacks = [1]"
                          << "lacks is a list of texts";
}

void MachineTest::mistakesAreNamedWithTheirLine()
{
    QFETCH(QString, text);
    QFETCH(QString, said);
    const auto machine = parseMachine(text.toStdString());
    QVERIFY(!machine);
    QVERIFY(machine.error().code == Errc::InvalidInput);
    QVERIFY2(machine.error().context.find(said.toStdString()) != std::string::npos,
             machine.error().context.c_str());
}

void MachineTest::aMissingFileIsSaid()
{
    const auto machine = readMachine("/no/such/machine.toml");
    QVERIFY(!machine && machine.error().code == Errc::NotFound);
}

QTEST_APPLESS_MAIN(MachineTest)
#include "machine_test.moc"
