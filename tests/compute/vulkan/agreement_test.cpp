#include "compute/cpu/cpu_device.h"
#include "compute/operators/catalog.h"
#include "compute/vulkan/probe.h"
#include "core/engine/probe_data.h"
#include "tests/compute/operators/agreement.h"

#include <QTest>

using namespace xpu;
using namespace xpu::tests;

/// Every operator gives on Vulkan what it gives on the CPU, within the tolerance of its descriptor.
class AgreementTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        DeviceInfo info;
        info.id = "cpu";
        info.threads = 2;
        cpu_ = std::make_unique<cpu::CpuDevice>(std::move(info));
        first_ = std::make_unique<DeviceRunner>(*cpu_);
        second_ = std::make_unique<DeviceRunner>(*gpus_.front());
        narrow_ = std::make_unique<DeviceRunner>(*withoutDoubles_.front());
    }

    void devicesAgree_data()
    {
        QTest::addColumn<QString>("name");
        const auto& catalog = operators::BuiltinCatalog::instance();
        for (const std::string_view name : catalog.names())
            if (!catalog.find(name)->host)
                QTest::newRow(std::string(name).c_str())
                    << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }

    void devicesAgree()
    {
        QFETCH(QString, name);
        compare(*second_, name.toStdString());
    }

    void everyProbeRunsOnBoth()
    {
        const auto& catalog = operators::BuiltinCatalog::instance();
        for (const std::string_view name : catalog.names())
            for (const ProbeCase& probe : catalog.find(name)->probes)
                for (DeviceRunner* runner : {first_.get(), second_.get()})
                    runProbe(*runner, *catalog.find(name), probe);
    }

    void devicesWithoutDoublesAgree_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"histogram", "normalize", "reduce", "scan",
                                 "softmax"}) // those with a kernel of their own
            QTest::newRow(name) << name;
    }

    void devicesWithoutDoublesAgree()
    {
        QFETCH(QString, name);
        compare(*narrow_, name.toStdString());
    }

private:
    static void runProbe(DeviceRunner& runner, const OperatorInfo& op, const ProbeCase& probe)
    {
        const auto blocks = probeData(probe.inputs);
        std::vector<Value> values;
        for (std::size_t i = 0; i < probe.inputs.size(); ++i)
            values.push_back({probe.inputs[i].name, probe.inputs[i].spec, blocks.at(i)});
        const auto outputs = op.infer(probe.inputs, probe.params);
        QVERIFY2(outputs.has_value(), op.name.c_str());
        const Completion done = runner.run(op, values, *outputs, probe.params);
        QVERIFY2(!done.error, done.error ? done.error->message.c_str() : "");
        qInfo("%s, %s: %g s", op.name.c_str(), runner.device().info().id.c_str(), done.run.count());
    }

    void compare(DeviceRunner& gpu, const std::string& name)
    {
        const Agreement agreement = compareDevices(*first_, gpu, name, 120, 23);
        QVERIFY2(agreement.failure.empty(), agreement.failure.c_str());
        QVERIFY2(agreement.holds(120), agreement.worstCase.c_str());
    }

    std::vector<std::unique_ptr<Device>> gpus_ = vulkan::probe();
    std::vector<std::unique_ptr<Device>> withoutDoubles_ =
        vulkan::probeWith("libvulkan.so.1", {.hideDoubles = true});
    std::unique_ptr<cpu::CpuDevice> cpu_;
    std::unique_ptr<DeviceRunner> first_;
    std::unique_ptr<DeviceRunner> second_;
    std::unique_ptr<DeviceRunner> narrow_;
};

QTEST_APPLESS_MAIN(AgreementTest)
#include "agreement_test.moc"
