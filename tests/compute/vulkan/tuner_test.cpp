#include "compute/vulkan/tuner.h"

#include <QTemporaryDir>
#include <QTest>

using namespace xpu;
using namespace xpu::vulkan;

namespace {

Traits gpu()
{
    Traits traits;
    traits.type = VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU;
    traits.vendor = 0x1002;
    traits.leastSubgroup = 32;
    traits.cacheId = "device, driver 1";
    traits.maxInvocations = 1024;
    traits.maxShared = Bytes(65536);
    traits.tuning = tuningFor(traits);
    return traits;
}

/// A device whose launches take what a test says, on a clock that they move.
struct FakeDevice {
    std::function<double(const Tuning&, Tuned)> speed = [](const Tuning&, Tuned) { return 1.0; };
    double each = 0.01; ///< seconds a measurement takes altogether
    int wantedAfter = 1000;
    int measured = 0;
    double clock = 5;

    TunerPort port()
    {
        return {[this](const Tuning& tuning, Tuned what) -> std::optional<Seconds> {
                    ++measured;
                    clock += each;
                    const double spent = speed(tuning, what);
                    return spent > 0 ? std::optional(Seconds(spent)) : std::nullopt;
                },
                [this] { return measured >= wantedAfter; }, [this] { return Seconds(clock); }};
    }
};

} // namespace

class TunerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theStaticChoiceStaysWhenNothingIsClearlyBetter()
    {
        const Traits traits = gpu();
        FakeDevice device;
        device.speed = [&](const Tuning& t, Tuned) { return t == traits.tuning ? 1.0 : 0.98; };
        QVERIFY(tune(traits, device.port()) == traits.tuning);
        QVERIFY(device.measured > 3);
        QVERIFY(device.measured <= 12);
    }

    void aMeasurementDecidesAgainstTheTable()
    {
        FakeDevice device;
        device.speed = [](const Tuning& t, Tuned what) {
            if (what == Tuned::Lines)
                return t.lineGroup == 128 ? 0.5 : 1.0;
            return what == Tuned::GemmLarge && t.gemm[0].depth == 8 ? 0.8 : 1.0;
        };
        const auto tuned = tune(gpu(), device.port());
        QVERIFY(tuned.has_value());
        QCOMPARE(tuned->lineGroup, 128U);
        QCOMPARE(tuned->gemm[0].depth, 8U);
        QVERIFY(tuned->gemm[1] == gpu().tuning.gemm[1]);
    }

    void twoSecondsAreTheMostItTakes()
    {
        FakeDevice device;
        device.each = 0.9;
        device.speed = [](const Tuning& t, Tuned) { return t.lineGroup == 64 ? 0.1 : 1.0; };
        const auto tuned = tune(gpu(), device.port());
        QCOMPARE(device.measured, 3);
        QCOMPARE(tuned->lineGroup, 64U); // the second that was measured
        QVERIFY(tuned->gemm == gpu().tuning.gemm);
    }

    void itGivesWayToWork()
    {
        FakeDevice device;
        device.wantedAfter = 2;
        QVERIFY(!tune(gpu(), device.port()).has_value());
        QCOMPARE(device.measured, 2);
    }

    void whatDoesNotRunIsNotChosen()
    {
        const Traits traits = gpu();
        FakeDevice device;
        device.speed = [&](const Tuning& t, Tuned) { return t == traits.tuning ? 1.0 : -1.0; };
        QVERIFY(tune(traits, device.port()) == traits.tuning);
        device.speed = [](const Tuning&, Tuned) { return -1.0; };
        QVERIFY(tune(traits, device.port()) == traits.tuning);
    }

    void onlyWhatTheDeviceAllowsIsMeasured()
    {
        Traits small = gpu();
        small.maxInvocations = 128;
        small.maxShared = Bytes(16384);
        small.tuning = tuningFor(small);
        for (const Tuned what : {Tuned::Lines, Tuned::GemmLarge, Tuned::GemmMedium})
            for (const Tuning& t : survivors(small, small.tuning, what)) {
                QVERIFY(t.lineGroup <= 128);
                for (const GemmTile& tile : t.gemm)
                    QVERIFY(tile.groupX * tile.groupY <= 128 && tile.shared(4) <= 16384);
            }
    }

    void whatWasMeasuredIsKeptPerDeviceAndDriver()
    {
        const QTemporaryDir folder;
        const DiskCache disk(folder.filePath(QStringLiteral("cache")).toStdString());
        Traits traits = gpu();
        QVERIFY(!storedTuning(disk, traits).has_value());
        Tuning tuning = traits.tuning;
        tuning.lineGroup = 512;
        storeTuning(disk, traits, tuning);
        QVERIFY(storedTuning(disk, traits) == tuning);
        traits.cacheId = "device, driver 2";
        QVERIFY(!storedTuning(disk, traits).has_value());
    }
};

QTEST_APPLESS_MAIN(TunerTest)
#include "tuner_test.moc"
