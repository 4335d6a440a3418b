#include "tests/core/task/task_folder.h"

#include <QTest>

#include <filesystem>

using namespace xpu;

namespace {

const std::string kHead = "xpu = 1\nname = \"graph\"\n";

const CommandWork& command(const Step& step) { return std::get<CommandWork>(*step.work); }
const OperatorWork& op(const Step& step) { return std::get<OperatorWork>(*step.work); }
std::string fileOf(const InputPort& in) { return std::get<FileSource>(in.source).path; }

std::vector<std::string> ids(const TaskGraph& graph)
{
    std::vector<std::string> out;
    for (const Step& s : graph.steps)
        out.push_back(s.id);
    return out;
}

std::vector<std::uint32_t> successors(const TaskGraph& graph, std::size_t step)
{
    std::vector<std::uint32_t> out;
    for (std::uint32_t e = graph.successorBegin[step]; e < graph.successorBegin[step + 1]; ++e)
        out.push_back(graph.successors[e].value);
    return out;
}

} // namespace

/// What a valid file becomes.
class GraphTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsKeepTheOrderOfTheFileAndPortsTheirSource()
    {
        const TaskFolder folder;
        const auto result = folder.check(
            kHead
            + "[[step]]\nid=\"z\"\nop=\"image.load\"\nin={file=\"img.png\"}\n"
              "[[step]]\nid=\"a\"\nop=\"image.resize\"\nparams={scale=0.5}\nin={x=\"z.x\"}\n"
              "out={y=\"half.npy\"}\n");
        QVERIFY2(result.graph, summary(result).c_str());
        const TaskGraph& graph = *result.graph;
        QCOMPARE(ids(graph), (std::vector<std::string>{"z", "a"}));
        QCOMPARE(fileOf(graph.steps[0].inputs[0]), folder.path("img.png"));
        const auto& port = std::get<StepPort>(graph.steps[1].inputs[0].source);
        QCOMPARE(port.step.value, 0u);
        QCOMPARE(graph.steps[1].outputs[0].spec->text(), std::string("u8 [4, 4, 3]"));
        QCOMPARE(graph.steps[1].outputs[0].file->path, folder.path("half.npy"));
        QCOMPARE(graph.steps[1].outputs[0].file->root,
                 folder.path("").substr(0, folder.path("").size() - 1));
        QCOMPARE(successors(graph, 0), (std::vector<std::uint32_t>{1}));
        QCOMPARE(graph.predecessorCount[1], 1u);
        QVERIFY(!graph.needsApproval);
        QCOMPARE(std::get<double>(op(graph.steps[1]).params.at("scale")), 0.5);
    }

    void anOutputThatNobodyAsksForIsNotMade()
    {
        const TaskFolder folder;
        const auto result = folder.check(
            kHead
            + "[[step]]\nid=\"plain\"\nop=\"arrange\"\nin={x=\"img.png\"}\nout={y=\"a.npy\"}\n"
              "[[step]]\nid=\"named\"\nop=\"arrange\"\nin={x=\"img.png\"}\n"
              "out={y=\"b.npy\", index=\"c.npy\"}\n"
              "[[step]]\nid=\"asked\"\nop=\"arrange\"\nparams={index=true}\nin={x=\"img.png\"}\n"
              "[[step]]\nid=\"reader\"\nop=\"image.gauss\"\nparams={sigma=1}\n"
              "in={x=\"asked.index\"}\n");
        QVERIFY2(result.graph, summary(result).c_str());
        const auto& steps = result.graph->steps;
        QCOMPARE(steps[0].outputs.size(), std::size_t{1});
        QVERIFY(!op(steps[0]).params.contains("index"));
        QCOMPARE(steps[1].outputs.size(), std::size_t{2});
        QVERIFY(std::get<bool>(op(steps[1]).params.at("index")));
        QCOMPARE(steps[1].outputs[1].file->path, folder.path("c.npy"));
        QCOMPARE(steps[3].inputs[0].spec->dtype, DType::U32);
    }

    void aSweepDoesNotDecideWhichOutputsThereAre()
    {
        const TaskFolder folder;
        const auto result = folder.check(kHead
                                         + "[sweep.k]\nvalues=[true, false]\n[[step]]\nid=\"s\"\n"
                                           "op=\"arrange\"\nparams={index=\"{k}\"}\n"
                                           "in={x=\"img.png\"}\n");
        QVERIFY(!result.graph);
        QVERIFY2(summary(result).starts_with("E107"), summary(result).c_str());
    }

    void sweepsMultiplyInFileOrderWithTheLastFastest()
    {
        const TaskFolder folder;
        const auto result =
            folder.check(kHead
                         + "[sweep.z]\nvalues=[1, 2]\n[sweep.a]\nvalues=[\"p\", \"q\"]\n"
                           "[[step]]\nid=\"s\"\nrun=[\"echo\", \"{z}{a}\"]\n");
        QVERIFY2(result.graph, summary(result).c_str());
        std::vector<std::string> said;
        for (const Step& s : result.graph->steps)
            said.push_back(s.id + "=" + command(s).argv[1]);
        QCOMPARE(said, (std::vector<std::string>{"s[0]=1p", "s[1]=1q", "s[2]=2p", "s[3]=2q"}));
        QCOMPARE(command(result.graph->steps[2]).env.at("XPU_Z"), std::string("2"));
        QCOMPARE(command(result.graph->steps[2]).env.at("XPU_A"), std::string("p"));
    }

    void zippedSweepsAdvanceTogether()
    {
        const TaskFolder folder;
        const auto result = folder.check(
            "sweep_zip=[[\"a\", \"c\"]]\n" + kHead
            + "[sweep.a]\nvalues=[1, 2]\n[sweep.b]\nvalues=[5, 6]\n[sweep.c]\nvalues=[3, 4]\n"
              "[[step]]\nid=\"s\"\nrun=[\"echo\", \"{a}{b}{c}\"]\n");
        QVERIFY2(result.graph, summary(result).c_str());
        std::vector<std::string> said;
        for (const Step& s : result.graph->steps)
            said.push_back(command(s).argv[1]);
        QCOMPARE(said, (std::vector<std::string>{"153", "163", "254", "264"}));
    }

    void globResultsAreSortedByBytes()
    {
        const TaskFolder folder;
        const auto result = folder.check(kHead
                                         + "[sweep.f]\nglob=\"scans/*.png\"\n[[step]]\nid=\"s\"\n"
                                           "run=[\"echo\", \"{f}|{f.name}|{f.stem}|{f.ext}\"]\n");
        QVERIFY2(result.graph, summary(result).c_str());
        const auto& steps = result.graph->steps;
        QCOMPARE(command(steps[0]).argv[1], std::string("scans/1.png|1.png|1|png"));
        QCOMPARE(command(steps[1]).argv[1], std::string("scans/10.png|10.png|10|png"));
        QCOMPARE(command(steps[2]).argv[1], std::string("scans/2.png|2.png|2|png"));
    }

    void rangesIncludeTheirEndAndIntegersStayIntegers()
    {
        const TaskFolder folder;
        const auto result = folder.check(
            kHead
            + "sweep_zip=[[\"i\", \"r\", \"l\"]]\n"
              "[sweep.i]\nfrom=1\nto=3\nstep=1\n[sweep.r]\nfrom=0.1\nto=0.3\nstep=0.1\n"
              "[sweep.l]\nfrom=1\nto=100\ncount=3\nscale=\"log\"\n"
              "[[step]]\nid=\"s\"\nrun=[\"echo\", \"{i} {r} {l}\"]\n");
        QVERIFY2(result.graph, summary(result).c_str());
        QCOMPARE(result.graph->steps.size(), std::size_t{3});
        QCOMPARE(command(result.graph->steps[1]).argv[1], std::string("2 0.2 10"));
        QCOMPARE(command(result.graph->steps[2]).argv[1], std::string("3 0.3 100"));
    }

    void bracesThatNameNothingStay()
    {
        const TaskFolder folder;
        const auto result = folder.check(
            kHead
            + "[sweep.a]\nvalues=[7]\n[[step]]\nid=\"s\"\nthreads=\"2..4\"\n"
              "run=[\"awk\", \"{print $1} {{a} ${HOME} {a.what} {a}{threads}\", \"{\"]\n");
        QVERIFY2(result.graph, summary(result).c_str());
        const auto& argv = command(result.graph->steps[0]).argv;
        QCOMPARE(argv[1], std::string("{print $1} {a} ${HOME} {a.what} 74"));
        QCOMPARE(argv[2], std::string("{"));
    }

    void commandsPassFilesThroughPorts()
    {
        const TaskFolder folder;
        const auto result = folder.check(
            kHead
            + "[[step]]\nid=\"first\"\nrun=[\"make\", \"{in.data}\", \"{out.table}\"]\n"
              "in={data=\"a.npy\"}\nout={table=\"t.csv\"}\n"
              "[[step]]\nid=\"second\"\nrun=[\"read\", "
              "\"{in.t}\"]\n[step.in]\nt=\"first.table\"\n");
        QVERIFY2(result.graph, summary(result).c_str());
        const auto& steps = result.graph->steps;
        const CommandWork& first = command(steps[0]);
        QCOMPARE(first.argv[1], folder.path("a.npy"));
        QCOMPARE(first.outputs[0].declared, folder.path("t.csv"));
        QCOMPARE(first.argv[2], first.outputs[0].temporary);
        QVERIFY(first.argv[2] != folder.path("t.csv"));
        QVERIFY(first.argv[2].starts_with(folder.path("")) && first.argv[2].ends_with("t.csv"));
        QCOMPARE(command(steps[1]).argv[1], folder.path("t.csv"));
        QCOMPARE(successors(*result.graph, 0), (std::vector<std::uint32_t>{1}));
        QVERIFY(!steps[0].idempotent);
        QVERIFY(result.graph->needsApproval);
    }

    void aFileAnotherStepWritesIsAnEdge()
    {
        const TaskFolder folder;
        const auto result =
            folder.check(kHead
                         + "[[step]]\nid=\"m\"\nop=\"map\"\nparams={expr=\"x\"}\nin={x=\"a.npy\"}\n"
                           "out={y=\"mid.npy\"}\n"
                           "[[step]]\nid=\"g\"\nop=\"gemm\"\nin={a=\"mid.npy\", b=\"b.npy\"}\n");
        QVERIFY2(result.graph, summary(result).c_str());
        QCOMPARE(successors(*result.graph, 0), (std::vector<std::uint32_t>{1}));
        QCOMPARE(result.graph->steps[1].outputs[0].spec->text(), std::string("f32 [3, 5]"));
    }

    void aStepMayReplaceTheFileItReads()
    {
        const TaskFolder folder;
        const auto result =
            folder.check(kHead
                         + "[[step]]\nid=\"m\"\nop=\"map\"\nparams={expr=\"x\"}\nin={x=\"a.npy\"}\n"
                           "[[step]]\nid=\"n\"\nop=\"map\"\nparams={expr=\"x\"}\nin={x=\"m.y\"}\n"
                           "out={y=\"a.npy\"}\n");
        QVERIFY2(result.graph, summary(result).c_str());
        QCOMPARE(successors(*result.graph, 0), (std::vector<std::uint32_t>{1}));
    }

    void alikeStepsOfASweepShareTheirWork()
    {
        const TaskFolder folder;
        const auto result = folder.check(
            kHead
            + "[sweep.p]\nglob=\"scans/*.png\"\n"
              "[[step]]\nid=\"l\"\nop=\"image.load\"\nin={file=\"{p}\"}\n"
              "[[step]]\nid=\"g\"\nop=\"image.gauss\"\nparams={sigma=1}\nin={x=\"l.x\"}\n");
        QVERIFY2(result.graph, summary(result).c_str());
        const auto& steps = result.graph->steps;
        QCOMPARE(steps.size(), std::size_t{6});
        QVERIFY(steps[1].work == steps[5].work);
        QCOMPARE(std::get<StepPort>(steps[5].inputs[0].source).step.value, 4u);
        QCOMPARE(steps[5].outputs[0].spec->text(), std::string("u8 [4, 4, 3]"));
    }

    void outputsGoToTheFolderAskedFor()
    {
        TaskFolder folder;
        std::filesystem::create_directories(folder.path("../results"));
        folder.context.outFolder = std::filesystem::canonical(folder.path("../results"));
        const auto result =
            folder.check(kHead
                         + "[[step]]\nid=\"m\"\nop=\"map\"\nparams={expr=\"x\"}\nin={x=\"a.npy\"}\n"
                           "out={y=\"deep/y.npy\"}\n");
        QVERIFY2(result.graph, summary(result).c_str());
        const FileSource& file = *result.graph->steps[0].outputs[0].file;
        QCOMPARE(file.path, folder.context.outFolder + "/deep/y.npy");
        QCOMPARE(file.root, folder.context.outFolder);
    }

    void aGrantedFolderIsInsideTheJail()
    {
        TaskFolder folder;
        const std::string text =
            kHead
            + "[[step]]\nid=\"m\"\nop=\"map\"\nparams={expr=\"x\"}\nin={x=\"../other/data.npy\"}\n";
        QCOMPARE(summary(folder.check(text)), std::string("E301 7:5"));
        folder.context.grantedFolders = {std::filesystem::canonical(folder.path("../other"))};
        QVERIFY(folder.check(text).graph);
    }

    void theDefaultPriorityIsForFilesThatNameNone()
    {
        TaskFolder folder;
        const std::string steps = "[[step]]\nid=\"m\"\nop=\"map\"\nparams={expr=\"x\"}\n"
                                  "in={x=\"a.npy\"}\n";
        folder.context.defaultPriority = 7;
        QCOMPARE(folder.check(kHead + steps).graph->priority, 7);
        QCOMPARE(folder.check(kHead + "priority = 50\n" + steps).graph->priority, 50);
    }

    void approvalCoversTheScriptsACommandNames()
    {
        TaskFolder folder;
        const std::string text = kHead
                                 + "[[step]]\nid=\"s\"\nrun=[\"bash\", \"tool.sh\", \"{in.d}\"]\n"
                                   "in={d=\"a.npy\"}\n";
        const auto before = folder.check(text);
        QCOMPARE(summary(before), std::string("E601 5:1"));
        const CommandWork& work = command(before.graph->steps[0]);
        QCOMPARE(work.pinnedDigests.size(), std::size_t{1});
        QCOMPARE(work.pinnedDigests[0].first, folder.path("tool.sh"));
        QCOMPARE(work.pinnedDigests[0].second, // sha256 of "true"
                 std::string("b5bea41b6c623f7c09f1bf24dcae58ebab3c0cdd90ad966bc43a45b44867e12b"));

        const std::string approved = before.graph->approvalDigest;
        folder.context.isApproved = [approved](const std::string& d) { return d == approved; };
        QCOMPARE(summary(folder.check(text)), std::string());
        folder.write("a.npy", "f32 4 4");
        QCOMPARE(summary(folder.check(text)), std::string());
        folder.write("tool.sh", "rm -rf ~");
        QCOMPARE(summary(folder.check(text)), std::string("E601 5:1"));
    }

    void whatAKilledCommandLeftDoesNotAskForApprovalAgain()
    {
        TaskFolder folder;
        const std::string text =
            kHead + "[[step]]\nid=\"s\"\nrun=[\"cp\", \"a\", \"{out.f}\"]\nout={f=\"b.txt\"}\n";
        const auto before = folder.check(text);
        const CommandWork& work = command(before.graph->steps[0]);
        folder.write(std::filesystem::path(work.outputs.at(0).temporary).filename().string(),
                     "half");
        QCOMPARE(folder.check(text).graph->approvalDigest, before.graph->approvalDigest);
    }

    void everyRejectedKeyOfOneFileIsNamedOnce()
    {
        const TaskFolder folder;
        const auto result =
            folder.check(kHead + "prioritty=1\n[[step]]\nid=\"l\"\nop=\"image.laod\"\n");
        QCOMPARE(summary(result), std::string("E105 3:1, E202 6:1"));
        QCOMPARE(result.diagnostics[0].holes.at("nearest"), std::string("priority"));
        QCOMPARE(result.diagnostics[1].holes.at("nearest"), std::string("image.load"));
    }
};

QTEST_APPLESS_MAIN(GraphTest)
#include "graph_test.moc"
