#include "compute/host/host_device.h"
#include "compute/operators/catalog.h"
#include "tests/compute/operators/device_runner.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace xpu;
using namespace xpu::tests;

class HostDeviceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void savesAndLoadsBeneathItsFolder();
    void namesTheCodeOfEachFailure_data();
    void namesTheCodeOfEachFailure();
    void keepsAnExistingFileWithoutOverwrite();
    void aFailedSaveLeavesNoPart();

private:
    Launch launch(const char* op, const QString& file, bool overwrite = true) const
    {
        OperatorWork work;
        work.op = operators::BuiltinCatalog::instance().find(op);
        work.root = folder_.path().toStdString();
        work.file = folder_.filePath(file).toStdString();
        work.overwrite = overwrite;
        Launch made;
        made.work = std::make_shared<const Work>(std::move(work));
        return made;
    }
    Launch save(const char* op, const QString& file, const TensorSpec& spec,
                bool overwrite = true) const
    {
        Launch made = launch(op, file, overwrite);
        auto block = HostBlock::allocate(spec.bytes()).value();
        for (std::size_t i = 0; i < spec.bytes().count; ++i)
            block->data()[i] = static_cast<std::byte>(i);
        made.inputs = {{"x", BufferId(1), spec, std::move(block)}};
        return made;
    }
    Launch load(const char* op, const QString& file) const
    {
        Launch made = launch(op, file);
        made.outputs = {{"x", BufferId(2), {}}};
        return made;
    }

    QTemporaryDir folder_;
};

void HostDeviceTest::savesAndLoadsBeneathItsFolder()
{
    host::HostDevice device;
    DeviceRunner runner(device);
    const TensorSpec spec{DType::U8, {6, 5, 3}};
    QVERIFY(!runner.wait(runner.submit(save("image.save", "out/a.png", spec))).error);
    const Completion done = runner.wait(runner.submit(load("image.load", "out/a.png")));
    QVERIFY(!done.error);
    QCOMPARE(done.specs.at(0).first, BufferId(2));
    QCOMPARE(done.specs.at(0).second.text(), spec.text());
    QCOMPARE(done.produced.at(0).first, BufferId(2));
    QCOMPARE(std::to_integer<int>(done.produced.at(0).second->data()[89]), 89);
}

void HostDeviceTest::namesTheCodeOfEachFailure_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("code");
    QTest::newRow("absent") << "nothing.npy"
                            << "E302";
    QTest::newRow("outside") << "../nothing.npy"
                             << "E301";
    QTest::newRow("link") << "link.npy"
                          << "E307";
    QTest::newRow("truncated") << "short.npy"
                               << "E304";
    QTest::newRow("objects") << "objects.npy"
                             << "E303";
}

void HostDeviceTest::namesTheCodeOfEachFailure()
{
    QFETCH(QString, file);
    QFETCH(QString, code);
    QFile::link("/etc/passwd", folder_.filePath("link.npy"));
    const auto put = [&](const char* name, const char* descr) {
        QFile out(folder_.filePath(name));
        QVERIFY(out.open(QIODevice::WriteOnly));
        const QByteArray text =
            QByteArray("{'descr': '") + descr + "', 'fortran_order': False, 'shape': (900,), }\n";
        out.write(QByteArray("\x93NUMPY\x01\x00", 8) + static_cast<char>(text.size())
                  + QByteArray(1, '\0') + text);
    };
    put("short.npy", "<f4");
    put("objects.npy", "|O");
    host::HostDevice device;
    DeviceRunner runner(device);
    const Completion done = runner.wait(runner.submit(load("file.load", file)));
    QVERIFY(done.error);
    QCOMPARE(QString::fromStdString(done.error->errorCode), code);
    QVERIFY(done.produced.empty());
}

void HostDeviceTest::keepsAnExistingFileWithoutOverwrite()
{
    host::HostDevice device;
    DeviceRunner runner(device);
    const TensorSpec spec{DType::F32, {4}};
    QVERIFY(!runner.wait(runner.submit(save("file.save", "a.npy", spec, false))).error);
    const Completion second = runner.wait(runner.submit(save("file.save", "a.npy", spec, false)));
    QVERIFY(second.error);
    QCOMPARE(second.error->errorCode, std::string("E306"));
    QVERIFY(!runner.wait(runner.submit(save("file.save", "a.npy", spec, true))).error);
}

void HostDeviceTest::aFailedSaveLeavesNoPart()
{
    host::HostDevice device;
    DeviceRunner runner(device);
    const TensorSpec alpha{DType::U8, {2, 2, 4}};
    const Completion done = runner.wait(runner.submit(save("image.save", "new/a.jpg", alpha)));
    QVERIFY(done.error);
    QCOMPARE(done.error->code, Errc::Unsupported);
    QVERIFY(QDir(folder_.filePath("new")).entryList(QDir::Files | QDir::Hidden).isEmpty());
}

QTEST_APPLESS_MAIN(HostDeviceTest)
#include "host_device_test.moc"
