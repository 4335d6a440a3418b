#include "core/incremental/cache_check.h"
#include "tests/support/fake_files.h"
#include "tests/support/graph_maker.h"

#include <QTest>

using namespace xpu;
using namespace xpu::test;

/// load "/in" (0) -> work (1) -> save "/mid" (2); work (1) -> work (3) -> save "/out" (4);
/// a command (5) after 4 makes "/report" from "/out".
class CacheCheckTest : public QObject {
    Q_OBJECT

    FakeCatalog catalog_;
    FakeFiles files_;
    history::MadeFiles made_;

    struct Choice {
        double sigma = 1;
        std::string argument = "--all";
        bool cache = true;
        std::string temporary = "/.tmp-1";
    };

    static void param(Step& step, double sigma)
    {
        OperatorWork work = std::get<OperatorWork>(*step.work);
        work.params["sigma"] = sigma;
        step.work = std::make_shared<const Work>(work);
    }

    std::shared_ptr<TaskGraph> graph(const Choice& choice) const
    {
        GraphMaker maker(catalog_);
        maker.add("disk", {}).inputs.push_back({"file", FileSource{"/in", "/"}, std::nullopt});
        param(maker.add("work", {0}), choice.sigma);
        maker.add("disk", {1}).outputs[0].file = FileSource{"/mid", "/"};
        maker.add("work", {1});
        maker.add("disk", {3}).outputs[0].file = FileSource{"/out", "/"};
        Step& command = maker.command({4});
        CommandWork work;
        work.argv = {"/bin/sum", choice.argument, "/out", "--into=" + choice.temporary};
        work.outputs = {{"/report", choice.temporary}};
        command.work = std::make_shared<const Work>(work);
        command.cache = choice.cache;
        command.inputs.push_back({"x", StepPort{StepIndex(4), 0}, std::nullopt});
        command.outputs.push_back({"report", FileSource{"/report", "/"}, std::nullopt});
        return maker.make();
    }

    std::vector<StepCache> check(const TaskGraph& graph, const std::string& upTo = {},
                                 bool everyStep = false)
    {
        const RecipeBook book = recipesOf(graph, files_);
        return checkCache({graph, book, made_, files_, stepsUpTo(graph, upTo), everyStep});
    }

    /// As a run of everything leaves it.
    void run(const TaskGraph& graph)
    {
        const RecipeBook book = recipesOf(graph, files_);
        for (std::size_t s = 0; s < graph.steps.size(); ++s)
            for (const OutputPort& port : graph.steps[s].outputs)
                if (port.file) {
                    files_.put(port.file->path, "made");
                    made_[port.file->path] = {port.file->path, *files_.stamp(port.file->path),
                                              book.recipes[s].text()};
                }
    }

    static QString letters(const std::vector<StepCache>& states)
    {
        QString out;
        for (const StepCache& step : states)
            out += QLatin1Char(nameOf(step.state).front());
        return out;
    }

private Q_SLOTS:
    void init()
    {
        files_ = {};
        made_.clear();
        files_.put("/in", "picture");
    }

    void nothingStandsBeforeTheFirstRun()
    {
        QCOMPARE(letters(check(*graph({}))), QStringLiteral("mmmmmm"));
    }

    void everythingStandsAfterIt()
    {
        run(*graph({}));
        QCOMPARE(letters(check(*graph({}))), QStringLiteral("cccccc"));
        for (const StepCache& step : check(*graph({})))
            QCOMPARE(step.reason, std::string());
    }

    void anotherNameForATemporaryFileChangesNothing()
    {
        run(*graph({}));
        QCOMPARE(letters(check(*graph({.temporary = "/.tmp-2"}))), QStringLiteral("cccccc"));
    }

    void aChangedParameterReachesAllThatComeAfter()
    {
        run(*graph({}));
        const auto states = check(*graph({.sigma = 2}));
        QCOMPARE(letters(states), QStringLiteral("mmsmss"));
        QCOMPARE(states[2].reason, std::string("step s1 before it changed"));
    }

    void aChangedInputFileIsNamed()
    {
        GraphMaker maker(catalog_);
        Step& copy = maker.add("disk", {});
        copy.inputs.push_back({"file", FileSource{"/in", "/"}, std::nullopt});
        copy.outputs[0].file = FileSource{"/out", "/"};
        const auto one = maker.make();
        run(*one);
        files_.put("/in", "picture"); // written anew, but the same
        QCOMPARE(letters(check(*one)), QStringLiteral("c"));
        files_.put("/in", "another");
        const auto states = check(*one);
        QCOMPARE(letters(states), QStringLiteral("s"));
        QCOMPARE(states[0].reason, std::string("in changed"));
    }

    void aChangedCommandRunsAlone()
    {
        run(*graph({}));
        const auto states = check(*graph({.argument = "--few"}));
        QCOMPARE(letters(states), QStringLiteral("cccccs"));
        QCOMPARE(states[5].reason, std::string("its command changed"));
    }

    void aLostFileIsMadeAgainFromItsBeginnings()
    {
        run(*graph({}));
        files_.remove("/mid");
        const auto states = check(*graph({}));
        QCOMPARE(letters(states), QStringLiteral("mmmccc"));
        QCOMPARE(states[2].reason, std::string("mid is gone"));
        QCOMPARE(states[1].reason, std::string("step s2 needs its result"));
    }

    void aFileSomebodyElseWroteIsStale()
    {
        run(*graph({}));
        files_.put("/report", "edited");
        const auto states = check(*graph({}));
        QCOMPARE(letters(states), QStringLiteral("cccccs"));
        QCOMPARE(states[5].reason, std::string("report was changed by something else"));
    }

    void aStepWithoutCacheRunsEveryTime()
    {
        run(*graph({}));
        QCOMPARE(letters(check(*graph({.cache = false}))), QStringLiteral("ccccca"));
    }

    void whatComesAfterACommandThatLeavesNothingRunsWithIt()
    {
        GraphMaker maker(catalog_);
        maker.command({});
        maker.add("work", {});
        Step& save = maker.command({0});
        save.outputs.push_back({"y", FileSource{"/out", "/"}, std::nullopt});
        const auto three = maker.make();
        run(*three);
        const auto states = check(*three);
        QCOMPARE(letters(states), QStringLiteral("aas"));
        QCOMPARE(states[2].reason, std::string("step s0 before it runs"));
        QCOMPARE(states[1].reason, std::string("it leaves no file behind"));
    }

    void aPartOfTheTaskAsksForNothingBeyondIt()
    {
        const auto whole = graph({});
        QCOMPARE(letters(check(*whole, "s2")), QStringLiteral("mmmccc"));
        const std::vector<bool> wanted{true, true, false, true, true, false};
        QCOMPARE(stepsUpTo(*whole, "s4"), wanted);
        QVERIFY(stepsUpTo(*whole, "").empty() && stepsUpTo(*whole, "nobody").empty());
    }

    void aModelIsMeantByTheIdInItsTaskFile()
    {
        TaskGraph parts = *graph({});
        parts.steps[1].id = "net/conv1";
        parts.steps[4].id = "net/relu1[2]";
        const std::vector<bool> wanted{true, true, false, true, true, false};
        QCOMPARE(stepsUpTo(parts, "net"), wanted);
        QVERIFY(stepsUpTo(parts, "ne").empty());
    }

    void everyStepRunsWhenItIsAskedFor()
    {
        run(*graph({}));
        QCOMPARE(letters(check(*graph({}), {}, true)), QStringLiteral("aaaaaa"));
        QCOMPARE(letters(check(*graph({}), "s2", true)), QStringLiteral("aaaccc"));
    }

    void aBookKnowsWhenItsFilesHaveChanged()
    {
        const auto whole = graph({});
        const RecipeBook book = recipesOf(*whole, files_);
        QVERIFY(book.stillTrue(files_));
        QCOMPARE(files_.digests, 1);
        files_.put("/in", "picture");
        QVERIFY(!book.stillTrue(files_));
        files_.remove("/in");
        QVERIFY(!recipesOf(*whole, files_).stillTrue(files_));
    }
};

QTEST_APPLESS_MAIN(CacheCheckTest)
#include "cache_check_test.moc"
