#include "core/plan/plan.h"
#include "graph_builder.h"

#include <QTest>

#include <cmath>
#include <cstring>

using namespace xpu;
using namespace xpu::test;

namespace {

/// Least makespan over all ways to dispatch: at every moment the search tries every step that may
/// come next on every device, each as early as its slot allows. Contains an optimum.
class Exhaustive {
public:
    Exhaustive(const TaskGraph& graph, const CostTable& costs)
        : graph_(graph),
          costs_(costs),
          start_(graph.steps.size()),
          device_(graph.steps.size()),
          placed_(graph.steps.size(), false)
    {
        for (std::size_t d = 0; d < costs.devices; ++d)
            free_.emplace_back(static_cast<std::size_t>(costs.slots[d]), 0.0);
    }

    double best()
    {
        go(0, 0);
        return best_;
    }

private:
    double finish(std::size_t s) const { return start_[s] + cost(s, device_[s]); }
    double cost(std::size_t s, std::size_t d) const
    {
        return costs_.at(static_cast<std::uint32_t>(s), d).count();
    }
    double leg(std::size_t d, double bytes) const
    {
        return costs_.transferLatency[d].count() + costs_.secondsPerByte[d] * bytes;
    }

    /// Negative while a predecessor has no place yet.
    double ready(std::size_t s, std::size_t d) const
    {
        double at = 0;
        for (std::size_t p = 0; p < graph_.steps.size(); ++p)
            for (std::uint32_t e = graph_.successorBegin[p]; e < graph_.successorBegin[p + 1];
                 ++e) {
                if (graph_.successors[e].value != s)
                    continue;
                if (!placed_[p])
                    return -1;
                at = std::max(at, finish(p));
            }
        for (const InputPort& in : graph_.steps[s].inputs) {
            const auto from = std::get<StepPort>(in.source).step.value;
            const auto bytes = static_cast<double>(in.spec->bytes().count);
            if (device_[from] != d)
                at = std::max(at, finish(from) + leg(device_[from], bytes) + leg(d, bytes));
        }
        return at;
    }

    void go(std::size_t done, double makespan)
    {
        if (makespan >= best_)
            return;
        if (done == graph_.steps.size()) {
            best_ = makespan;
            return;
        }
        for (std::size_t s = 0; s < graph_.steps.size(); ++s) {
            if (placed_[s] || ready(s, 0) < 0)
                continue;
            for (std::size_t d = 0; d < costs_.devices; ++d)
                if (std::isfinite(cost(s, d)))
                    tryOn(s, d, done, makespan);
        }
    }

    void tryOn(std::size_t s, std::size_t d, std::size_t done, double makespan)
    {
        for (std::size_t slot = 0; slot < free_[d].size(); ++slot) {
            const double before = free_[d][slot];
            start_[s] = cost(s, d) > 0 ? std::max(ready(s, d), before) : ready(s, d);
            device_[s] = d;
            placed_[s] = true;
            if (cost(s, d) > 0)
                free_[d][slot] = finish(s);
            go(done + 1, std::max(makespan, finish(s)));
            free_[d][slot] = before;
            placed_[s] = false;
        }
    }

    const TaskGraph& graph_;
    const CostTable& costs_;
    std::vector<double> start_;
    std::vector<std::size_t> device_;
    std::vector<bool> placed_;
    std::vector<std::vector<double>> free_;
    double best_ = INFINITY;
};

/// Fails the calling test with the seed and the planner's or checker's words.
bool plansWell(const Problem& p, const std::vector<Seconds>& ready, std::uint64_t seed)
{
    const auto plan = planTask(p.graph, p.costs, ready);
    if (!plan) {
        qWarning("seed %llu: no plan: %s", static_cast<unsigned long long>(seed),
                 plan.error().context.c_str());
        return false;
    }
    const auto ok = checkPlan(p.graph, p.costs, *plan);
    if (!ok)
        qWarning("seed %llu: %s", static_cast<unsigned long long>(seed),
                 ok.error().context.c_str());
    return ok && plan->makespan.count() >= plan->lowerBound.count() * (1 - 1e-9);
}

/// Topcuoglu, Hariri, Wu, IEEE TPDS 13(3), 2002, figure 2: a transfer of one byte costs half a
/// second on either device, so an edge costs its figure between any two of them.
Problem paperExample()
{
    Problem p{makeGraph(10, {{0, 1, 18},
                             {0, 2, 12},
                             {0, 3, 9},
                             {0, 4, 11},
                             {0, 5, 14},
                             {1, 7, 19},
                             {1, 8, 16},
                             {2, 6, 23},
                             {3, 7, 27},
                             {3, 8, 23},
                             {4, 8, 13},
                             {5, 7, 15},
                             {6, 9, 17},
                             {7, 9, 11},
                             {8, 9, 13}}),
              makeCosts(3, {14, 16, 9, 13, 19, 18, 11, 13, 19, 13, 8,  17, 12, 13, 10,
                            13, 16, 9, 7,  15, 11, 5,  11, 14, 18, 12, 20, 21, 7,  16})};
    p.costs.secondsPerByte.assign(3, 0.5);
    return p;
}

} // namespace

class PlanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ranksAreThoseOfThePaper()
    {
        const Problem p = paperExample();
        const auto ranks = upwardRanks(p.graph, p.costs);
        QVERIFY(ranks.has_value());
        const double published[] = {108, 77, 80, 80, 69, 63.333, 42.667, 35.667, 44.333, 14.667};
        for (std::size_t s = 0; s < 10; ++s)
            QVERIFY(std::abs((*ranks)[s].count() - published[s]) < 0.001);
    }

    void makespanIsThatOfThePaper()
    {
        const Problem p = paperExample();
        const auto plan = planTask(p.graph, p.costs, freeNow(3));
        QVERIFY(plan.has_value());
        QVERIFY(checkPlan(p.graph, p.costs, *plan).has_value());
        QCOMPARE(plan->makespan.count(), 80.0);
    }

    void everyPlanOfARandomGraphPassesTheCheck()
    {
        for (std::uint64_t seed = 0; seed < 400; ++seed) {
            const Problem p = randomProblem(seed, 60);
            QVERIFY(plansWell(p, freeNow(p.costs.devices), seed));
        }
    }

    void everyPlanWithFilesPassesTheCheck()
    {
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            Problem p = randomProblem(seed, 60);
            std::mt19937_64 random(seed);
            p.costs.fileDevice = DeviceIndex(0);
            for (std::size_t s = 0; s < p.graph.steps.size(); ++s)
                p.costs.files.push_back(
                    {Seconds(random() % 3 == 0 ? 1.5 : 0), Seconds(random() % 3 == 0 ? 2.5 : 0)});
            QVERIFY(plansWell(p, freeNow(p.costs.devices), seed));
        }
    }

    void busyDevicesAreLeftAloneUntilTheyAreFree()
    {
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            const Problem p = randomProblem(seed, 30);
            std::vector<Seconds> ready;
            for (std::size_t d = 0; d < p.costs.devices; ++d)
                ready.emplace_back(static_cast<double>((seed + d * 7) % 20));
            QVERIFY(plansWell(p, ready, seed));
            const auto plan = planTask(p.graph, p.costs, ready);
            for (const Placement& at : plan->placements)
                QVERIFY(at.start >= ready[at.device.value]);
        }
    }

    void lowerBoundStaysUnderTheBestOfAllSchedules()
    {
        double tightest = 0;
        for (std::uint64_t seed = 0; seed < 150; ++seed) {
            const Problem p = randomProblem(1000 + seed, 5);
            const double best = Exhaustive(p.graph, p.costs).best();
            const double bound = lowerBound(p.graph, p.costs).count();
            QVERIFY2(bound <= best * (1 + 1e-9), qPrintable(QString::number(seed)));
            if (best > 0)
                tightest = std::max(tightest, bound / best);
            const auto plan = planTask(p.graph, p.costs, freeNow(p.costs.devices));
            QVERIFY(plan->makespan.count() >= best * (1 - 1e-9));
        }
        QVERIFY(tightest > 0.999); // a bound of 0 would pass the loop
    }

    void chainIsBoundByItsCriticalPath()
    {
        const char* binding = nullptr;
        const auto graph = makeGraph(3, {{0, 1}, {1, 2}});
        QCOMPARE(lowerBound(graph, makeCosts(2, {1, 4, 2, 4, 3, 4}), &binding).count(), 6.0);
        QCOMPARE(binding, "critical path");
    }

    void manyIndependentStepsAreBoundByTheArea()
    {
        const char* binding = nullptr;
        const auto graph = makeGraph(40, {});
        const auto costs = makeCosts(2, std::vector<double>(80, 3.0));
        QCOMPARE(lowerBound(graph, costs, &binding).count(), 60.0);
        QCOMPARE(binding, "area");
    }

    /// One second, then a wide middle, then one second: the middle's area lies between them.
    void forkAndJoinIsBoundByHeadTailArea()
    {
        std::vector<Edge> edges;
        for (std::uint32_t s = 1; s <= 10; ++s) {
            edges.push_back({0, s});
            edges.push_back({s, 11});
        }
        const char* binding = nullptr;
        const auto costs = makeCosts(2, std::vector<double>(24, 1.0));
        QCOMPARE(lowerBound(makeGraph(12, edges), costs, &binding).count(), 7.0);
        QCOMPARE(binding, "head-tail area");
    }

    /// Heads and tails of different steps must not be put together: 10 before a, 20 after b.
    void windowWithoutStepsBoundsNothing()
    {
        const auto graph = makeGraph(4, {{0, 1}, {2, 3}});
        QCOMPARE(lowerBound(graph, makeCosts(4, std::vector<double>{10, 10, 10, 10, 1, 1, 1, 1, 1,
                                                                    1, 1, 1, 20, 20, 20, 20}))
                     .count(),
                 21.0);
    }

    /// Half of the work is 10 times faster on device 1: prices must differ to see it.
    void areaOfUnlikeDevicesIsNearTheExactOne()
    {
        std::vector<double> run;
        for (int i = 0; i < 50; ++i)
            run.insert(run.end(), {1, 10});
        for (int i = 0; i < 50; ++i)
            run.insert(run.end(), {10, 2});
        // Each kind on its fast device: 50 s and 100 s; moving x of the second kind over evens out
        // at 50 + 10 x = 100 - 2 x.
        const double exact = 100 - 2 * (50.0 / 12);
        const double bound = lowerBound(makeGraph(100, {}), makeCosts(2, run)).count();
        QVERIFY(bound <= exact * (1 + 1e-9));
        QVERIFY(bound > 0.97 * exact);
    }

    void keepsStepOnDeviceThatHoldsItsInput()
    {
        const auto graph = makeGraph(2, {{0, 1, 1000}});
        auto costs = makeCosts(2, {1, -1, 1, 0.5});
        costs.secondsPerByte[1] = 0.01;
        const auto far = planTask(graph, costs, freeNow(2));
        QCOMPARE(far->placements[1].device.value, std::uint16_t{0});
        costs.secondsPerByte[1] = 0.0001;
        const auto near = planTask(graph, costs, freeNow(2));
        QCOMPARE(near->placements[1].device.value, std::uint16_t{1});
        QCOMPARE(near->makespan.count(), 1.6);
    }

    void filesAreUploadedBeforeAStepReadsThem()
    {
        auto graph = makeGraph(1, {});
        graph.steps[0].inputs.push_back(
            {"x", FileSource{"/a", "/"}, TensorSpec{DType::U8, Shape{100}}});
        auto costs = makeCosts(1, {1});
        costs.secondsPerByte[0] = 0.01;
        costs.transferLatency[0] = Seconds(0.5);
        const auto plan = planTask(graph, costs, freeNow(1));
        QCOMPARE(plan->placements[0].start.count(), 1.5);
        QVERIFY(checkPlan(graph, costs, *plan).has_value());
    }

    void filesAreReadBeforeAStepAndWrittenBeforeItsSuccessor()
    {
        const auto graph = makeGraph(2, {{0, 1}});
        auto costs = makeCosts(2, {-1, 2, -1, 4});
        costs.files = {{Seconds(1), Seconds(10)}, {}};
        costs.fileDevice = DeviceIndex(0);
        const auto plan = planTask(graph, costs, freeNow(2));
        QCOMPARE(plan->placements[0].start.count(), 1.0);
        QCOMPARE(plan->placements[0].finish.count(), 3.0);
        QCOMPARE(plan->placements[0].done.count(), 13.0);
        QCOMPARE(plan->placements[1].start.count(), 13.0);
        QCOMPARE(plan->makespan.count(), 17.0);
    }

    void filesOfIndependentStepsQueueOnTheirDevice()
    {
        auto costs = makeCosts(2, {-1, 1, -1, 1, -1, 1});
        costs.slots[1] = 3;
        costs.files.assign(3, {Seconds(0), Seconds(5)});
        costs.fileDevice = DeviceIndex(0);
        const auto plan = planTask(makeGraph(3, {}), costs, freeNow(2));
        QCOMPARE(plan->makespan.count(), 16.0); // a second of work, then file after file
        QVERIFY(checkPlan(makeGraph(3, {}), costs, *plan).has_value());
        Plan hasty = *plan;
        for (Placement& p : hasty.placements)
            p.done = p.finish;
        hasty.makespan = Seconds(1);
        hasty.lowerBound = Seconds(1);
        QVERIFY(!checkPlan(makeGraph(3, {}), costs, hasty).has_value());
    }

    void shortStepIsInsertedIntoAGap()
    {
        // Device 1 waits for the input of step 1; step 2 fits before it though it ranks last.
        const auto graph = makeGraph(3, {{0, 1}});
        const auto plan = planTask(graph, makeCosts(2, {5, -1, -1, 5, -1, 3}), freeNow(2));
        QCOMPARE(plan->placements[2].start.count(), 0.0);
        QCOMPARE(plan->makespan.count(), 10.0);
    }

    void slotsRunSideBySide()
    {
        auto costs = makeCosts(1, {2, 2, 2});
        costs.slots[0] = 2;
        const auto plan = planTask(makeGraph(3, {}), costs, freeNow(1));
        QCOMPARE(plan->makespan.count(), 4.0);
        QVERIFY(checkPlan(makeGraph(3, {}), costs, *plan).has_value());
    }

    void emptyGraphHasAnEmptyPlan()
    {
        const auto plan = planTask(TaskGraph{}, makeCosts(2, {}), freeNow(2));
        QVERIFY(plan.has_value());
        QCOMPARE(plan->makespan.count(), 0.0);
        QVERIFY(plan->placements.empty());
        QVERIFY(checkPlan(TaskGraph{}, makeCosts(2, {}), *plan).has_value());
    }

    void stepsWithoutCostTakeNoTimeAndKeepTheirOrder()
    {
        const auto graph = makeGraph(4, {{3, 2}, {2, 1}, {1, 0}});
        const auto plan = planTask(graph, makeCosts(1, {0, 0, 0, 0}), freeNow(1));
        QCOMPARE(plan->makespan.count(), 0.0);
        QCOMPARE(plan->order.front().value, 3U);
        QVERIFY(checkPlan(graph, makeCosts(1, {0, 0, 0, 0}), *plan).has_value());
    }

    void stepThatNoDeviceCanRunIsNamed()
    {
        const auto graph = makeGraph(2, {{0, 1}});
        auto costs = makeCosts(2, {1, 1, -1, -1});
        const auto plan = planTask(graph, costs, freeNow(2));
        QVERIFY(!plan.has_value());
        QVERIFY(plan.error().code == Errc::Unsupported);
        QCOMPARE(plan.error().context, std::string("s1"));
        QVERIFY(std::isinf(lowerBound(graph, costs).count()));
    }

    void deviceWithoutSlotsRunsNothing()
    {
        auto costs = makeCosts(2, {1, 5});
        costs.slots[0] = 0;
        const auto plan = planTask(makeGraph(1, {}), costs, freeNow(2));
        QCOMPARE(plan->placements[0].device.value, std::uint16_t{1});
        QCOMPARE(plan->lowerBound.count(), 5.0);
    }

    void tableThatDoesNotFitTheGraphIsRefused()
    {
        const auto graph = makeGraph(2, {});
        QVERIFY(planTask(graph, makeCosts(2, {1, 1, 1}), freeNow(2)).error().code
                == Errc::InvalidInput);
        QVERIFY(planTask(graph, makeCosts(1, {1, 1}), freeNow(2)).error().code
                == Errc::InvalidInput);
        auto files = makeCosts(1, {1, 1});
        files.files.assign(2, {Seconds(1), Seconds(1)}); // and no device for them
        QVERIFY(planTask(graph, files, freeNow(1)).error().code == Errc::InvalidInput);
    }

    void checkFindsEveryKindOfDamage()
    {
        const auto graph = makeGraph(3, {{0, 1, 10}, {0, 2}});
        auto costs = makeCosts(2, {2, 2, 2, -1, 2, 2});
        costs.secondsPerByte[1] = 0.1;
        const Plan good = planTask(graph, costs, freeNow(2)).value();
        QVERIFY(checkPlan(graph, costs, good).has_value());
        const auto isCaught = [&](auto damage) {
            Plan bad = good;
            damage(bad);
            return !checkPlan(graph, costs, bad).has_value();
        };
        QVERIFY(isCaught([](Plan& p) { p.placements[1].device = DeviceIndex(1); }));
        QVERIFY(isCaught([](Plan& p) { p.placements[1].device = DeviceIndex(9); }));
        QVERIFY(isCaught([](Plan& p) { p.placements[1].finish += Seconds(1); }));
        QVERIFY(isCaught([](Plan& p) { p.placements[1] = p.placements[0]; }));
        QVERIFY(isCaught([](Plan& p) { p.placements[0].start = Seconds(-1); }));
        QVERIFY(isCaught([](Plan& p) {
            p.placements[0] = {DeviceIndex(1), Seconds(0), Seconds(2), Seconds(2)};
        }));
        QVERIFY(isCaught([](Plan& p) { p.makespan += Seconds(1); }));
        QVERIFY(isCaught([](Plan& p) { p.lowerBound = p.makespan + Seconds(1); }));
        QVERIFY(isCaught([](Plan& p) { p.order[1] = p.order[0]; }));
        QVERIFY(isCaught([](Plan& p) { std::swap(p.order[0], p.order[1]); }));
        QVERIFY(isCaught([](Plan& p) { p.order.pop_back(); }));
        QVERIFY(isCaught([](Plan& p) { p.placements.pop_back(); }));
    }

    void checkSeesTwoStepsInOneSlot()
    {
        const auto graph = makeGraph(2, {});
        const auto costs = makeCosts(2, {2, 2, 2, 2});
        Plan plan = planTask(graph, costs, freeNow(2)).value();
        QVERIFY(plan.placements[0].device != plan.placements[1].device);
        plan.placements[1] = plan.placements[0];
        QVERIFY(!checkPlan(graph, costs, plan).has_value());
    }
};

QTEST_APPLESS_MAIN(PlanTest)
#include "plan_test.moc"
