#include "core/predict/fingerprint.h"
#include "core/predict/probe_list.h"
#include "tests/support/graph_maker.h"

#include <QTest>

using namespace xpu;

namespace {

DeviceInfo device(const std::string& id, DeviceClass kind)
{
    DeviceInfo info;
    info.id = id;
    info.driver = id.substr(0, id.find(':'));
    info.kind = kind;
    info.driverVersion = "22.3.6";
    return info;
}

std::vector<DeviceInfo> machine()
{
    return {device("host", DeviceClass::Host), device("cpu", DeviceClass::Cpu),
            device("vulkan:0", DeviceClass::Gpu), device("sandbox", DeviceClass::Cpu)};
}

PastProbe measuredAs(const WantedProbe& wanted, const std::vector<DeviceInfo>& devices)
{
    PastProbe probe;
    probe.run.operation = wanted.op->name;
    probe.run.device = fingerprintOf(devices[wanted.device.value]);
    probe.size = wanted.size;
    probe.tries = 1;
    probe.measured = true;
    return probe;
}

} // namespace

class ProbeListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksForThreeProbesOfEveryOperatorAndDeviceThatComputes()
    {
        const test::FakeCatalog catalog(true);
        const auto wanted = wantedProbes(catalog, machine(), {});
        QCOMPARE(wanted.size(), std::size_t(6)); // not of files, not of commands
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            QCOMPARE(wanted[i].device.value, static_cast<std::uint16_t>(i < 3 ? 1 : 2));
            QCOMPARE(wanted[i].size, static_cast<std::uint32_t>(i % 3));
        }
    }

    void probesAreMeasuredOncePerFingerprint()
    {
        const test::FakeCatalog catalog(true);
        std::vector<DeviceInfo> devices = machine();
        std::vector<PastProbe> past;
        for (const WantedProbe& wanted : wantedProbes(catalog, devices, {}))
            past.push_back(measuredAs(wanted, devices));
        QVERIFY(wantedProbes(catalog, devices, past).empty());

        devices[2].driverVersion = "23.1.0";
        const auto again = wantedProbes(catalog, devices, past);
        QCOMPARE(again.size(), std::size_t(3));
        QCOMPARE(again.front().device.value, std::uint16_t(2));

        devices[2].driverVersion = "22.3.6"; // back again: those figures still hold
        QVERIFY(wantedProbes(catalog, devices, past).empty());
        devices[2].friendlyName = "another card";
        QCOMPARE(wantedProbes(catalog, devices, past).size(), std::size_t(3));
    }

    void unusableDevicesAreLeftAlone()
    {
        const test::FakeCatalog catalog(true);
        std::vector<DeviceInfo> devices = machine();
        devices[2].unusableReason = "the self-test failed";
        QCOMPARE(wantedProbes(catalog, devices, {}).size(), std::size_t(3));
    }

    void probeBegunThreeTimesAndNeverEndedIsGivenUp()
    {
        const test::FakeCatalog catalog(true);
        const auto all = wantedProbes(catalog, machine(), {});
        PastProbe hard = measuredAs(all.front(), machine());
        hard.measured = false;
        for (hard.tries = 0; hard.tries < kMostProbeTries; ++hard.tries) {
            const auto wanted = wantedProbes(catalog, machine(), {&hard, 1});
            QCOMPARE(wanted.size(), all.size());
            QCOMPARE(wanted.front().tries, hard.tries);
        }
        QCOMPARE(wantedProbes(catalog, machine(), {&hard, 1}).size(), all.size() - 1);
    }
};

QTEST_APPLESS_MAIN(ProbeListTest)
#include "probe_list_test.moc"
