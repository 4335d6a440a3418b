#include "compute/cpu/cpu_device.h"
#include "compute/operators/catalog.h"
#include "compute/vulkan/probe.h"
#include "core/engine/probe_data.h"
#include "tests/compute/operators/agreement.h"

#include <QTest>

using namespace xpu;
using namespace xpu::tests;

/// Every operator gives on Vulkan what it gives on the CPU, within the tolerance of its descriptor.
Q_DECLARE_METATYPE(xpu::tests::Case)

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
        rdna_ = std::make_unique<DeviceRunner>(*tunedAsRdna_.front());
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

    /// The group and tile sizes of a GPU, executed where there is none.
    void devicesAgreeWithTheSizesOfGpus_data() { devicesAgree_data(); }
    void devicesAgreeWithTheSizesOfGpus()
    {
        QFETCH(QString, name);
        compare(*rdna_, name.toStdString(), 25);
    }

    void everyProbeRunsOnBoth()
    {
        const auto& catalog = operators::BuiltinCatalog::instance();
        for (const std::string_view name : catalog.names())
            for (const ProbeCase& probe : catalog.find(name)->probes)
                for (DeviceRunner* runner : {first_.get(), second_.get()})
                    runProbe(*runner, *catalog.find(name), probe);
    }

    /// Many passes, all levels of the running sums, a long convolution.
    void devicesAgreeOnLargeArrays_data()
    {
        QTest::addColumn<Case>("given");
        const auto add = [](const char* what, const char* op, TensorSpec x, Params params) {
            const OperatorInfo& info = *operators::BuiltinCatalog::instance().find(op);
            const auto outputs = info.infer(std::vector<PortSpec>{{"x", x}}, params);
            QVERIFY(outputs.has_value());
            const auto block = probeData(std::vector<PortSpec>{{"x", x}}).front();
            QTest::newRow(what) << Case{&info, {{"x", x, block}}, *outputs, std::move(params)};
        };
        add("a power of two", "fft", {DType::C64, {1U << 18U}}, {});
        add("a prime", "fft", {DType::C64, {99'991}}, {});
        add("a picture", "fft", {DType::F32, {300, 700}},
            {{"dims", std::int64_t{2}}, {"real", true}});
        add("one row", "sort", {DType::F32, {1'500'001}}, {{"index", true}});
        add("doubles", "sort", {DType::F64, {3, 200'003}}, {{"descending", true}});
    }
    void devicesAgreeOnLargeArrays()
    {
        QFETCH(Case, given);
        const Completion a = first_->run(*given.op, given.inputs, given.outputs, given.params);
        const Completion b = second_->run(*given.op, given.inputs, given.outputs, given.params);
        QVERIFY2(!a.error, a.error ? a.error->message.c_str() : "");
        QVERIFY2(!b.error, b.error ? b.error->message.c_str() : "");
        for (std::size_t o = 0; o < given.outputs.size(); ++o) {
            double unit = 0;
            const double share = shareOfTolerance(given, o, *a.produced.at(o).second,
                                                  *b.produced.at(o).second, unit);
            qInfo("worst %g = %.3f of the tolerance", unit, share);
            QVERIFY(share <= 1);
        }
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

    void compare(DeviceRunner& gpu, const std::string& name, std::size_t cases = 120)
    {
        const Agreement agreement = compareDevices(*first_, gpu, name, cases, 23);
        QVERIFY2(agreement.failure.empty(), agreement.failure.c_str());
        QVERIFY2(agreement.holds(cases), agreement.worstCase.c_str());
    }

    std::vector<std::unique_ptr<Device>> gpus_ = vulkan::probe();
    std::vector<std::unique_ptr<Device>> withoutDoubles_ =
        vulkan::probeWith("libvulkan.so.1", {.hideDoubles = true});
    std::vector<std::unique_ptr<Device>> tunedAsRdna_ =
        vulkan::probeWith("libvulkan.so.1", {.tuneAs = vulkan::Architecture::AmdRdna});
    std::unique_ptr<cpu::CpuDevice> cpu_;
    std::unique_ptr<DeviceRunner> first_;
    std::unique_ptr<DeviceRunner> second_;
    std::unique_ptr<DeviceRunner> narrow_;
    std::unique_ptr<DeviceRunner> rdna_;
};

QTEST_APPLESS_MAIN(AgreementTest)
#include "agreement_test.moc"
