#include "compute/telemetry/sources.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace xpu;
using namespace xpu::telemetry;

namespace {

/// A machine made of files.
class FakeRoot {
public:
    /// Written in place: the sources keep their files open, as with the kernel's.
    void write(const QString& path, const QByteArray& content) const
    {
        const QString full = folder_.filePath(path);
        QDir().mkpath(QFileInfo(full).path());
        QFile file(full);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    void stat(const QByteArray& content) const { write("proc/stat", content); }
    std::string path() const { return folder_.path().toStdString(); }

private:
    QTemporaryDir folder_;
};

std::vector<Sample> read(TelemetrySource& source, double now)
{
    std::vector<Sample> samples;
    source.read(Seconds(now), samples);
    return samples;
}

std::vector<std::string> idsOf(TelemetrySource& source)
{
    std::vector<std::string> ids;
    for (const SensorInfo& s : source.sensors())
        ids.push_back(s.id);
    return ids;
}

class FakeDevice final : public Device {
public:
    explicit FakeDevice(const char* id)
    {
        info_.id = id;
        info_.driver = id;
        info_.memory = 1_GiB;
        info_.idlePower = Watts(10);
        info_.maxPower = Watts(50);
    }
    const DeviceInfo& info() const override { return info_; }
    std::string whyNot(const OperatorInfo& /*op*/, std::span<const PortSpec> /*inputs*/,
                       const Params& /*params*/) const override
    {
        return {};
    }
    void start(CompletionSink /*sink*/) override {}
    void submit(Launch /*launch*/) override {}
    void cancel(LaunchId /*id*/) override {}
    DeviceUsage usage() const override { return now; }
    void setThreadBudget(int /*threads*/) override {}

    DeviceUsage now;

private:
    DeviceInfo info_;
};

std::shared_ptr<std::optional<double>> noShare()
{
    return std::make_shared<std::optional<double>>();
}

} // namespace

class TelemetrySourcesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cpuUseIsTheBusyShareOfTheInterval()
    {
        const FakeRoot root;
        root.stat("cpu  100 0 100 800 0 0 0 0 0 0\ncpu0 50 0 50 400 0 0 0 0 0 0\n"
                  "cpu1 50 0 50 400 0 0 0 0 0 0\nintr 5\n");
        const auto share = noShare();
        const SourcePtr source = makeCpuSource(root.path(), share);
        QCOMPARE(idsOf(*source), (std::vector<std::string>{"cpu.total", "cpu.core0", "cpu.core1"}));
        QCOMPARE(read(*source, 0)[0].quality, Quality::Unavailable);
        QVERIFY(!*share);
        // 30 busy of 100 in all; core 0 all busy, core 1 not at all.
        root.stat("cpu  120 5 105 870 0 0 0 0 0 0\ncpu0 60 0 50 400 0 0 0 0 0 0\n"
                  "cpu1 50 0 50 440 30 0 0 0 0 0\nintr 5\n");
        const std::vector<Sample> now = read(*source, 1);
        QCOMPARE(now[0].value, 30.0);
        QCOMPARE(now[1].value, 100.0);
        QCOMPARE(now[2].value, 0.0);
        QCOMPARE(share->value(), 0.3);
    }

    void guestTimeIsNotCountedTwice()
    {
        const FakeRoot root;
        root.stat("cpu  0 0 0 0 0 0 0 0 0 0\n");
        const SourcePtr source = makeCpuSource(root.path(), noShare());
        source->sensors();
        read(*source, 0);
        root.stat("cpu  50 0 0 50 0 0 0 0 50 0\n"); // user already holds the guest's 50
        QCOMPARE(read(*source, 1)[0].value, 50.0);
    }

    void countersThatGoBackCountAsStanding()
    {
        const FakeRoot root;
        root.stat("cpu  100 0 0 100 500 0 0 0 0 0\n");
        const SourcePtr source = makeCpuSource(root.path(), noShare());
        source->sensors();
        read(*source, 0);
        root.stat("cpu  125 0 0 175 200 0 0 0 0 0\n"); // iowait lost 300
        QCOMPARE(read(*source, 1)[0].value, 25.0);
    }

    void twoReadingsWithinOneTickKeepTheShare()
    {
        const FakeRoot root;
        root.stat("cpu  0 0 0 0 0 0 0 0 0 0\n");
        const SourcePtr source = makeCpuSource(root.path(), noShare());
        source->sensors();
        read(*source, 0);
        root.stat("cpu  40 0 0 60 0 0 0 0 0 0\n");
        read(*source, 1);
        QCOMPARE(read(*source, 1.001)[0].value, 40.0);
    }

    void anUnpluggedCoreLeavesAGap()
    {
        const FakeRoot root;
        root.stat("cpu  0 0 0 0 0 0 0 0\ncpu0 0 0 0 0 0 0 0 0\ncpu1 0 0 0 0 0 0 0 0\n");
        const SourcePtr source = makeCpuSource(root.path(), noShare());
        source->sensors();
        read(*source, 0);
        root.stat("cpu  10 0 0 10 0 0 0 0\ncpu0 10 0 0 10 0 0 0 0\n");
        const std::vector<Sample> now = read(*source, 1);
        QCOMPARE(now.size(), std::size_t{3});
        QCOMPARE(now[1].value, 50.0);
        QCOMPARE(now[2].quality, Quality::Unavailable);
    }

    void coresAreInNumericalOrder()
    {
        const FakeRoot root;
        QByteArray text = "cpu  0 0 0 0 0 0 0 0\n";
        for (int i = 0; i < 12; ++i)
            text += "cpu" + QByteArray::number(i) + " 0 0 0 0 0 0 0 0\n";
        root.stat(text);
        const SourcePtr source = makeCpuSource(root.path(), noShare());
        QCOMPARE(idsOf(*source).at(3), std::string("cpu.core2"));
        QCOMPARE(idsOf(*source).at(11), std::string("cpu.core10"));
    }

    void memoryInUseIsWhatIsNotAvailable()
    {
        const FakeRoot root;
        root.write("proc/meminfo", "MemTotal:     1000 kB\nMemFree:       10 kB\n"
                                   "MemAvailable:  400 kB\nSwapTotal: 50 kB\nSwapFree: 50 kB\n");
        root.write("proc/self/statm", "100 25 10 1 0 1 0\n");
        const SourcePtr source = makeMemorySource(root.path());
        QCOMPARE(source->sensors()[0].max, 1024.0 * 1000);
        const std::vector<Sample> now = read(*source, 0);
        QCOMPARE(now[0].value, 1024.0 * 600);
        QCOMPARE(now[1].value, 0.0);
        QCOMPARE(now[2].value, 25.0 * double(sysconf(_SC_PAGESIZE)));
    }

    void aMeminfoWithoutTheLineGivesAGapNotAZero()
    {
        const FakeRoot root;
        root.write("proc/meminfo", "MemTotal: 1000 kB\nMemAvailable: garbage\n");
        const SourcePtr source = makeMemorySource(root.path());
        for (const Sample& s : read(*source, 0))
            QCOMPARE(s.quality, Quality::Unavailable);
    }

    void pressureIsReadPerResource()
    {
        const FakeRoot root;
        root.write("proc/pressure/cpu", "some avg10=12.50 avg60=3.00 avg300=1.00 total=99\n"
                                        "full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n");
        root.write("proc/pressure/io", "some avg10=1.25 avg60=0 avg300=0 total=5\n");
        const SourcePtr source = makePressureSource(root.path());
        QCOMPARE(idsOf(*source), (std::vector<std::string>{"psi.cpu.some10", "psi.cpu.full10",
                                                           "psi.io.some10", "psi.io.full10"}));
        const std::vector<Sample> now = read(*source, 0);
        QCOMPARE(now[0].value, 12.5);
        QCOMPARE(now[1].value, 0.0);
        QCOMPARE(now[1].quality, Quality::Measured);
        QCOMPARE(now[2].value, 1.25);
        QCOMPARE(now[3].quality, Quality::Unavailable); // this kernel has no such line
    }

    void frequenciesAreHertz()
    {
        const FakeRoot root;
        const QString base = "sys/devices/system/cpu/cpufreq/";
        root.write(base + "policy0/scaling_cur_freq", "1000000\n");
        root.write(base + "policy0/cpuinfo_max_freq", "4000000\n");
        root.write(base + "policy10/scaling_cur_freq", "3000000\n");
        root.write(base + "policy2/scaling_cur_freq", "2000000\n");
        root.write(base + "schedutil/rate_limit_us", "5\n");
        const SourcePtr source = makeFrequencySource(root.path());
        QCOMPARE(idsOf(*source), (std::vector<std::string>{"cpu.freq.policy0", "cpu.freq.policy2",
                                                           "cpu.freq.policy10", "cpu.freq"}));
        const std::vector<Sample> now = read(*source, 0);
        QCOMPARE(now[0].value, 1e9);
        QCOMPARE(now[3].value, 2e9);
        QCOMPARE(now[3].quality, Quality::Derived);
        QCOMPARE(source->sensors()[0].max, 4e9);
    }

    void packageEnergyBecomesPowerAcrossTheWrap()
    {
        const FakeRoot root;
        const QString base = "sys/class/powercap/";
        for (const char* zone : {"intel-rapl:0/", "intel-rapl-mmio:0/"}) {
            root.write(base + zone + "name", "package-0\n");
            root.write(base + zone + "energy_uj", "900000000\n");
            root.write(base + zone + "max_energy_range_uj", "1000000000\n");
        }
        root.write(base + "intel-rapl:0:0/name", "core\n");
        root.write(base + "intel-rapl:0:0/energy_uj", "5\n");
        root.write(base + "intel-rapl:1/name", "psys\n");
        root.write(base + "intel-rapl:1/energy_uj", "5\n");
        const SourcePtr source = makeRaplSource(root.path());
        QCOMPARE(idsOf(*source), std::vector<std::string>{"power.package-0"});
        QCOMPARE(read(*source, 10)[0].quality, Quality::Unavailable);
        root.write(base + "intel-rapl:0/energy_uj", "940000000\n");
        QCOMPARE(read(*source, 12)[0].value, 20.0);
        root.write(base + "intel-rapl:0/energy_uj", "20000000\n"); // wrapped: 60 + 20 J
        QCOMPARE(read(*source, 16)[0].value, 20.0);
        root.write(base + "intel-rapl:0/energy_uj", "");
        QCOMPARE(read(*source, 17)[0].quality, Quality::Unavailable);
    }

    void ownWorkOnDevices()
    {
        FakeDevice device("vulkan:0");
        const SourcePtr source = makeDeviceSource({&device});
        QCOMPARE(idsOf(*source), (std::vector<std::string>{"dev.vulkan:0.busy", "dev.vulkan:0.used",
                                                           "dev.vulkan:0.peak"}));
        device.now = {.used = 3_MiB, .reserved = {}, .peak = 5_MiB, .busy = Seconds(10)};
        QCOMPARE(read(*source, 100)[0].quality, Quality::Unavailable);
        device.now.busy = Seconds(10.5);
        std::vector<Sample> now = read(*source, 102);
        QCOMPARE(now[0].value, 25.0);
        QCOMPARE(now[1].value, 3.0 * 1024 * 1024);
        QCOMPARE(now[2].value, 5.0 * 1024 * 1024);
        device.now.busy = Seconds(20); // more than passed: clocks of two threads
        QCOMPARE(read(*source, 103)[0].value, 100.0);
    }

    void powerIsModelledAndSaysSo()
    {
        FakeDevice gpu("vulkan:0");
        FakeDevice cpu("cpu");
        const SourcePtr source =
            makeModelledPowerSource({&gpu, &cpu}, [] { return std::optional(0.25); });
        read(*source, 0);
        gpu.now.busy = Seconds(1);
        const std::vector<Sample> now = read(*source, 2);
        QCOMPARE(now[0].value, 30.0); // 10 + 40 x 0.5
        QCOMPARE(now[1].value, 20.0); // 10 + 40 x 0.25
        QCOMPARE(now[0].quality, Quality::Modelled);
        QCOMPARE(source->sensors()[0].source, std::string("model"));
    }

    void measuredPackagePowerReplacesTheModel()
    {
        FakeRoot root;
        root.stat("cpu  0 0 0 0 0 0 0 0\n");
        FakeDevice cpu("cpu");
        const auto hasModel = [&] {
            for (const SourcePtr& source : makeSources({root.path(), {&cpu}, {}}))
                for (const SensorInfo& s : source->sensors())
                    if (s.id == "dev.cpu.power")
                        return true;
            return false;
        };
        QVERIFY(hasModel());
        root.write("sys/class/powercap/intel-rapl:0/name", "package-0\n");
        root.write("sys/class/powercap/intel-rapl:0/energy_uj", "1\n");
        QVERIFY(!hasModel());
    }

    void noLatencyIsNotALatencyOfZero()
    {
        auto window = std::make_shared<LatencyWindow>();
        const SourcePtr source = makeLatencySource([&window] { return window; });
        for (const Sample& s : read(*source, 0))
            QCOMPARE(s.quality, Quality::Unavailable);
        window->count = 3;
        window->readyToStartP95 = Seconds(0.002);
        window->serviceP99 = Seconds(4);
        const std::vector<Sample> now = read(*source, 1);
        QCOMPARE(now[1].value, 0.002);
        QCOMPARE(now[5].value, 4.0);
    }

    void aMachineWithoutAnyFileGivesGapsOnly()
    {
        for (const SourcePtr& source : makeSources({"/nowhere", {}, {}})) {
            source->sensors();
            for (const Sample& s : read(*source, 0))
                QCOMPARE(s.quality, Quality::Unavailable);
        }
    }

    void thisMachineHasACpuAndMemory()
    {
        const SourcePtr cpu = makeCpuSource("", noShare());
        QVERIFY(cpu->sensors().size() >= 2);
        const SourcePtr memory = makeMemorySource("");
        const std::vector<Sample> now = read(*memory, 0);
        QVERIFY(now[0].value > 0 && now[0].value <= memory->sensors()[0].max);
        QVERIFY(now[2].value > 0);
    }
};

QTEST_APPLESS_MAIN(TelemetrySourcesTest)
#include "telemetry_sources_test.moc"
