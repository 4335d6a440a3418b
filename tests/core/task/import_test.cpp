#include "core/task/import/folder.h"
#include "core/task/import/shell_words.h"
#include "core/task/import/slurm_job.h"
#include "core/task/import/slurm_values.h"
#include "core/task/sweep.h"
#include "tests/core/task/task_folder.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <filesystem>

using namespace xpu;
using namespace xpu::task;

namespace {

double seconds(std::string_view text)
{
    const auto parsed = parseSlurmTime(text);
    return parsed ? parsed->count() : -1;
}

std::vector<std::int64_t> ids(std::string_view text)
{
    const auto parsed = parseSlurmArray(text);
    return parsed ? parsed->ids : std::vector<std::int64_t>();
}

const CommandWork& commandOf(const CheckResult& result, std::size_t step = 0)
{
    return std::get<CommandWork>(*result.graph->steps.at(step).work);
}

using Argv = std::vector<std::string>;

} // namespace

/// Batch scripts and command lists become the same graphs that task files become.
class ImportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFormOfATimeLimitIsRead()
    {
        QCOMPARE(seconds("90"), 5400.0);
        QCOMPARE(seconds("5:30"), 330.0);
        QCOMPARE(seconds("1:02:03"), 3723.0);
        QCOMPARE(seconds("2-12"), 216000.0);
        QCOMPARE(seconds("2-12:30"), 217800.0);
        QCOMPARE(seconds("2-12:30:15"), 217815.0);
        QCOMPARE(seconds("0"), 0.0);
        QCOMPARE(seconds("UNLIMITED"), 0.0);
        QCOMPARE(seconds("infinite"), 0.0);
        for (const char* wrong : {"", "soon", "1:2:3:4", "-5", "1-", "-1", "1:", "5m", "1.5",
                                  "99999999999999999999", "9223372036854775807-1"})
            QVERIFY2(seconds(wrong) < 0, wrong);
    }

    void memoryIsInMebibytesUnlessItSaysOtherwise()
    {
        QCOMPARE(parseSlurmMemory("4096")->count, std::uint64_t(4096) << 20);
        QCOMPARE(parseSlurmMemory("512K")->count, std::uint64_t(512) << 10);
        QCOMPARE(parseSlurmMemory("8G")->count, std::uint64_t(8) << 30);
        QCOMPARE(parseSlurmMemory("8gb")->count, std::uint64_t(8) << 30);
        QCOMPARE(parseSlurmMemory("1T")->count, std::uint64_t(1) << 40);
        QCOMPARE(parseSlurmMemory("0")->count, std::uint64_t(0));
        for (const char* wrong : {"", "G", "-1", "1.5G", "4 G", "9223372036854775807T"})
            QVERIFY2(!parseSlurmMemory(wrong), wrong);
    }

    void arraysAreRangesListsAndSteps()
    {
        QCOMPARE(ids("0-3"), (std::vector<std::int64_t>{0, 1, 2, 3}));
        QCOMPARE(ids("7"), (std::vector<std::int64_t>{7}));
        QCOMPARE(ids("5,1,3,1"), (std::vector<std::int64_t>{1, 3, 5}));
        QCOMPARE(ids("1-9:4,2"), (std::vector<std::int64_t>{1, 2, 5, 9}));
        QCOMPARE(parseSlurmArray("1-31:2%4")->atOnce, 4);
        QCOMPARE(parseSlurmArray("1-31:2%4")->step, std::int64_t(2));
        for (const char* wrong : {"", "a", "3-1", "1-", "-1", "1-5:0", "5:2", "1-5%", "1-5%0", "%4",
                                  "1,,2", "1-4000001", "1-5%x"})
            QVERIFY2(!parseSlurmArray(wrong) && parseSlurmArray(wrong).error() == ArrayFault::Form,
                     wrong);
    }

    void anArrayOfMillionsIsRefusedWithoutBeingMade()
    {
        QCOMPARE(parseSlurmArray("0-9999")->ids.size(), kMaxRuns);
        QCOMPARE(parseSlurmArray("0-10000").error(), ArrayFault::TooMany);
        QCOMPARE(parseSlurmArray("1-4000000").error(), ArrayFault::TooMany);
        QCOMPARE(parseSlurmArray("0-9999,20000").error(), ArrayFault::TooMany);
    }

    void patternsOfOutputFilesAreFilledIn()
    {
        const SlurmNames names{100, 7, 107, "train", "ada", "node1"};
        QCOMPARE(expandSlurmPattern("%x_%A_%4a.out", names), std::string("train_100_0007.out"));
        QCOMPARE(expandSlurmPattern("%u/%N/%j-100%%-%q%", names),
                 std::string("ada/node1/107-100%-%q%"));
        QCOMPARE(expandSlurmPattern("\\%j", names), std::string("%j"));
    }

    void aScriptBecomesOneCommandWithItsLimits()
    {
        const TaskFolder folder;
        const CheckResult result =
            folder.check("#!/bin/bash\n#SBATCH -J train -c 4 --mem=2G\n#SBATCH -t 90\n"
                         "#SBATCH --requeue --export=ALL,MODE=fast\necho x\n",
                         ".sbatch");
        QVERIFY(result.graph);
        QCOMPARE(result.kind, std::string("script"));
        QCOMPARE(result.name, std::string("train"));
        const Step& step = result.graph->steps.at(0);
        const CommandWork& work = commandOf(result);
        QCOMPARE(work.argv, (Argv{"bash", "case.sbatch"}));
        QCOMPARE(work.threads, 4);
        QCOMPARE(work.memoryLimit.count, std::uint64_t(2) << 30);
        QCOMPARE(work.timeout.count(), 5400.0);
        QVERIFY(step.idempotent);
        QCOMPARE(work.env.at("SLURM_CPUS_PER_TASK"), std::string("4"));
        QCOMPARE(work.env.at("SLURM_JOB_NAME"), std::string("train"));
        QCOMPARE(work.env.at("SLURM_MEM_PER_NODE"), std::string("2048"));
        QCOMPARE(work.env.at("SLURM_SUBMIT_DIR"), work.folder);
        QCOMPARE(work.env.at("MODE"), std::string("fast"));
        QVERIFY(!work.env.contains("SLURM_ARRAY_TASK_ID"));
        QCOMPARE(work.printTo.path, work.folder + "/slurm-1.out");
        QCOMPARE(work.pinnedDigests.size(), std::size_t(1));
        QVERIFY(result.graph->needsApproval);
    }

    void jobsToWaitForAreKeptByTheirNames()
    {
        const TaskFolder folder;
        const CheckResult result = folder.check(
            "#!/bin/bash\n#SBATCH -d afterok:prepare:fetch,afterany:train.sh\ntrue\n", ".sbatch");
        QVERIFY(result.graph);
        const std::vector<AwaitedJob>& awaits = result.graph->awaits;
        QCOMPARE(awaits.size(), std::size_t(3));
        QCOMPARE(awaits[0].job, std::string("prepare"));
        QCOMPARE(awaits[1].job, std::string("fetch"));
        QCOMPARE(awaits[2].job, std::string("train.sh"));
        QVERIFY(awaits[1].how == Ended::Well);
        QVERIFY(awaits[2].how == Ended::Anyhow);
        QCOMPARE(awaits[2].line, 2);
    }

    void anArrayBecomesASweepThatKeepsItsNumbers()
    {
        const TaskFolder folder;
        const CheckResult result = folder.check(
            "#!/bin/bash\n#SBATCH -J t -a 2-10:4%2 -o o/%A_%a.txt\necho x\n", ".slurm");
        QVERIFY(result.graph);
        QCOMPARE(result.graph->maxParallel, 2);
        QCOMPARE(result.graph->steps.size(), std::size_t(3));
        QCOMPARE(result.graph->steps[1].id, std::string("t[6]"));
        const CommandWork& work = commandOf(result, 2);
        QCOMPARE(work.env.at("SLURM_ARRAY_TASK_ID"), std::string("10"));
        QCOMPARE(work.env.at("SLURM_ARRAY_TASK_MIN"), std::string("2"));
        QCOMPARE(work.env.at("SLURM_ARRAY_TASK_MAX"), std::string("10"));
        QCOMPARE(work.env.at("SLURM_ARRAY_TASK_STEP"), std::string("4"));
        QCOMPARE(work.env.at("SLURM_ARRAY_TASK_COUNT"), std::string("3"));
        QVERIFY(work.env.at("SLURM_JOB_ID") != work.env.at("SLURM_ARRAY_JOB_ID"));
        QCOMPARE(work.printTo.path, folder.path("o/1_10.txt"));
    }

    void linesRunWithoutAShellUnlessTheyNeedOne()
    {
        const TaskFolder folder;
        const CheckResult result = folder.check("sort -k 2 'a b.txt' c\\ d.txt  # why\n"
                                                "sort x | uniq -c > y\n"
                                                "echo $HOME\necho *.png\nA=1 env\ncd sub\n"
                                                "echo \"plain $\"\necho a#b x~ 'it''s'\n",
                                                ".txt");
        QVERIFY(result.graph);
        QCOMPARE(result.kind, std::string("list"));
        QCOMPARE(commandOf(result, 0).argv, (Argv{"sort", "-k", "2", "a b.txt", "c d.txt"}));
        QCOMPARE(commandOf(result, 1).argv, (Argv{"bash", "-c", "sort x | uniq -c > y"}));
        for (const std::size_t shell : std::vector<std::size_t>{2, 3, 4, 5, 6})
            QCOMPARE(commandOf(result, shell).argv.at(1), std::string("-c"));
        QCOMPARE(commandOf(result, 7).argv, (Argv{"echo", "a#b", "x~", "its"}));
        QCOMPARE(result.graph->steps[2].id, std::string("line-3"));
        QCOMPARE(result.graph->steps[2].line, 3);
    }

    void aListMayAskForItsOrder()
    {
        const TaskFolder folder;
        const CheckResult free = folder.check("true\ntrue\ntrue\n", ".cmds");
        const CheckResult ordered =
            folder.check("#xpu: in_order = true\ntrue\ntrue\ntrue\n", ".cmds");
        QVERIFY(free.graph->successors.empty());
        QCOMPARE(ordered.graph->successors.size(), std::size_t(2));
        QCOMPARE(ordered.graph->predecessorCount.at(2), std::uint32_t(1));
    }

    void whatAListWritesIsNotPinnedAsAProgram()
    {
        const TaskFolder folder;
        folder.write("out.txt", "old");
        namespace fs = std::filesystem;
        fs::permissions(folder.path("tool.sh"), fs::perms::owner_all);
        const CheckResult result =
            folder.check("sort img.png -o ./out.txt\n./tool.sh img.png\nsh tool.sh\n"
                         "cat img.png | bash tool.sh > out.txt\n",
                         ".txt");
        QVERIFY(result.graph);
        QVERIFY(commandOf(result, 0).pinnedDigests.empty());
        for (const std::size_t step : std::vector<std::size_t>{1, 2, 3}) {
            QCOMPARE(commandOf(result, step).pinnedDigests.size(), std::size_t(1));
            QCOMPARE(commandOf(result, step).pinnedDigests[0].first, folder.path("tool.sh"));
        }
    }

    void aChangedScriptIsAnotherApproval()
    {
        const TaskFolder folder;
        const std::string text = "sh tool.sh\n";
        const std::string before = folder.check(text, ".txt").graph->approvalDigest;
        QCOMPARE(folder.check(text, ".txt").graph->approvalDigest, before);
        folder.write("tool.sh", "false");
        QVERIFY(folder.check(text, ".txt").graph->approvalDigest != before);
    }

    void tenThousandLinesAreTakenAndNotOneMore()
    {
        const TaskFolder folder;
        std::string text;
        for (int i = 0; i < 10'000; ++i)
            text += "echo " + std::to_string(i) + "\n";
        QCOMPARE(folder.check(text, ".cmds").stepCount, std::size_t(10'000));
        QCOMPARE(summary(folder.check(text + "echo more\n", ".cmds")), std::string("E404 10001:1"));
    }

    void anEmptyWordIsNoProgramToStartDirectly()
    {
        const TaskFolder folder;
        const CheckResult result = folder.check("''\n\\\n", ".txt");
        QVERIFY(result.graph);
        for (std::size_t i = 0; i < result.graph->steps.size(); ++i)
            QCOMPARE(commandOf(result, i).argv.at(0), std::string("bash"));
    }

    void scriptsAndListsMayBeLargerThanTaskFiles()
    {
        const TaskFolder folder;
        const std::string comments = "#" + std::string(3u << 20, 'x') + "\n";
        QVERIFY(folder.check("#!/bin/sh\n" + comments + "true\n", ".sh").graph);
        QCOMPARE(summary(folder.check(comments + comments, ".txt")), std::string("E103 1:1"));
    }

    void foldersGiveWhatCanBeQueuedInOrder()
    {
        const TaskFolder folder;
        namespace fs = std::filesystem;
        fs::create_directories(folder.path("in/b/.hidden"));
        for (const char* name : {"in/z.xpu.toml", "in/b/job.sbatch", "in/b/.hidden/x.sbatch",
                                 "in/.secret.cmds", "in/list.cmds", "in/readme.txt", "in/build.sh"})
            folder.write(name, "text\n");
        folder.write("in/work.txt", "#xpu: threads = 1\ntrue\n");
        folder.write("in/array.sh", "#!/bin/sh\n#SBATCH -a 1-3\ntrue\n");
        fs::create_directory_symlink("..", folder.path("in/up"));
        fs::create_symlink("../tool.sh", folder.path("in/link.sbatch"));
        const CollectedFiles found = collectFiles({folder.path("a.npy"), folder.path("in")});
        std::string names;
        for (const std::string& file : found.files)
            names += file.substr(folder.path("").size()) + " ";
        QCOMPARE(names, std::string("a.npy in/array.sh in/b/job.sbatch in/list.cmds in/work.txt "
                                    "in/z.xpu.toml "));
        QCOMPARE(found.fromFolders, std::size_t(5));
        QVERIFY(found.complete);
    }

    void aFolderWithNothingStaysItself()
    {
        const TaskFolder folder;
        const CollectedFiles found = collectFiles({folder.path("elsewhere")});
        QCOMPARE(found.files, std::vector<std::string>{folder.path("elsewhere")});
        QCOMPARE(found.fromFolders, std::size_t(0));
    }

    void srunOfOneTaskStartsItsCommand()
    {
        const TaskFolder folder;
        const CheckResult one = folder.check("#!/bin/bash\nsrun -n 1 echo x\n", ".sh");
        QVERIFY(commandOf(one).env.contains("BASH_FUNC_srun%%"));
        const CheckResult none = folder.check("#!/bin/bash\necho x\n", ".sh");
        QVERIFY(!commandOf(none).env.contains("BASH_FUNC_srun%%"));
    }
};

QTEST_APPLESS_MAIN(ImportTest)
#include "import_test.moc"
