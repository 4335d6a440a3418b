#include "tests/compute/vulkan/operator_runner.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <limits>
#include <map>

namespace {

using namespace xpu;
using namespace xpu::vulkan;

template <class T>
double worstDifference(const HostBlock& a, const HostBlock& b)
{
    const auto left = a.as<T>();
    const auto right = b.as<T>();
    double worst = left.size() == right.size() ? 0 : 1e300;
    for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i)
        worst =
            std::max(worst, std::abs(static_cast<double>(left[i]) - static_cast<double>(right[i])));
    return worst;
}

/// Steps between two floats; 0 for two NaNs.
double ulps(float a, float b)
{
    if (std::isnan(a) || std::isnan(b))
        return std::isnan(a) && std::isnan(b) ? 0 : 1e300;
    const auto ordered = [](float v) {
        const auto bits = std::bit_cast<std::int32_t>(v);
        return static_cast<std::int64_t>(bits < 0 ? std::numeric_limits<std::int32_t>::min() - bits
                                                  : bits);
    };
    return std::abs(static_cast<double>(ordered(a) - ordered(b)));
}

template <class T>
std::vector<T> naiveGemm(const std::vector<T>& a, const std::vector<T>& b, const std::vector<T>& c0,
                         std::array<std::uint64_t, 3> mnk, const Params& params)
{
    const auto [m, n, k] = mnk;
    const bool ta = std::get<bool>(params.find("trans_a")->second);
    const bool tb = std::get<bool>(params.find("trans_b")->second);
    std::vector<T> c(m * n);
    for (std::uint64_t i = 0; i < m; ++i)
        for (std::uint64_t j = 0; j < n; ++j) {
            double sum = 0;
            for (std::uint64_t p = 0; p < k; ++p)
                sum +=
                    double(a[ta ? p * m + i : i * k + p]) * double(b[tb ? j * k + p : p * n + j]);
            sum *= std::get<double>(params.find("alpha")->second);
            if (!c0.empty())
                sum += std::get<double>(params.find("beta")->second) * double(c0[i * n + j]);
            c[i * n + j] = static_cast<T>(sum);
        }
    return c;
}

} // namespace

class KernelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { harness_.start(); }

    void gemmMatchesTheDefinition_data()
    {
        QTest::addColumn<int>("m");
        QTest::addColumn<int>("n");
        QTest::addColumn<int>("k");
        QTest::addColumn<bool>("transA");
        QTest::addColumn<bool>("transB");
        QTest::addColumn<bool>("c0");
        QTest::addRow("one") << 1 << 1 << 1 << false << false << false;
        QTest::addRow("no inner") << 3 << 5 << 0 << false << false << true;
        QTest::addRow("odd") << 37 << 53 << 29 << false << false << true;
        QTest::addRow("odd, a transposed") << 37 << 53 << 29 << true << false << false;
        QTest::addRow("odd, b transposed") << 37 << 53 << 29 << false << true << true;
        QTest::addRow("odd, both") << 70 << 33 << 65 << true << true << true;
        QTest::addRow("row times column") << 1 << 1 << 40'000 << false << false << true;
        QTest::addRow("column times row") << 300 << 200 << 1 << false << false << false;
        QTest::addRow("square") << 128 << 128 << 128 << false << false << false;
    }
    void gemmMatchesTheDefinition()
    {
        gemmCase<float>(harness_, DType::F32, 1e-5);
        if (!QTest::currentTestFailed())
            gemmCase<double>(harness_, DType::F64, 1e-13);
    }

    /// What runs on GPUs, with shapes that take each of their tiles, edges and parts of k among them.
    void gemmMatchesTheDefinitionWithTheTilesOfGpus_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("m");
        QTest::addColumn<int>("n");
        QTest::addColumn<int>("k");
        QTest::addColumn<bool>("transA");
        QTest::addColumn<bool>("transB");
        QTest::addColumn<bool>("c0");
        // The other rows use the same tiles.
        for (const auto architecture : {Architecture::AmdRdna, Architecture::Intel}) {
            const std::string name(nameOf(architecture));
            const auto add = [&](const char* what, int m, int n, int k, bool ta, bool tb, bool c0) {
                QTest::addRow("%s, %s", name.c_str(), what)
                    << static_cast<int>(architecture) << m << n << k << ta << tb << c0;
            };
            add("one", 1, 1, 1, false, false, false);
            add("no inner", 3, 5, 0, false, false, true);
            add("quads", 132, 136, 20, false, false, true);
            add("quads, both transposed", 132, 136, 36, true, true, false);
            add("odd", 129, 131, 33, false, true, true);
            add("odd, a transposed", 67, 130, 17, true, false, true);
            add("long sums", 5, 7, 40'000, false, false, true);
            add("long sums of quads", 8, 4, 4'100, true, true, false);
            add("many tiles", 1100, 1040, 16, false, false, false);
        }
    }
    void gemmMatchesTheDefinitionWithTheTilesOfGpus()
    {
        QFETCH(int, row);
        DeviceHarness& harness = tunedAs(static_cast<Architecture>(row));
        gemmCase<float>(harness, DType::F32, 1e-5);
        if (!QTest::currentTestFailed())
            gemmCase<double>(harness, DType::F64, 1e-13);
    }

    void reduceMatchesTheCpu_data()
    {
        QTest::addColumn<QString>("fn");
        QTest::addColumn<int>("axis");
        for (const QByteArray fn : {"sum", "mean", "min", "max", "prod"})
            for (const int axis : {-9, 0, 1, 2})
                QTest::addRow("%s %d", fn.constData(), axis) << QString::fromLatin1(fn) << axis;
    }
    void reduceMatchesTheCpu()
    {
        QFETCH(QString, fn);
        QFETCH(int, axis);
        Params params{{"fn", fn.toStdString()}};
        if (axis >= 0)
            params["axis"] = std::int64_t{axis};
        Random random(5);
        for (int round = 0; round < 6; ++round) {
            const Shape shape{1 + random.upTo(40), 1 + random.upTo(700), 1 + random.upTo(5)};
            const std::uint64_t count = *shape.elements();
            // Products stay near one: an overflow on the way depends on the order.
            const bool product = fn == "prod";
            const double most = product ? 1.001 : 1;
            compareReduce<float>(
                {valueOf("x", DType::F32, shape, random.values<float>(count, 0.999, most))}, params,
                1e-6);
            compareReduce<double, double>(
                {valueOf("x", DType::F64, shape, random.values<double>(count, 0.999, most))},
                params, 1e-12);
            compareReduce<float>(
                {valueOf("x", DType::U8, shape,
                         random.values<std::uint8_t>(count, product ? 1 : 0, product ? 1.9 : 255))},
                params, 1e-6);
            compareReduce<float>({valueOf("x", DType::I16, shape,
                                          random.values<std::int16_t>(count, product ? -1 : -900,
                                                                      product ? -1 : 900))},
                                 params, 1e-6);
        }
    }

    void longReductionsLoseNothing()
    {
        // More than 65 535 elements per work-group and far more than a float can count.
        const std::uint64_t count = 20'000'001;
        const std::vector<float> ones(count, 1.0F);
        const auto y = runOnDevice(harness_, "reduce", {valueOf("x", DType::F32, {count}, ones)},
                                   {{"fn", std::string("sum")}});
        QCOMPARE(y->as<float>()[0], static_cast<float>(count));
    }

    void sumsKeepTheirPrecisionWithoutDoubles()
    {
        DeviceHarness narrow({.hideDoubles = true});
        narrow.start();
        Random random(21);
        const std::uint64_t count = 300'007;
        const Value x = valueOf("x", DType::F32, {count}, random.values<float>(count, 0, 1));
        for (const char* fn : {"sum", "mean", "min", "max"}) {
            const Params params{{"fn", std::string(fn)}};
            const auto gpu = runOnDevice(narrow, "reduce", {x}, params);
            const auto cpu = runOnHost("reduce", {x}, params);
            QVERIFY2(ulps(gpu->as<float>()[0], cpu->as<float>()[0]) <= 1, fn);
        }
        const std::vector<PortSpec> wide{{"x", {DType::F64, {4}}}};
        QVERIFY(!narrow.device()
                     .whyNot(operatorNamed("reduce"), wide, {{"fn", std::string("sum")}})
                     .empty());
    }

    void manyExpressionsDoNotPileUp()
    {
        // More than are kept; each must still give its own result.
        const std::vector<float> x(8, 1.0F);
        for (int i = 0; i < 150; ++i) {
            const auto y = runOnDevice(harness_, "map", {valueOf("x", DType::F32, {8}, x)},
                                       {{"expr", "x + " + std::to_string(i)}});
            QCOMPARE(y->as<float>()[7], 1.0F + static_cast<float>(i));
        }
    }

    void reduceOfNothingIsNeutral()
    {
        const std::vector<float> none;
        const Value x = valueOf("x", DType::F32, {0}, none);
        const auto sum = runOnDevice(harness_, "reduce", {x}, {{"fn", std::string("sum")}});
        const auto product = runOnDevice(harness_, "reduce", {x}, {{"fn", std::string("prod")}});
        QCOMPARE(sum->as<float>()[0], 0.0F);
        QCOMPARE(product->as<float>()[0], 1.0F);
    }

    void nanSpoilsEveryReduction()
    {
        std::vector<float> x(1000, 2.0F);
        x[777] = std::numeric_limits<float>::quiet_NaN();
        for (const char* fn : {"sum", "mean", "min", "max", "prod"}) {
            const auto y = runOnDevice(harness_, "reduce", {valueOf("x", DType::F32, {1000}, x)},
                                       {{"fn", std::string(fn)}});
            QVERIFY2(std::isnan(y->as<float>()[0]), fn);
        }
    }

    void gaussMatchesTheCpu()
    {
        Random random(11);
        double worst = 0;
        for (const double sigma : {0.3, 1.0, 2.5, 9.0, 200.0})
            for (const std::uint64_t channels : {1U, 3U, 4U})
                worst =
                    std::max(worst, imageCase("image.gauss", random, channels, {{"sigma", sigma}}));
        qInfo("worst difference: %g levels", worst);
        QVERIFY(worst <= 1);
    }

    void resizeMatchesTheCpu()
    {
        Random random(12);
        double worst = 0;
        for (int round = 0; round < 10; ++round) {
            const auto width = static_cast<std::int64_t>(1 + random.upTo(90));
            const auto height = static_cast<std::int64_t>(1 + random.upTo(90));
            for (const std::uint64_t channels : {1U, 3U, 4U})
                worst = std::max(worst, imageCase("image.resize", random, channels,
                                                  {{"width", width}, {"height", height}}));
        }
        qInfo("worst difference: %g levels", worst);
        QVERIFY(worst <= 1);
    }

    void nlmeansIsTheSameInSeveralBands()
    {
        Random random(17);
        // Wide enough that three bands of rows are worked on one after the other.
        const Shape shape{301, 6001};
        const auto x = valueOf("x", DType::U8, shape,
                               random.values<std::uint8_t>(*shape.elements(), 0, 255.9));
        const Params params{{"h", 90.0}, {"patch", std::int64_t{1}}, {"search", std::int64_t{2}}};
        QVERIFY(imageRun<std::uint8_t>("image.nlmeans", x, params) <= 1);
    }

    void filtersAreTheSameInSeveralParts()
    {
        Random random(18);
        // Many neighbours of many elements: more than one dispatch may visit.
        const Shape shape{257, 331, 3};
        const auto x = valueOf("x", DType::U8, shape,
                               random.values<std::uint8_t>(*shape.elements(), 0, 255.9));
        QCOMPARE(imageRun<std::uint8_t>("image.median", x, {{"radius", std::int64_t{9}}}), 0.0);
        const std::vector<double> weights(31 * 31, 1.0 / (31 * 31));
        QVERIFY(imageRun<std::uint8_t>("stencil2d", x, {{"weights", weights}}) <= 1);
    }

    void mapMatchesTheCpu_data()
    {
        QTest::addColumn<QString>("expr");
        for (const char* expr :
             {"x * 2 + 1", "x / b", "sqrt(abs(x)) - b", "exp(x / 10) + sin(b)", "x ^ 3 / (b + 7)",
              "x > b ? log(abs(x) + 1) : tanh(b)", "min(max(x, b), 1) * pi"})
            QTest::addRow("%s", expr) << QString(expr);
    }
    void mapMatchesTheCpu()
    {
        QFETCH(QString, expr);
        Random random(13);
        const Params params{{"expr", expr.toStdString()}};
        double worst = 0;
        for (const std::uint64_t count : {1U, 2U, 5U, 4096U, 30001U}) {
            const auto x = valueOf("x", DType::F32, {count}, random.values<float>(count, -20, 20));
            const auto b = valueOf("b", DType::F32, {count}, random.values<float>(count, -20, 20));
            const auto one = valueOf("b", DType::F32, {1}, random.values<float>(1, -20, 20));
            worst = std::max(worst, mapCase({x, b}, params));
            worst = std::max(worst, mapCase({x, one}, params));
        }
        qInfo("worst difference: %g ulp", worst);
        QVERIFY(worst <= 4);
    }

    void mapReadsEveryNarrowType()
    {
        Random random(14);
        const Params params{{"expr", std::string("x * 0.5 + 3")}};
        const std::uint64_t n = 1003;
        QCOMPARE(
            mapCase({valueOf("x", DType::U8, {n}, random.values<std::uint8_t>(n, 0, 255))}, params),
            0.0);
        QCOMPARE(mapCase({valueOf("x", DType::I8, {n}, random.values<std::int8_t>(n, -128, 127))},
                         params),
                 0.0);
        QCOMPARE(
            mapCase({valueOf("x", DType::U16, {n}, random.values<std::uint16_t>(n, 0, 65'535))},
                    params),
            0.0);
        QCOMPARE(mapCase({valueOf("x", DType::I16, {n},
                                  random.values<std::int16_t>(n, -32'768, 32'767))},
                         params),
                 0.0);
        QCOMPARE(mapCase({valueOf("x", DType::I32, {n}, random.values<std::int32_t>(n, -2e9, 2e9))},
                         params),
                 0.0);
        QCOMPARE(mapCase({valueOf("x", DType::U32, {n}, random.values<std::uint32_t>(n, 0, 4e9))},
                         params),
                 0.0);
        // Halves of every exponent, among them the subnormal ones.
        QCOMPARE(
            mapCase({valueOf("x", DType::F16, {n}, random.values<std::uint16_t>(n, 0, 0x7bff))},
                    params),
            0.0);
    }

    void secondRunNeedsNoPreparation()
    {
        DeviceHarness fresh;
        fresh.start();
        const std::vector<float> x(1000, 1.0F);
        const Params params{{"expr", std::string("x + 0.125")}};
        Seconds prepare[2];
        for (Seconds& spent : prepare)
            spent = launchOnce(fresh, valueOf("x", DType::F32, {1000}, x), params).prepare;
        QVERIFY2(prepare[1] < prepare[0] / 3, "a cached pipeline was made again");
    }

    void refusalsSayWhy()
    {
        const auto& map = operatorNamed("map");
        const Params params{{"expr", std::string("x + 1")}};
        const auto whyNot = [&](const OperatorInfo& op, DType type, Shape shape, const Params& p) {
            const std::vector<PortSpec> ports{{"x", {type, shape}}};
            return harness_.device().whyNot(op, ports, p);
        };
        QVERIFY(whyNot(map, DType::F32, {100}, params).empty());
        QVERIFY(whyNot(map, DType::F64, {100}, params).find("f32") != std::string::npos);
        QVERIFY(whyNot(map, DType::F32, {std::uint64_t{1} << 40}, params).find("MiB")
                != std::string::npos);
        QVERIFY(whyNot(operatorNamed("image.load"), DType::U8, {4}, {}).find("no Vulkan kernel")
                != std::string::npos);
        QVERIFY(whyNot(operatorNamed("reduce"), DType::I64, {4}, {{"fn", std::string("sum")}})
                    .find("i64")
                != std::string::npos);
    }

    void outputsFeedTheNextLaunchWithoutACopy()
    {
        const BufferId x = harness_.nextBuffer();
        const BufferId y = harness_.nextBuffer();
        const BufferId z = harness_.nextBuffer();
        const TensorSpec spec{DType::F32, {64}};
        Launch first = mapLaunch("x * 3", {"x", x, spec, blockOf(std::vector<float>(64, 2.0F))}, y);
        Launch second = mapLaunch("x + 1", {"x", y, spec, nullptr}, z);
        second.fetch = {{"y", z, spec, nullptr}};
        const Completion a = harness_.run(std::move(first));
        const Completion b = harness_.run(std::move(second));
        QVERIFY(!a.error && !b.error);
        QCOMPARE(b.bytesIn, Bytes(0));
        QCOMPARE(b.produced.at(0).second->as<float>()[63], 7.0F);
        Launch release;
        release.release = {x, y, z};
        harness_.run(std::move(release));
    }

private:
    static Launch mapLaunch(const std::string& expr, const LaunchInput& x, BufferId y)
    {
        OperatorWork work;
        work.op = &operatorNamed("map");
        work.params = {{"expr", expr}};
        Launch launch;
        launch.work = std::make_shared<const Work>(std::move(work));
        launch.inputs = {x};
        launch.outputs = {{"y", y, x.spec}};
        return launch;
    }

    static Completion launchOnce(DeviceHarness& harness, const Value& x, const Params& params)
    {
        const LaunchInput in{"x", harness.nextBuffer(), x.spec, x.data};
        return harness.run(mapLaunch(std::get<std::string>(params.find("expr")->second), in,
                                     harness.nextBuffer()));
    }

    double mapCase(const std::vector<Value>& inputs, const Params& params)
    {
        const auto gpu = runOnDevice(harness_, "map", inputs, params);
        const auto cpu = runOnHost("map", inputs, params);
        double worst = 0;
        for (std::size_t i = 0; i < cpu->as<float>().size(); ++i)
            worst = std::max(worst, ulps(gpu->as<float>()[i], cpu->as<float>()[i]));
        return worst;
    }

    template <class T>
    double imageRun(const std::string& op, const Value& x, const Params& params)
    {
        return worstDifference<T>(*runOnDevice(harness_, op, {x}, params),
                                  *runOnHost(op, {x}, params));
    }

    double imageCase(const std::string& op, Random& random, std::uint64_t channels,
                     const Params& params)
    {
        const Shape shape{1 + random.upTo(60), 1 + random.upTo(60), channels};
        const std::uint64_t n = *shape.elements();
        const auto u8 = valueOf("x", DType::U8, shape, random.values<std::uint8_t>(n, 0, 255.9));
        const auto u16 =
            valueOf("x", DType::U16, shape, random.values<std::uint16_t>(n, 0, 65'535.9));
        const auto f32 = valueOf("x", DType::F32, shape, random.values<float>(n, 0, 1));
        return std::max({imageRun<std::uint8_t>(op, u8, params),
                         imageRun<std::uint16_t>(op, u16, params),
                         imageRun<float>(op, f32, params) * (1 << 20)});
    }

    template <class R, class Real = float>
    void compareReduce(const std::vector<Value>& inputs, const Params& params, double tolerance)
    {
        const auto gpu = runOnDevice(harness_, "reduce", inputs, params);
        const auto cpu = runOnHost("reduce", inputs, params);
        QCOMPARE(gpu->size(), cpu->size());
        for (std::size_t i = 0; i < cpu->as<R>().size(); ++i) {
            const double g = gpu->as<R>()[i];
            const double c = cpu->as<R>()[i];
            QVERIFY2(g == c || std::abs(g - c) <= tolerance * std::abs(c),
                     qPrintable(QString("%1 instead of %2").arg(g).arg(c)));
        }
    }

    template <class T>
    void gemmCase(DeviceHarness& harness, DType type, double tolerance)
    {
        QFETCH(int, m);
        QFETCH(int, n);
        QFETCH(int, k);
        QFETCH(bool, transA);
        QFETCH(bool, transB);
        QFETCH(bool, c0);
        const auto um = static_cast<std::uint64_t>(m);
        const auto un = static_cast<std::uint64_t>(n);
        const auto uk = static_cast<std::uint64_t>(k);
        Random random(3);
        const auto a = random.values<T>(um * uk, -1, 1);
        const auto b = random.values<T>(uk * un, -1, 1);
        const auto start = c0 ? random.values<T>(um * un, -1, 1) : std::vector<T>{};
        const Params params{
            {"alpha", 1.5}, {"beta", c0 ? -0.5 : 0.0}, {"trans_a", transA}, {"trans_b", transB}};
        std::vector<Value> inputs{valueOf("a", type, transA ? Shape{uk, um} : Shape{um, uk}, a),
                                  valueOf("b", type, transB ? Shape{un, uk} : Shape{uk, un}, b)};
        if (c0)
            inputs.push_back(valueOf("c0", type, {um, un}, start));
        const auto gpu = runOnDevice(harness, "gemm", inputs, params);
        const auto expected = naiveGemm(a, b, start, {um, un, uk}, params);
        const double limit = tolerance * std::sqrt(std::max(1.0, static_cast<double>(k))) * 1.5;
        double worst = 0;
        for (std::size_t i = 0; i < expected.size(); ++i)
            worst = std::max(worst, std::abs(static_cast<double>(gpu->as<T>()[i])
                                             - static_cast<double>(expected[i])));
        qInfo("worst difference: %g of %g", worst, limit);
        QVERIFY(worst <= limit);
    }

    DeviceHarness& tunedAs(Architecture architecture)
    {
        auto& harness = tuned_[architecture];
        if (!harness) {
            harness = std::make_unique<DeviceHarness>(Options{.tuneAs = architecture});
            harness->start();
        }
        return *harness;
    }

    DeviceHarness harness_;
    std::map<Architecture, std::unique_ptr<DeviceHarness>> tuned_;
};

QTEST_APPLESS_MAIN(KernelsTest)
#include "kernels_test.moc"
