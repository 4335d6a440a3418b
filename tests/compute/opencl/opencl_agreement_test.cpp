#include "compute/cpu/cpu_device.h"
#include "compute/opencl/plan.h"
#include "compute/opencl/probe.h"
#include "compute/operators/catalog.h"
#include "core/engine/probe_data.h"
#include "tests/compute/operators/agreement.h"

#include <QTest>

using namespace xpu;
using namespace xpu::tests;

/// Every operator with a kernel gives on OpenCL what it gives on the CPU, within the tolerance of its
/// descriptor.
class OpenclAgreementTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        DeviceInfo info;
        info.id = "cpu";
        info.threads = 2;
        cpu_ = std::make_unique<cpu::CpuDevice>(std::move(info));
        first_ = std::make_unique<DeviceRunner>(*cpu_);
        QVERIFY2(devices_.front()->info().unusableReason.empty(),
                 devices_.front()->info().unusableReason.c_str());
        second_ = std::make_unique<DeviceRunner>(*devices_.front());
    }

    void devicesAgree_data()
    {
        QTest::addColumn<QString>("name");
        for (const std::string_view name : operators::BuiltinCatalog::instance().names())
            if (opencl::plannerFor(name) != nullptr)
                QTest::newRow(std::string(name).c_str())
                    << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }

    void devicesAgree()
    {
        QFETCH(QString, name);
        // Nearly every case is a program of its own, and compiling one takes PoCL a second.
        const int asked = qEnvironmentVariableIntValue("XPU_AGREEMENT_CASES");
        const auto cases = static_cast<std::size_t>(asked > 0 ? asked : 15);
        const Agreement agreement =
            compareDevices(*first_, *second_, name.toStdString(), cases, 23);
        QVERIFY2(agreement.failure.empty(), agreement.failure.c_str());
        QVERIFY2(agreement.holds(cases), agreement.worstCase.c_str());
    }

    void everyProbeRunsOnBoth()
    {
        const auto& catalog = operators::BuiltinCatalog::instance();
        for (const std::string_view name : catalog.names())
            if (opencl::plannerFor(name) != nullptr)
                for (const ProbeCase& probe : catalog.find(name)->probes)
                    for (DeviceRunner* runner : {first_.get(), second_.get()})
                        runProbe(*runner, *catalog.find(name), probe);
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

    std::vector<std::unique_ptr<Device>> devices_ = opencl::probeWith("libOpenCL.so.1", {});
    std::unique_ptr<cpu::CpuDevice> cpu_;
    std::unique_ptr<DeviceRunner> first_;
    std::unique_ptr<DeviceRunner> second_;
};

QTEST_APPLESS_MAIN(OpenclAgreementTest)
#include "opencl_agreement_test.moc"
