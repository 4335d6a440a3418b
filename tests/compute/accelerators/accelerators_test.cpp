#include "compute/accelerators/probe.h"
#include "compute/accelerators/table.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace xpu;

namespace {

const std::string kTable = XPU_SOURCE_DIR "/resources/accelerators.txt";

/// A tree of /sys with devices of one's choice.
class FakeSysfs {
public:
    std::string root() const { return folder_.path().toStdString(); }

    QString addPci(const QString& place, const QByteArray& vendor, const QByteArray& device,
                   const QByteArray& pciClass, const QString& driver = {})
    {
        const QString real = folder_.filePath("devices/pci0000:00/" + place);
        QDir().mkpath(real);
        write(real + "/vendor", vendor);
        write(real + "/device", device);
        write(real + "/class", pciClass);
        if (!driver.isEmpty()) {
            const QString folder = folder_.filePath("bus/pci/drivers/" + driver);
            QDir().mkpath(folder);
            QFile::link(folder, real + "/driver");
        }
        QDir().mkpath(folder_.filePath("bus/pci/devices"));
        QFile::link(real, folder_.filePath("bus/pci/devices/" + place));
        return real;
    }
    void addAccel(const QString& name, const QString& device)
    {
        QDir().mkpath(folder_.filePath("class/accel/" + name));
        QFile::link(device, folder_.filePath("class/accel/" + name + "/device"));
    }

private:
    static void write(const QString& path, const QByteArray& text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text + "\n");
    }

    QTemporaryDir folder_;
};

bool says(const DeviceInfo& info, const char* words)
{
    return info.unusableReason.find(words) != std::string::npos;
}

} // namespace

class AcceleratorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anNpuWithoutADriverIsNamedWithWhatItNeeds()
    {
        FakeSysfs sysfs;
        sysfs.addPci("0000:00:0b.0", "0x8086", "0x7d1d", "0x120000");
        sysfs.addPci("0000:00:02.0", "0x8086", "0x7d55", "0x030000"); // a graphics card
        const auto found = accelerators::find(sysfs.root(), kTable);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].id, std::string("accel:0"));
        QVERIFY(found[0].kind == DeviceClass::Npu);
        QCOMPARE(found[0].friendlyName, std::string("Intel NPU (Meteor Lake)"));
        QVERIFY2(says(found[0], "8086:7d1d"), found[0].unusableReason.c_str());
        QVERIFY(says(found[0], "without a driver of the kernel"));
        QVERIFY(says(found[0], "OpenVINO"));
    }

    void aDeviceInBothTreesIsListedOnce()
    {
        FakeSysfs sysfs;
        const QString device =
            sysfs.addPci("0000:00:0b.0", "0x8086", "0x7d1d", "0x120000", "intel_vpu");
        sysfs.addAccel("accel0", device);
        const auto found = accelerators::find(sysfs.root(), kTable);
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY2(says(found[0], "intel_vpu"), found[0].unusableReason.c_str());
    }

    void anFpgaIsKnownByItsMaker()
    {
        FakeSysfs sysfs;
        sysfs.addPci("0000:3b:00.0", "0x10ee", "0x5020", "0x120000");
        const auto found = accelerators::find(sysfs.root(), kTable);
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY(found[0].kind == DeviceClass::Fpga);
    }

    void anUnknownAcceleratorIsListedByItsNumbers()
    {
        FakeSysfs sysfs;
        sysfs.addPci("0000:05:00.0", "0xabcd", "0x0001", "0x120000");
        const auto found = accelerators::find(sysfs.root(), kTable);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].friendlyName, std::string("Accelerator abcd:0001"));
    }

    void aMachineWithoutAcceleratorsListsNone()
    {
        FakeSysfs sysfs;
        QVERIFY(accelerators::find(sysfs.root(), kTable).empty());
        QVERIFY(accelerators::find("/nowhere", "/nowhere").empty());
    }

    void everyRowOfTheInstalledTableIsRead()
    {
        QFile file(QString::fromStdString(kTable));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        std::size_t rows = 0;
        for (const QByteArray& line : text.split('\n'))
            rows += !line.isEmpty() && !line.startsWith('#');
        QCOMPARE(accelerators::readTable(text.toStdString()).size(), rows);
        QVERIFY(rows > 5);
    }
};

QTEST_APPLESS_MAIN(AcceleratorsTest)
#include "accelerators_test.moc"
