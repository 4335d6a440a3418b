#include "compute/cpu/cpu_device.h"
#include "compute/onnx/model_file.h"
#include "compute/onnx/onnx_reader.h"
#include "compute/operators/catalog.h"
#include "compute/posix/unique_fd.h"
#include "compute/vulkan/probe.h"
#include "tests/compute/onnx/model_runner.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <fcntl.h>

#include <cmath>
#include <set>

using namespace xpu;
using namespace xpu::tests;

namespace {

constexpr auto kData = "/usr/share/libonnx-testdata/data";

/// What this program says it runs. A case that uses nothing else must be in the list.
const std::set<std::string> kDeclared = {"Abs",
                                         "Add",
                                         "AveragePool",
                                         "BatchNormalization",
                                         "Ceil",
                                         "Clip",
                                         "Concat",
                                         "Constant",
                                         "Conv",
                                         "Div",
                                         "Dropout",
                                         "Elu",
                                         "Exp",
                                         "Flatten",
                                         "Floor",
                                         "Gather",
                                         "Gemm",
                                         "GlobalAveragePool",
                                         "GlobalMaxPool",
                                         "HardSigmoid",
                                         "Identity",
                                         "LeakyRelu",
                                         "Log",
                                         "MatMul",
                                         "Max",
                                         "MaxPool",
                                         "Mean",
                                         "Min",
                                         "Mul",
                                         "Neg",
                                         "PRelu",
                                         "Pow",
                                         "Reciprocal",
                                         "Relu",
                                         "Reshape",
                                         "Selu",
                                         "Shape",
                                         "Sigmoid",
                                         "Softmax",
                                         "Softplus",
                                         "Softsign",
                                         "Sqrt",
                                         "Squeeze",
                                         "Sub",
                                         "Sum",
                                         "Tanh",
                                         "ThresholdedRelu",
                                         "Transpose",
                                         "Unsqueeze"};

std::vector<Value> readArrays(const QString& folder, const char* kind)
{
    std::vector<Value> all;
    for (int i = 0;; ++i) {
        const QString path = QStringLiteral("%1/test_data_set_0/%2_%3.pb")
                                 .arg(folder, QString::fromLatin1(kind))
                                 .arg(i);
        if (!QFile::exists(path))
            return all;
        auto value = readArray(path.toStdString());
        if (!value)
            return {};
        all.push_back(std::move(*value));
    }
}

/// How the backend tests of ONNX compare.
bool isClose(double found, double wanted)
{
    return found == wanted || (std::isnan(found) && std::isnan(wanted))
           || std::abs(found - wanted) <= 1e-7 + 1e-3 * std::abs(wanted);
}

std::string difference(const ModelRun& run, const std::vector<Value>& wanted)
{
    if (run.outputs.size() != wanted.size())
        return "another number of results";
    for (std::size_t o = 0; o < wanted.size(); ++o) {
        const Value& found = run.outputs[o];
        if (!(found.spec == wanted[o].spec))
            return found.spec.text() + " instead of " + wanted[o].spec.text();
        for (std::size_t i = 0; i < found.spec.shape.elements().value_or(0); ++i)
            if (!isClose(elementOf(found, i), elementOf(wanted[o], i)))
                return "element " + std::to_string(i) + " of " + found.port + ": "
                       + std::to_string(elementOf(found, i)) + " instead of "
                       + std::to_string(elementOf(wanted[o], i));
    }
    return {};
}

} // namespace

/// The cases that come with ONNX: each file of Debian's libonnx-testdata whose operators are all
/// declared. cases.txt says what becomes of each: the devices that give what the case expects, or
/// the code of the refusal.
class CasesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QDir(QString::fromLatin1(kData)).exists(),
                 "the package libonnx-testdata is missing");
        QVERIFY(!gpus_.empty());
        DeviceInfo info;
        info.id = "cpu";
        info.threads = 2;
        cpu_ = std::make_unique<cpu::CpuDevice>(std::move(info));
        onCpu_ = std::make_unique<DeviceRunner>(*cpu_);
        onGpu_ = std::make_unique<DeviceRunner>(*gpus_.front());
    }

    void everyDeclaredCaseDoesWhatTheListSays()
    {
        QStringList found;
        int runs = 0;
        int onGpu = 0;
        for (const char* set : {"node", "pytorch-converted", "pytorch-operator", "simple"}) {
            const QDir folder(
                QStringLiteral("%1/%2").arg(QString::fromLatin1(kData), QString::fromLatin1(set)));
            for (const QString& name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
                const QString verdict = verdictOf(folder.filePath(name));
                if (verdict.isEmpty())
                    continue;
                found.append(
                    QStringLiteral("%1/%2 %3").arg(QString::fromLatin1(set), name, verdict));
                runs += verdict.startsWith(QStringLiteral("cpu")) ? 1 : 0;
                onGpu += verdict.endsWith(QStringLiteral("vulkan")) ? 1 : 0;
            }
        }
        qInfo("%lld cases of declared operators: %d right on cpu, %d on vulkan as well",
              static_cast<long long>(found.size()), runs, onGpu);
        QFile list(QStringLiteral(XPU_SOURCE_DIR "/tests/compute/onnx/cases.txt"));
        if (qEnvironmentVariableIsSet("XPU_WRITE_CASES")) {
            QVERIFY(list.open(QIODevice::WriteOnly));
            list.write(found.join(QLatin1Char('\n')).toUtf8() + '\n');
            return;
        }
        QVERIFY(list.open(QIODevice::ReadOnly));
        const QStringList wanted =
            QString::fromUtf8(list.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        for (const QString& line : found)
            QVERIFY2(wanted.contains(line), qPrintable(QStringLiteral("not listed: ") + line));
        for (const QString& line : wanted)
            QVERIFY2(found.contains(line), qPrintable(QStringLiteral("dropped out: ") + line));
    }

private:
    /// Empty when the case uses what is not declared.
    QString verdictOf(const QString& folder)
    {
        const std::string path = (folder + QStringLiteral("/model.onnx")).toStdString();
        const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        const auto model = onnx::readModel(fd.get());
        if (!model || model->nodes.empty())
            return {};
        for (const onnx::Node& node : model->nodes)
            if (!kDeclared.contains(node.op) || !node.domain.empty())
                return {};
        std::vector<Value> inputs = readArrays(folder, "input");
        const std::vector<Value> wanted = readArrays(folder, "output");
        if (inputs.size() != model->inputs.size() || wanted.empty())
            return QStringLiteral("other types");
        std::vector<PortSpec> specs;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            inputs[i].port = model->inputs[i].name;
            specs.push_back({inputs[i].port, inputs[i].spec});
        }
        const onnx::OnnxReader reader(operators::BuiltinCatalog::instance());
        const auto lowered = reader.lower(fd.get(), specs, 0);
        if (!lowered)
            return QString::fromStdString(lowered.error().code + " " + lowered.error().variant)
                .trimmed();
        QString verdict;
        for (DeviceRunner* runner : {onCpu_.get(), onGpu_.get()}) {
            const ModelRun run = runModel(*lowered, fd.get(), inputs, *runner);
            if (!run.refused.empty())
                continue;
            const std::string wrong = run.failure.empty() ? difference(run, wanted) : run.failure;
            if (!wrong.empty())
                return QStringLiteral("WRONG on %1: %2")
                    .arg(QString::fromStdString(runner->device().info().id),
                         QString::fromStdString(wrong));
            verdict += runner == onCpu_.get() ? QStringLiteral("cpu") : QStringLiteral(" vulkan");
        }
        return verdict;
    }

    std::unique_ptr<Device> cpu_;
    std::vector<std::unique_ptr<Device>> gpus_ = vulkan::probe();
    std::unique_ptr<DeviceRunner> onCpu_;
    std::unique_ptr<DeviceRunner> onGpu_;
};

QTEST_GUILESS_MAIN(CasesTest)
#include "cases_test.moc"
