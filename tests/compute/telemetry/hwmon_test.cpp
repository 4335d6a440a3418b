#include "compute/telemetry/sources.h"

#include <QFile>
#include <QTest>

#include <unistd.h>

#include <map>

using namespace xpu;
using namespace xpu::telemetry;

namespace {

std::map<std::string, Sample> readAll(TelemetrySource& source)
{
    const std::vector<SensorInfo> sensors = source.sensors();
    std::vector<Sample> samples;
    source.read(Seconds(0), samples);
    std::map<std::string, Sample> all;
    for (std::size_t i = 0; i < sensors.size() && i < samples.size(); ++i)
        all[sensors[i].id] = samples[i];
    return all;
}

} // namespace

class HwmonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void chipsAreKnownByNameAndDevice()
    {
        const SourcePtr source = makeHwmonSource();
        const auto all = readAll(*source);
        QCOMPARE(all.size(), std::size_t{3}); // voltages are not shown
        QCOMPARE(all.at("hwmon.coretemp-isa-0000.temp1").value, 47.5);
        QCOMPARE(all.at("hwmon.acmefan-isa-0290.fan1").value, 1450.0);
        QCOMPARE(all.at("hwmon.acmefan-isa-0290.power1").value, 123.0);
        for (const auto& [id, sample] : all)
            QCOMPARE(sample.quality, Quality::Measured);
        const std::vector<SensorInfo> sensors = source->sensors();
        for (const SensorInfo& s : sensors) {
            QCOMPARE(s.source, std::string("libsensors"));
            if (s.id == "hwmon.coretemp-isa-0000.temp1") {
                QCOMPARE(s.unit, Unit::Celsius);
                QVERIFY(s.name.find("Package") != std::string::npos);
            }
        }
    }

    void aChipThatStopsAnsweringLeavesAGap()
    {
        const SourcePtr source = makeHwmonSource();
        const std::vector<SensorInfo> sensors = source->sensors();
        const QString file = qEnvironmentVariable("UMOCKDEV_DIR")
                             + "/sys/devices/platform/acmefan.656/hwmon/hwmon7/fan1_input";
        QVERIFY(QFile::rename(file, file + ".away"));
        std::vector<Sample> samples;
        source->read(Seconds(1), samples);
        QVERIFY(QFile::rename(file + ".away", file));
        QCOMPARE(samples.size(), sensors.size());
        for (std::size_t i = 0; i < sensors.size(); ++i)
            QCOMPARE(samples[i].quality == Quality::Unavailable,
                     sensors[i].id == "hwmon.acmefan-isa-0290.fan1");
    }
};

/// Starts itself again on the machine that umockdev plays.
int main(int argc, char** argv)
{
    HwmonTest test;
    if (qEnvironmentVariableIsSet("UMOCKDEV_DIR"))
        return QTest::qExec(&test, argc, argv);
    const QString run = qEnvironmentVariable("XPU_UMOCKDEV_RUN");
    if (run.isEmpty()) {
        std::puts("SKIP: umockdev-run is not installed");
        return 0;
    }
    ::execl(qPrintable(run), qPrintable(run), "--device",
            XPU_SOURCE_DIR "/tests/compute/telemetry/two_chips.umockdev", "--", argv[0], nullptr);
    std::perror("umockdev-run");
    return 1;
}

#include "hwmon_test.moc"
