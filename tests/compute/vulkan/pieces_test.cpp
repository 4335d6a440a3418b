#include "compute/cpu/cpu_device.h"
#include "compute/operators/catalog.h"
#include "compute/vulkan/probe.h"
#include "tests/compute/operators/pieces.h"

#include <QTest>

using namespace xpu;
using namespace xpu::tests;

/// A launch done in pieces gives what it gives at once.
class PiecesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        DeviceInfo info;
        info.id = "cpu";
        info.threads = 2;
        cpu_ = std::make_unique<cpu::CpuDevice>(std::move(info));
        onCpu_ = std::make_unique<DeviceRunner>(*cpu_);
        onGpu_ = std::make_unique<DeviceRunner>(*gpus_.front());
        onUnseen_ = std::make_unique<DeviceRunner>(*unseen_.front());
    }

    void piecesMakeTheSame_data()
    {
        QTest::addColumn<QString>("name");
        const auto& catalog = operators::BuiltinCatalog::instance();
        for (const std::string_view name : catalog.names())
            if (catalog.find(name)->divide)
                QTest::newRow(std::string(name).c_str())
                    << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }

    void piecesMakeTheSame()
    {
        QFETCH(QString, name);
        for (DeviceRunner* runner : {onCpu_.get(), onGpu_.get()})
            check(*runner, name, 60);
    }

    void piecesComeBackFromMemoryTheHostDoesNotSee()
    {
        check(*onUnseen_, QStringLiteral("stencil2d"), 20);
        check(*onUnseen_, QStringLiteral("map"), 20);
    }

private:
    static void check(DeviceRunner& runner, const QString& name, std::size_t count)
    {
        const Agreement agreement = compareWithPieces(runner, name.toStdString(), count, 31);
        QVERIFY2(agreement.failure.empty(), agreement.failure.c_str());
        QVERIFY2(agreement.holds(count), agreement.worstCase.c_str());
    }

    std::vector<std::unique_ptr<Device>> gpus_ = vulkan::probe();
    std::vector<std::unique_ptr<Device>> unseen_ =
        vulkan::probeWith("libvulkan.so.1", {.hideMemory = true});
    std::unique_ptr<cpu::CpuDevice> cpu_;
    std::unique_ptr<DeviceRunner> onCpu_;
    std::unique_ptr<DeviceRunner> onGpu_;
    std::unique_ptr<DeviceRunner> onUnseen_;
};

QTEST_GUILESS_MAIN(PiecesTest)
#include "pieces_test.moc"
