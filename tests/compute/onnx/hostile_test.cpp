#include "compute/onnx/onnx_reader.h"
#include "compute/posix/unique_fd.h"
#include "tests/compute/onnx/model_writer.h"

#include <QElapsedTimer>
#include <QTest>

#include <sys/mman.h>
#include <unistd.h>

#include <random>
#include <set>

using namespace xpu;
using namespace xpu::tests;

namespace {

/// A small network with most of what a file can hold.
std::string goodModel()
{
    ModelText model;
    model.inputs = {{"x", {0, 8}}};
    model.outputs = {"y", "z"};
    model.constants = {floats("w", {8, 4}, std::vector<float>(32, 0.5F)),
                       floats("b", {4}, {1, 2, 3, 4}), integers("s", {-1, 2})};
    model.nodes = {node("Gemm", {"x", "w", "b"}, {"g"}, {attribute("alpha", 0.5F)}, "layer/fc"),
                   node("Relu", {"g"}, {"r"}), node("Reshape", {"r", "s"}, {"y"}),
                   node("Concat", {"r", "g"}, {"z"}, {attribute("axis", std::int64_t{1})})};
    return model.text();
}

UniqueFd fileWith(const std::string& text)
{
    UniqueFd fd(::memfd_create("model", MFD_CLOEXEC));
    for (std::size_t at = 0; at < text.size();) {
        const ssize_t n = ::write(fd.get(), text.data() + at, text.size() - at);
        if (n <= 0)
            break;
        at += static_cast<std::size_t>(n);
    }
    return fd;
}

/// The code it is refused with; empty when it is not.
std::string codeOf(const std::string& text)
{
    const UniqueFd fd = fileWith(text);
    const auto& reader = onnx::OnnxReader::instance();
    const auto ports = reader.ports(fd.get());
    if (!ports)
        return ports.error().code;
    std::vector<PortSpec> inputs;
    for (const std::string& name : ports->inputs)
        inputs.push_back({name, {DType::F32, {3, 8}}});
    const auto lowered = reader.lower(fd.get(), inputs, 0);
    return lowered ? std::string() : lowered.error().code;
}

ModelText oneNode(Message one)
{
    ModelText model;
    model.inputs = {{"x", {0, 8}}};
    model.outputs = {"y"};
    model.nodes = {std::move(one)};
    return model;
}

} // namespace

/// Files that are no models, or were made to do harm: an error, soon.
class HostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesTheGoodOne() { QCOMPARE(codeOf(goodModel()), std::string()); }

    void refusesEveryTruncation()
    {
        const std::string good = goodModel();
        int refused = 0;
        for (std::size_t size = 0; size < good.size(); ++size)
            refused += codeOf(good.substr(0, size)).empty() ? 0 : 1;
        // What is cut off at the end may be the version alone, which is not missed.
        QVERIFY2(refused + 10 > static_cast<int>(good.size()),
                 qPrintable(QString::number(refused)));
    }

    void survivesFlippedBits()
    {
        const std::string good = goodModel();
        std::mt19937 random(3);
        int refused = 0;
        for (int i = 0; i < 20'000; ++i) {
            std::string bad = good;
            for (int flips = 1 + static_cast<int>(random() % 4); flips > 0; --flips)
                bad[random() % bad.size()] ^= static_cast<char>(1U << (random() % 8));
            const std::string code = codeOf(bad);
            refused += code.empty() ? 0 : 1;
            QVERIFY2(code.empty() || code.starts_with("E"), code.c_str());
        }
        QVERIFY(refused > 0);
    }

    void refusesWhatIsTooMuch_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const std::string& text) {
            QTest::newRow(name) << QByteArray(text.data(), static_cast<qsizetype>(text.size()));
        };
        Message nothing;
        for (int i = 0; i < 1'500'000; ++i)
            nothing.integer(99, 1);
        row("fields", nothing.text());
        Message nodes;
        for (int i = 0; i < 30'000; ++i)
            nodes.message(1, node("Relu", {"x"}, {"y"}));
        row("nodes", Message().message(7, nodes).text());
        row("name", oneNode(node(std::string(10'000, 'a'), {"x"}, {"y"})).text());
        std::string deep;
        for (int i = 0; i < 5'000; ++i)
            deep = Message()
                       .bytes(1, Message().bytes(5, Message().bytes(6, deep).text()).text())
                       .text();
        row("nesting", Message().bytes(7, deep).text());
        ModelText large = oneNode(node("Add", {"x", "w"}, {"y"}));
        large.constants = {floats("w", {INT64_MAX, INT64_MAX}, {1})};
        row("extents", large.text());
        ModelText negative = oneNode(node("Add", {"x", "w"}, {"y"}));
        negative.constants = {floats("w", {-4}, {1})};
        row("negative extents", negative.text());
        ModelText promises = oneNode(node("Add", {"x", "w"}, {"y"}));
        promises.constants = {floats("w", {1'000'000}, {1})};
        row("short array", promises.text());
        ModelText axes =
            oneNode(node("Transpose", {"x"}, {"y"}, {attribute("perm", Extents{7, -9})}));
        row("axes", axes.text());
        ModelText shape = oneNode(node("Reshape", {"x", "s"}, {"y"}));
        shape.constants = {integers("s", {INT32_MAX, INT32_MAX, INT32_MAX, -5})};
        row("shape", shape.text());
        Message alike;
        for (int i = 0; i < 19'000; ++i)
            alike.message(1, node("Relu", {i == 0 ? "x" : "y"}, {"y"}, {}, "same"));
        alike.message(
            11, Message().bytes(1, "x").message(2, Message().message(1, Message().integer(1, 1))));
        for (int i = 0; i < 5'000; ++i)
            alike.message(12, Message().bytes(1, "y"));
        row("outputs", Message().message(7, alike).text());
        ModelText many = oneNode(node("Max", std::vector<std::string>(50'000, "x"), {"y"}));
        row("operands", many.text());
        ModelText reads = oneNode(node("Relu", {"x"}, {"y"}));
        reads.constants = {floats("c", {1'000'000}, std::vector<float>(1'000'000, 1))};
        reads.nodes.assign(100, node("BatchNormalization", {"x", "c", "c", "c", "c"}, {"y"}));
        row("numbers", reads.text());
        row("itself", oneNode(node("Relu", {"y"}, {"y"})).text());
        row("no graph", "xpu = 1\nname = \"no model\"\n");
    }

    void manyNodesOfOneNameAreToldApart()
    {
        Message graph;
        for (int i = 0; i < 19'000; ++i)
            graph.message(1, node("Relu", {i == 0 ? "x" : "y"}, {"y"}, {}, "same"));
        graph.message(
            11, Message().bytes(1, "x").message(2, Message().message(1, Message().integer(1, 1))));
        graph.message(12, Message().bytes(1, "y"));
        const UniqueFd fd = fileWith(Message().message(7, graph).text());
        const std::vector<PortSpec> inputs{{"x", {DType::F32, {3}}}};
        const auto lowered = onnx::OnnxReader::instance().lower(fd.get(), inputs, 0);
        QVERIFY(lowered.has_value());
        std::set<std::string> names;
        for (const ModelStep& step : lowered->steps)
            names.insert(step.name);
        QCOMPARE(names.size(), std::size_t{19'000});
    }

    void refusesWhatIsTooMuch()
    {
        QFETCH(QByteArray, text);
        const std::string code = codeOf(text.toStdString());
        QVERIFY2(code == "E507" || code == "E508", code.c_str());
    }
};

QTEST_APPLESS_MAIN(HostileTest)
#include "hostile_test.moc"
