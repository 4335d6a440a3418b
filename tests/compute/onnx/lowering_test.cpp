#include "compute/cpu/cpu_device.h"
#include "compute/io/npy.h"
#include "compute/onnx/onnx_reader.h"
#include "compute/operators/catalog.h"
#include "compute/posix/unique_fd.h"
#include "core/engine/step_costs.h"
#include "core/incremental/disk_files.h"
#include "core/incremental/recipe.h"
#include "core/task/check.h"
#include "core/wording/message.h"
#include "tests/compute/onnx/model_runner.h"
#include "tests/compute/onnx/model_writer.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>

#include <fstream>
#include <sstream>

using namespace xpu;
using namespace xpu::tests;

namespace {

ModelText network()
{
    ModelText model;
    model.inputs = {{"data", {0, 8}}};
    model.outputs = {"prob", "hidden.1"};
    model.constants = {floats("w", {8, 4}, std::vector<float>(32, 0.25F)),
                       floats("b", {4}, {1, 2, 3, 4})};
    model.nodes = {node("Gemm", {"data", "w", "b"}, {"g"}, {}, "/net/fc.1/Gemm"),
                   node("Relu", {"g"}, {"hidden.1"}), node("Softmax", {"hidden.1"}, {"prob"})};
    return model;
}

} // namespace

/// Model steps of a task file become the steps their file consists of.
class LoweringTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir dir_;

    std::string path(const std::string& name) const
    {
        return dir_.path().toStdString() + "/" + name;
    }

    void write(const std::string& name, const std::string& text) const
    {
        std::ofstream(path(name), std::ios::binary) << text;
    }

    void writeArray(const std::string& name, const TensorSpec& spec) const
    {
        const std::vector<std::byte> zeros(spec.bytes().count);
        const UniqueFd fd(::open(path(name).c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600));
        QVERIFY(io::writeNpy(fd.get(), spec, zeros.data()).has_value());
    }

    CheckResult check(const std::string& steps) const
    {
        write("task.xpu.toml", "xpu = 1\nname = \"t\"\n" + steps);
        CheckContext context;
        context.catalog = &operators::BuiltinCatalog::instance();
        context.models = &onnx::OnnxReader::instance();
        return checkTask(readTaskSource(path("task.xpu.toml")).value(), context);
    }

    static std::string summary(const CheckResult& result)
    {
        std::string out;
        for (const Diagnostic& d : result.diagnostics)
            out += (out.empty() ? "" : ", ") + d.code + (d.variant.empty() ? "" : "/" + d.variant)
                   + " " + std::to_string(d.line);
        return out;
    }

    static std::string idsOf(const TaskGraph& graph)
    {
        std::string out;
        for (const Step& step : graph.steps)
            out += (out.empty() ? "" : " ") + step.id;
        return out;
    }

private Q_SLOTS:
    void initTestCase()
    {
        write("net.onnx", network().text());
        writeArray("x.npy", {DType::F32, {3, 8}});
    }

    void aModelBecomesStepsNamedLikeItsNodes()
    {
        const CheckResult result = check(R"([[step]]
id = "scale"
op = "map"
params = { expr = "x / 255" }
in = { x = "x.npy" }
[[step]]
id = "net"
model = { onnx = "net.onnx", batch = 3 }
in = { data = "scale.y" }
out = { prob = "prob.npy" }
[[step]]
id = "sum"
op = "reduce"
params = { fn = "sum" }
in = { x = "net.hidden.1" }
after = ["net"]
)");
        QCOMPARE(summary(result), std::string());
        QCOMPARE(idsOf(*result.graph), std::string("scale net/net_fc_1_Gemm net/net_fc_1_Gemm_bias "
                                                   "net/relu1 net/softmax1 sum"));
        const Step& gemm = result.graph->steps[1];
        const auto& weights = std::get<FileSource>(gemm.inputs[1].source);
        QVERIFY(weights.path.ends_with("/net.onnx") && weights.part->offset > 0);
        QCOMPARE(gemm.inputs[1].spec->text(), std::string("f32 [8, 4]"));
        const Step& softmax = result.graph->steps[4];
        QVERIFY(softmax.outputs[0].file && softmax.outputs[0].file->path.ends_with("/prob.npy"));
        QCOMPARE(softmax.outputs[0].spec->text(), std::string("f32 [3, 4]"));
        QCOMPARE(std::get<StepPort>(result.graph->steps[5].inputs[0].source).step.value, 3U);
        QCOMPARE(result.graph->predecessorCount[5], 2U); // relu by its value, softmax by `after`
    }

    void aPinOfTheModelIsOneOfAllItsSteps()
    {
        const CheckResult result = check(
            "[[step]]\nid = \"net\"\nmodel = { onnx = \"net.onnx\" }\nin = { data = \"x.npy\" }\n");
        for (const Step& step : result.graph->steps)
            QCOMPARE(pinOf(step, {{"net", "cpu"}, {"ne", "vulkan"}}), std::string("cpu"));
    }

    void otherWeightsMakeResultsStale()
    {
        const std::string steps = "[[step]]\nid = \"net\"\nmodel = { onnx = \"net.onnx\" }\n"
                                  "in = { data = \"x.npy\" }\nout = { prob = \"prob.npy\" }\n";
        const auto recipe = [&] {
            DiskFiles files;
            return recipesOf(*check(steps).graph, files).recipes.back().text();
        };
        const std::string before = recipe();
        ModelText other = network();
        other.constants[1] = floats("b", {4}, {4, 3, 2, 1});
        write("net.onnx", other.text());
        const std::string after = recipe();
        write("net.onnx", network().text());
        QVERIFY(before != after);
        QCOMPARE(recipe(), before);
    }

    void oneModelFeedsAnotherAndASweepRepeatsBoth()
    {
        const CheckResult result = check(R"([sweep.k]
values = [1, 2]
[[step]]
id = "second"
model = { onnx = "relu.onnx" }
in = { x = "first.prob" }
out = { y = "y-{k}.npy" }
[[step]]
id = "first"
model = { onnx = "net.onnx" }
in = { data = "x.npy" }
)");
        QCOMPARE(summary(result), std::string("E302 7"));
        write("relu.onnx", [] {
            ModelText relu;
            relu.inputs = {{"x", {0, 4}}};
            relu.outputs = {"y"};
            relu.nodes = {node("Relu", {"x"}, {"y"}, {}, "act")};
            return relu.text();
        }());
        const CheckResult again = check(R"([sweep.k]
values = [1, 2]
[[step]]
id = "second"
model = { onnx = "relu.onnx" }
in = { x = "first.prob" }
out = { y = "y-{k}.npy" }
[[step]]
id = "first"
model = { onnx = "net.onnx" }
in = { data = "x.npy" }
)");
        QCOMPARE(summary(again), std::string());
        QCOMPARE(again.stepCount, std::size_t{10});
        QCOMPARE(again.graph->steps[5].id, std::string("second/act[1]"));
        // The weights of all runs are one value.
        QCOMPARE(std::get<FileSource>(again.graph->steps[1].inputs[1].source).part,
                 std::get<FileSource>(again.graph->steps[6].inputs[1].source).part);
    }

    void saysWhatDoesNotFit_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QByteArray>("found");
        const auto row = [](const char* name, const char* step, const char* found) {
            QTest::newRow(name) << QByteArray(step) << QByteArray(found);
        };
        row("batch", "model = { onnx = \"net.onnx\", batch = 4 }\nin = { data = \"x.npy\" }\n",
            "E207 6");
        row("input missing", "model = { onnx = \"net.onnx\" }\n", "E206/missing 3");
        row("input unknown",
            "model = { onnx = \"net.onnx\" }\nin = { data = \"x.npy\", more = \"x.npy\" }\n",
            "E206/input 6");
        row("output unknown",
            "model = { onnx = \"net.onnx\" }\nin = { data = \"x.npy\" }\nout = { y = \"y.npy\" }\n",
            "E206/output 7");
        row("operator", "model = { onnx = \"odd.onnx\" }\nin = { data = \"x.npy\" }\n", "E507 5");
        row("no model", "model = { onnx = \"x.npy\" }\nin = { data = \"x.npy\" }\n", "E508 5");
        row("port unknown",
            "model = { onnx = \"net.onnx\" }\nin = { data = \"x.npy\" }\n[[step]]\nid = \"b\"\nop "
            "= "
            "\"map\"\nparams = { expr = \"x\" }\nin = { x = \"net.nothing\" }\n",
            "E206/step 11");
        row("id twice",
            "model = { onnx = \"net.onnx\" }\nin = { data = \"x.npy\" }\n[[step]]\nid = "
            "\"net\"\nop = "
            "\"map\"\nparams = { expr = \"x\" }\nin = { x = \"x.npy\" }\n",
            "E204 8");
    }

    void saysWhatDoesNotFit()
    {
        QFETCH(QByteArray, step);
        QFETCH(QByteArray, found);
        ModelText odd = network();
        odd.nodes[1] = node("Einsum", {"g"}, {"hidden.1"}, {}, "strange");
        write("odd.onnx", odd.text());
        const CheckResult result = check("[[step]]\nid = \"net\"\n" + step.toStdString());
        QCOMPARE(QByteArray::fromStdString(summary(result)), found);
        QVERIFY(!result.graph);
    }

    void anUnsupportedOperatorIsNamedWithItsNodeAndFile()
    {
        ModelText odd = network();
        odd.nodes[1] = node("Einsum", {"g"}, {"hidden.1"}, {}, "strange");
        write("odd.onnx", odd.text());
        const CheckResult result = check(
            "[[step]]\nid = \"net\"\nmodel = { onnx = \"odd.onnx\" }\nin = { data = \"x.npy\" }\n");
        const std::string said = wording::message(result.diagnostics.front());
        for (const char* word : {"odd.onnx", "Einsum", "strange"})
            QVERIFY2(said.find(word) != std::string::npos, said.c_str());
    }

    void theApprovalCoversTheModel()
    {
        const std::string steps = R"([[step]]
id = "net"
model = { onnx = "net.onnx" }
in = { data = "x.npy" }
[[step]]
id = "say"
run = ["true"]
)";
        const std::string before = check(steps).graph->approvalDigest;
        ModelText other = network();
        other.constants[1] = floats("b", {4}, {4, 3, 2, 1});
        write("net.onnx", other.text());
        const std::string after = check(steps).graph->approvalDigest;
        write("net.onnx", network().text());
        QVERIFY(before != after);
        QCOMPARE(check(steps).graph->approvalDigest, before);
    }
};

QTEST_APPLESS_MAIN(LoweringTest)
#include "lowering_test.moc"
