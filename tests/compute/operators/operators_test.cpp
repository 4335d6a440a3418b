#include "compute/cpu/cpu_device.h"
#include "compute/operators/catalog.h"
#include "tests/compute/operators/agreement.h"
#include "tests/compute/operators/naive.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

using namespace xpu;
using namespace xpu::tests;

namespace {

const OperatorInfo& op(std::string_view name)
{
    return *operators::BuiltinCatalog::instance().find(name);
}

DeviceInfo cpuInfo(int threads)
{
    DeviceInfo info;
    info.id = "cpu";
    info.threads = threads;
    return info;
}

/// Of whole numbers that a half holds, as the random cases have them.
void storeHalves(HostBlock& block, const std::vector<double>& values)
{
    const auto halves = block.as<std::uint16_t>();
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto whole = static_cast<unsigned>(std::abs(values[i]));
        const int exponent = whole == 0 ? 0 : std::ilogb(whole);
        const auto bits = static_cast<unsigned>(std::ldexp(whole, 10 - exponent));
        halves[i] =
            whole == 0
                ? std::uint16_t{0}
                : static_cast<std::uint16_t>((static_cast<unsigned>(exponent + 14) << 10) + bits);
    }
}

template <class T>
void store(HostBlock& block, const std::vector<double>& values)
{
    for (std::size_t i = 0; i < values.size(); ++i)
        block.as<T>()[i] = static_cast<T>(values[i]);
}

std::shared_ptr<HostBlock> blockOf(const TensorSpec& spec, const std::vector<double>& values)
{
    static const std::map<DType, void (*)(HostBlock&, const std::vector<double>&)> kStores = {
        {DType::F32, store<float>},         {DType::F64, store<double>},
        {DType::I8, store<std::int8_t>},    {DType::I16, store<std::int16_t>},
        {DType::I32, store<std::int32_t>},  {DType::I64, store<std::int64_t>},
        {DType::U8, store<std::uint8_t>},   {DType::U16, store<std::uint16_t>},
        {DType::U32, store<std::uint32_t>}, {DType::U64, store<std::uint64_t>},
        {DType::C64, store<float>},         {DType::F16, storeHalves}};
    auto block = HostBlock::allocate(spec.bytes()).value();
    kStores.at(spec.dtype)(*block, values);
    return block;
}

/// Operators that compute on devices, but for those named.
std::vector<std::string> computing(const std::vector<std::string>& without)
{
    const auto& catalog = operators::BuiltinCatalog::instance();
    std::vector<std::string> all;
    for (const std::string_view name : catalog.names())
        if (!catalog.find(name)->host && std::ranges::count(without, name) == 0)
            all.emplace_back(name);
    return all;
}

} // namespace

class OperatorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheDefinition_data();
    void agreesWithTheDefinition();
    void mapComputesWhatTheExpressionSays();
    void mapSpreadsSmallerInputsOverTheResult();
    void givesTheSameBitsWithOneThreadAndTwo_data();
    void givesTheSameBitsWithOneThreadAndTwo();
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
    void everyOperatorHasThreeProbesThatGrowAndStaySmall();
};

void OperatorsTest::agreesWithTheDefinition_data()
{
    QTest::addColumn<QString>("name");
    for (const std::string& name : computing({"map"})) // map has a test of its own
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

void OperatorsTest::agreesWithTheDefinition()
{
    QFETCH(QString, name);
    cpu::CpuDevice device(cpuInfo(2));
    DeviceRunner runner(device);
    RandomCases cases(name.toStdString(), 7);
    double worst = 0;
    for (int i = 0; i < 200; ++i) {
        const Case c = cases.next();
        const Completion done = runner.run(*c.op, c.inputs, c.outputs, c.params);
        QVERIFY2(!done.error, done.error ? done.error->message.c_str() : "");
        const auto wanted = naiveResults(c);
        for (std::size_t o = 0; o < c.outputs.size(); ++o) {
            double unit = 0;
            const double share = shareOfTolerance(c, o, *blockOf(c.outputs[o], wanted.at(o)),
                                                  *done.produced.at(o).second, unit);
            QVERIFY2(share <= 1, (c.text() + " differs by " + std::to_string(unit)).c_str());
            worst = std::max(worst, share);
        }
    }
    qInfo("%s: worst %.3f of the tolerance", qPrintable(name), worst);
}

void OperatorsTest::mapComputesWhatTheExpressionSays()
{
    cpu::CpuDevice device(cpuInfo(2));
    DeviceRunner runner(device);
    const std::size_t count = 10'001; // several chunks and an odd rest
    const TensorSpec spec{DType::F32, {count}};
    auto x = HostBlock::allocate(spec.bytes()).value();
    auto y = HostBlock::allocate(Bytes(count)).value();
    auto k = HostBlock::allocate(Bytes(8)).value();
    for (std::size_t i = 0; i < count; ++i) {
        x->as<float>()[i] = static_cast<float>(i) / 8;
        y->as<std::uint8_t>()[i] = static_cast<std::uint8_t>(i);
    }
    k->as<double>()[0] = 0.5;
    const std::vector<Value> inputs = {
        {"x", spec, x}, {"y", {DType::U8, {count}}, y}, {"k", {DType::F64, {}}, k}};
    Params params;
    params["expr"] = std::string("x * k + (y > 128 ? 1 : -y)");
    const TensorSpec wide{DType::F64, {count}};
    const Completion done = runner.run(op("map"), inputs, {wide}, params);
    QVERIFY2(!done.error, done.error ? done.error->message.c_str() : "");
    const auto out = done.produced.at(0).second->as<double>();
    for (std::size_t i = 0; i < count; ++i) {
        const int level = static_cast<int>(i % 256);
        QCOMPARE(out[i], static_cast<double>(i) / 16 + (level > 128 ? 1 : -level));
    }
}

void OperatorsTest::mapSpreadsSmallerInputsOverTheResult()
{
    cpu::CpuDevice device(cpuInfo(2));
    DeviceRunner runner(device);
    const TensorSpec x{DType::F32, {4, 1, 5}};
    const TensorSpec row{DType::U8, {3, 1}};
    const TensorSpec last{DType::F64, {5}};
    std::vector<double> values(20);
    std::iota(values.begin(), values.end(), 0);
    const std::vector<Value> inputs = {{"x", x, blockOf(x, values)},
                                       {"row", row, blockOf(row, {100, 200, 300 - 256})},
                                       {"last", last, blockOf(last, {.1, .2, .3, .4, .5})}};
    const TensorSpec wide{DType::F64, {4, 3, 5}};
    const Completion done =
        runner.run(op("map"), inputs, {wide}, {{"expr", std::string("x + row + last")}});
    QVERIFY2(!done.error, done.error ? done.error->message.c_str() : "");
    const auto out = done.produced.at(0).second->as<double>();
    const std::array rows = {100.0, 200.0, 44.0};
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < 3; ++j)
            for (std::size_t k = 0; k < 5; ++k)
                QCOMPARE(out[(i * 3 + j) * 5 + k], static_cast<double>(i * 5 + k) + rows[j]
                                                       + 0.1 * (static_cast<double>(k) + 1));
}

void OperatorsTest::givesTheSameBitsWithOneThreadAndTwo_data()
{
    QTest::addColumn<QString>("name");
    // Libraries that cut sums by threads.
    for (const std::string& name : computing({"conv2d", "gemm"}))
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
}

void OperatorsTest::givesTheSameBitsWithOneThreadAndTwo()
{
    QFETCH(QString, name);
    cpu::CpuDevice one(cpuInfo(1));
    cpu::CpuDevice two(cpuInfo(2));
    DeviceRunner first(one);
    DeviceRunner second(two);
    const Agreement agreement = compareDevices(first, second, name.toStdString());
    QVERIFY2(agreement.holds(200), agreement.failure.c_str());
    QCOMPARE(agreement.worstShare, 0.0);
}

void OperatorsTest::refusesWhatDoesNotFit_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<QByteArray>("expr");
    QTest::addColumn<int>("kind");
    using Kind = InferError::Kind;
    const auto row = [](const char* title, const char* name, const char* a, const char* b,
                        const char* expr, Kind kind) {
        QTest::newRow(title) << QString(name) << QByteArray(a) << QByteArray(b) << QByteArray(expr)
                             << static_cast<int>(kind);
    };
    row("inner extents differ", "gemm", "3x4", "5x6", "", Kind::Shape);
    row("b is missing", "gemm", "3x4", "", "", Kind::MissingPort);
    row("shapes differ", "map", "3x4", "4x3", "x + b", Kind::Shape);
    row("unknown name", "map", "3", "3", "x + q", Kind::Expression);
    row("a range that is none", "histogram", "3x4", "", "", Kind::Parameter);
    row("weights that are no square", "stencil2d", "3x4", "", "", Kind::Parameter);
    row("a line where a plane is meant", "stencil2d", "3", "", "", Kind::Shape);
    row("five channels", "image.gauss", "3x4x5", "", "", Kind::Shape);
}

void OperatorsTest::refusesWhatDoesNotFit()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(QByteArray, expr);
    QFETCH(int, kind);
    const auto spec = [](const QByteArray& text) {
        TensorSpec made;
        for (const QByteArray& extent : text.split('x'))
            made.shape.extent[made.shape.rank++] = extent.toULongLong();
        return made;
    };
    const bool matrix = name == "gemm";
    std::vector<PortSpec> ports = {{matrix ? "a" : "x", spec(a)}};
    if (!b.isEmpty())
        ports.push_back({"b", spec(b)});
    Params params;
    params["expr"] = expr.toStdString();
    params["sigma"] = 1.0;
    params["weights"] = std::vector<double>(8, 0.1);
    params["min"] = 2.0;
    params["max"] = 2.0;
    const auto outcome = op(name.toStdString()).infer(ports, params);
    QVERIFY(!outcome);
    QCOMPARE(static_cast<int>(outcome.error().kind), kind);
}

void OperatorsTest::everyOperatorHasThreeProbesThatGrowAndStaySmall()
{
    const auto& catalog = operators::BuiltinCatalog::instance();
    for (const std::string_view name : catalog.names()) {
        const OperatorInfo& op = *catalog.find(name);
        QCOMPARE(op.probes.size(), std::size_t(op.host ? 0 : 3));
        double work = 0;
        for (const ProbeCase& probe : op.probes) {
            const auto outputs = op.infer(probe.inputs, probe.params);
            QVERIFY2(outputs.has_value(), op.name.c_str());
            const CostTerms terms = op.cost(probe.inputs, *outputs, probe.params);
            QVERIFY2(terms.flops > 5 * work, op.name.c_str());
            work = terms.flops;
            Bytes footprint = terms.temporary;
            for (const PortSpec& port : probe.inputs)
                footprint += port.spec.bytes();
            for (const TensorSpec& spec : *outputs)
                footprint += spec.bytes();
            QVERIFY2(footprint <= 64_MiB, op.name.c_str());
        }
    }
}

QTEST_APPLESS_MAIN(OperatorsTest)
#include "operators_test.moc"
