#include "compute/io/npy.h"
#include "compute/posix/unique_fd.h"
#include "tests/compute/onnx/model_writer.h"
#include "tests/system/programs.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <fcntl.h>

#include <cmath>
#include <random>

using namespace xpu;
using namespace xpu::system_test;
using namespace xpu::tests;

namespace {

/// [N, C, H, W] of doubles: the network once more, straight from its definition.
struct Planes {
    std::size_t n = 0, c = 0, h = 0, w = 0;
    std::vector<double> v{};

    double& at(std::size_t i, std::size_t j, std::size_t y, std::size_t x)
    {
        return v[((i * c + j) * h + y) * w + x];
    }
};

class Network {
public:
    Network()
    {
        w1 = random(6 * 1 * 25);
        b1 = random(6);
        w2 = random(16 * 6 * 25);
        fc = random(784 * 10);
        fb = random(10);
        scale = random(6);
        shift = random(6);
        mean = random(6);
        for (float& v : variance = random(6))
            v = 0.5F + std::abs(v);
    }

    std::string file() const
    {
        const Extents two{2, 2};
        const Message pool = attribute("kernel_shape", two);
        const Message step = attribute("strides", two);
        const Message pads = attribute("pads", Extents{2, 2, 2, 2});
        ModelText model;
        model.inputs = {{"digits", {0, 1, 28, 28}}};
        model.outputs = {"probabilities"};
        model.constants = {floats("w1", {6, 1, 5, 5}, w1),  floats("b1", {6}, b1),
                           floats("scale", {6}, scale),     floats("shift", {6}, shift),
                           floats("mean", {6}, mean),       floats("variance", {6}, variance),
                           floats("w2", {16, 6, 5, 5}, w2), floats("fc", {784, 10}, fc),
                           floats("fb", {10}, fb)};
        model.nodes = {
            node("Conv", {"digits", "w1", "b1"}, {"c1"}, {pads}, "features.0"),
            node("BatchNormalization", {"c1", "scale", "shift", "mean", "variance"}, {"n1"}),
            node("Relu", {"n1"}, {"r1"}),
            node("MaxPool", {"r1"}, {"p1"}, {pool, step}),
            node("Conv", {"p1", "w2"}, {"c2"}, {pads}, "features.4"),
            node("Relu", {"c2"}, {"r2"}),
            node("AveragePool", {"r2"}, {"p2"}, {pool, step}),
            node("Flatten", {"p2"}, {"f"}),
            node("Gemm", {"f", "fc", "fb"}, {"logits"}, {}, "classifier"),
            node("Softmax", {"logits"}, {"probabilities"})};
        return model.text();
    }

    std::vector<double> run(const std::vector<float>& digits, std::size_t count) const
    {
        Planes x{count, 1, 28, 28, {digits.begin(), digits.end()}};
        x = convolved(x, w1, 6, &b1);
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t c = 0; c < 6; ++c)
                for (std::size_t p = 0; p < 784; ++p) {
                    double& v = x.at(i, c, p / 28, p % 28);
                    v = double(scale[c]) * (v - double(mean[c]))
                            / std::sqrt(double(variance[c]) + 1e-5)
                        + double(shift[c]);
                }
        x = pooled(rectified(x), true);
        x = pooled(rectified(convolved(x, w2, 16, nullptr)), false);
        std::vector<double> out;
        for (std::size_t i = 0; i < count; ++i) {
            std::vector<double> logits(fb.begin(), fb.end());
            for (std::size_t k = 0; k < 784; ++k)
                for (std::size_t j = 0; j < 10; ++j)
                    logits[j] += x.v[i * 784 + k] * double(fc[k * 10 + j]);
            double sum = 0;
            const double most = *std::ranges::max_element(logits);
            for (double& v : logits)
                sum += v = std::exp(v - most);
            for (const double v : logits)
                out.push_back(v / sum);
        }
        return out;
    }

    std::vector<float> random(std::size_t count)
    {
        std::normal_distribution<float> normal(0, 0.2F);
        std::vector<float> out(count);
        for (float& v : out)
            v = normal(engine_);
        return out;
    }

private:
    static Planes convolved(Planes& x, const std::vector<float>& w, std::size_t results,
                            const std::vector<float>* bias)
    {
        Planes y{x.n, results, x.h, x.w, std::vector<double>(x.n * results * x.h * x.w)};
        for (std::size_t i = 0; i < x.n; ++i)
            for (std::size_t m = 0; m < results; ++m)
                for (std::size_t p = 0; p < x.h * x.w; ++p) {
                    double sum = bias != nullptr ? double((*bias)[m]) : 0;
                    for (std::size_t t = 0; t < x.c * 25; ++t) {
                        const std::size_t row = p / x.w + t / 5 % 5;
                        const std::size_t column = p % x.w + t % 5;
                        if (row >= 2 && row < x.h + 2 && column >= 2 && column < x.w + 2)
                            sum +=
                                double(w[m * x.c * 25 + t]) * x.at(i, t / 25, row - 2, column - 2);
                    }
                    y.at(i, m, p / x.w, p % x.w) = sum;
                }
        return y;
    }

    static Planes rectified(Planes x)
    {
        for (double& v : x.v)
            v = std::max(v, 0.0);
        return x;
    }

    static Planes pooled(Planes x, bool largest)
    {
        Planes y{x.n, x.c, x.h / 2, x.w / 2, std::vector<double>(x.v.size() / 4)};
        for (std::size_t i = 0; i < x.n; ++i)
            for (std::size_t c = 0; c < x.c; ++c)
                for (std::size_t p = 0; p < y.h * y.w; ++p) {
                    const std::size_t row = 2 * (p / y.w);
                    const std::size_t column = 2 * (p % y.w);
                    const std::array four = {x.at(i, c, row, column), x.at(i, c, row, column + 1),
                                             x.at(i, c, row + 1, column),
                                             x.at(i, c, row + 1, column + 1)};
                    y.at(i, c, p / y.w, p % y.w) =
                        largest ? *std::ranges::max_element(four)
                                : (four[0] + four[1] + four[2] + four[3]) / 4;
                }
        return y;
    }

    std::mt19937 engine_{5};
    std::vector<float> w1, b1, w2, fc, fb, scale, shift, mean, variance;
};

} // namespace

/// A network as people get them, through the whole program.
class ModelRunTest : public QObject {
    Q_OBJECT

private:
    static constexpr std::size_t kDigits = 3;
    Home home_;
    Network network_;
    std::vector<float> digits_ = network_.random(kDigits * 784);

    QJsonObject runOn(const QByteArray& devices)
    {
        home_.write(QStringLiteral("net/net.xpu.toml"),
                    "xpu = 1\nname = \"Digits\"\n[[step]]\nid = \"net\"\n"
                    "model = { onnx = \"net.onnx\", batch = 3 }\n"
                        + devices
                        + "[step.in]\ndigits = \"digits.npy\"\n[step.out]\n"
                          "probabilities = \"p.npy\"\n");
        const Outcome outcome = home_.ctl({QStringLiteral("run"), QStringLiteral("--every-step"),
                                           home_.work(QStringLiteral("net/net.xpu.toml"))});
        return outcome.json()[QStringLiteral("tasks")][0].toObject();
    }

    double worstDifference() const
    {
        const UniqueFd fd(
            ::open(QFile::encodeName(home_.work(QStringLiteral("net/p.npy"))).constData(),
                   O_RDONLY | O_CLOEXEC));
        const auto made = io::readNpy(fd.get());
        if (!made || made->spec != TensorSpec{DType::F32, {kDigits, 10}})
            return INFINITY;
        const std::vector<double> wanted = network_.run(digits_, kDigits);
        double worst = 0;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            worst = std::max(worst, std::abs(double(made->data->as<float>()[i]) - wanted[i]));
        return worst;
    }

private Q_SLOTS:
    void initTestCase()
    {
        home_.write(QStringLiteral("net/net.onnx"), QByteArray::fromStdString(network_.file()));
        const UniqueFd fd(
            ::open(QFile::encodeName(home_.work(QStringLiteral("net/digits.npy"))).constData(),
                   O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
        QVERIFY(io::writeNpy(fd.get(), {DType::F32, {kDigits, 1, 28, 28}},
                             reinterpret_cast<const std::byte*>(digits_.data()))
                    .has_value());
    }

    void aNetworkGivesWhatItsDefinitionSays_data()
    {
        QTest::addColumn<QByteArray>("devices");
        QTest::newRow("wherever the plan puts it") << QByteArray();
        QTest::newRow("cpu") << QByteArray("devices = { pin = \"cpu\" }\n");
        QTest::newRow("vulkan") << QByteArray("devices = { pin = \"vulkan\" }\n");
    }

    void aNetworkGivesWhatItsDefinitionSays()
    {
        QFETCH(QByteArray, devices);
        QFile::remove(home_.work(QStringLiteral("net/p.npy")));
        const QJsonObject task = runOn(devices);
        QCOMPARE(task[QStringLiteral("state")].toString(), QStringLiteral("done"));
        const double worst = worstDifference();
        QVERIFY2(worst < 1e-5, qPrintable(QString::number(worst)));
    }

    void aModelThatChangedWhileItsTaskWaitedFailsTheStep()
    {
        // What was checked is what runs: the step before gives time to put another file there.
        home_.write(QStringLiteral("net/late.xpu.toml"),
                    "xpu = 1\nname = \"Late\"\n[[step]]\nid = \"swap\"\n"
                    "run = [\"cp\", \"other.onnx\", \"late.onnx\"]\n[[step]]\nid = \"net\"\n"
                    "after = [\"swap\"]\nmodel = { onnx = \"late.onnx\" }\n[step.in]\n"
                    "digits = \"digits.npy\"\n[step.out]\nprobabilities = \"p.npy\"\n");
        home_.write(QStringLiteral("net/late.onnx"), QByteArray::fromStdString(network_.file()));
        home_.write(QStringLiteral("net/other.onnx"),
                    QByteArray::fromStdString(Network().file()) + '\n');
        const QString task = home_.work(QStringLiteral("net/late.xpu.toml"));
        home_.ctl({QStringLiteral("approve"), task});
        const Outcome outcome = home_.ctl({QStringLiteral("run"), task});
        QVERIFY2(outcome.out.contains("E701"), outcome.out + outcome.err);
    }
};

QTEST_GUILESS_MAIN(ModelRunTest)
#include "model_run_test.moc"
