#include "core/sim/simulation.h"
#include "tests/support/graph_maker.h"

#include <QTest>

using namespace xpu;
using namespace xpu::sim;
using namespace xpu::test;

/// The engine on machines that need not exist.
class SimulationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneSeedIsOneRunAndAnotherIsNot();
    void whatItTakesIsWhatTheMachineSays();
    void aSecondDeviceShortensWhatIsIndependent();
    void copiesToADeviceOfItsOwnMemoryTakeTime();
    void launchesMadeToFailFailTheirSteps();
    void stepsThatNoDeviceTakesAreRefused();
    void commandsRunAsManySideBySideAsThereAreThreads();
    void hoursPassInAnInstant();
};

namespace {

constexpr std::int64_t kToday = 1'700'000'000'000'000;

Machine machineOf(const std::string& devices)
{
    auto machine = parseMachine("machine = 1\ncommand_s = 3600\n" + devices);
    if (!machine)
        qFatal("%s", machine.error().context.c_str());
    return *machine;
}

const std::string kCpu = "[[device]]\nid = \"cpu\"\ngflops = 1e-3\nlaunch_latency_us = 0\n";
const std::string kGpu = "[[device]]\nid = \"gpu:0\"\nclass = \"gpu\"\ngflops = 1e-3\n"
                         "launch_latency_us = 0\nlink_gb_s = 1e-3\nlink_latency_us = 0\n";

/// `count` independent steps of `work` on values of 1e6 bytes: 1e6 operations, one second on the
/// machines here, whose devices do 1e6 a second.
std::shared_ptr<TaskGraph> independent(const OperatorCatalog& catalog, std::size_t count)
{
    GraphMaker maker(catalog);
    for (std::size_t i = 0; i < count; ++i) {
        Step& step = maker.add("work", {});
        step.inputs.push_back(
            {"x", FileSource{"/in/" + step.id, "/in"}, TensorSpec{DType::F32, {250'000}}});
    }
    return maker.make();
}

Simulation::Outcome outcomeOf(const Machine& machine, const OperatorCatalog& catalog,
                              const std::shared_ptr<const TaskGraph>& graph, std::uint64_t seed = 1)
{
    Simulation simulation(machine, catalog, seed, kToday);
    auto outcome = simulation.run({graph});
    if (!outcome)
        qFatal("%s", outcome.error().context.c_str());
    return *outcome;
}

std::vector<double> timesOf(const Simulation::Outcome& outcome)
{
    std::vector<double> times;
    for (const StepView& step : *outcome.snapshot->queue.at(0)->steps)
        times.push_back(step.actual.value_or(Seconds(-1)).count());
    return times;
}

bool near(Seconds took, double seconds) { return std::abs(took.count() - seconds) < 0.05; }

} // namespace

void SimulationTest::oneSeedIsOneRunAndAnotherIsNot()
{
    const FakeCatalog catalog;
    const Machine machine = machineOf(kCpu + "noise = 0.5\n" + kGpu + "noise = 0.5\n");
    const auto graph = independent(catalog, 12);
    const auto first = outcomeOf(machine, catalog, graph, 7);
    const auto again = outcomeOf(machine, catalog, graph, 7);
    const auto other = outcomeOf(machine, catalog, graph, 8);
    QVERIFY(first.took == again.took);
    QVERIFY(timesOf(first) == timesOf(again));
    QVERIFY(timesOf(first) != timesOf(other));
}

void SimulationTest::whatItTakesIsWhatTheMachineSays()
{
    const FakeCatalog catalog;
    const auto outcome = outcomeOf(machineOf(kCpu), catalog, independent(catalog, 4));
    QVERIFY(outcome.snapshot->queue.at(0)->state == TaskState::Done);
    QVERIFY2(near(outcome.took, 4), std::to_string(outcome.took.count()).c_str());
    QCOMPARE(outcome.shares.back().device, std::string("cpu"));
    QCOMPARE(outcome.shares.back().launches, std::size_t{4});
    QVERIFY(near(outcome.shares.back().busy, 4));
}

void SimulationTest::aSecondDeviceShortensWhatIsIndependent()
{
    const FakeCatalog catalog;
    const std::string second =
        "[[device]]\nid = \"npu:0\"\nclass = \"npu\"\ngflops = 1e-3\nlaunch_latency_us = 0\n";
    const auto one = outcomeOf(machineOf(kCpu), catalog, independent(catalog, 8));
    const auto two = outcomeOf(machineOf(kCpu + second), catalog, independent(catalog, 8));
    QVERIFY(near(one.took, 8));
    QVERIFY2(near(two.took, 4), std::to_string(two.took.count()).c_str());
}

void SimulationTest::copiesToADeviceOfItsOwnMemoryTakeTime()
{
    const FakeCatalog catalog;
    const auto outcome = outcomeOf(machineOf(kGpu), catalog, independent(catalog, 3));
    // A second of work and a second for a megabyte at a megabyte a second, each.
    QVERIFY2(near(outcome.took, 6), std::to_string(outcome.took.count()).c_str());
    QVERIFY(outcome.snapshot->queue.at(0)->steps->at(0).bytesIn == Bytes(1'000'000));
}

void SimulationTest::launchesMadeToFailFailTheirSteps()
{
    const FakeCatalog catalog;
    const auto outcome =
        outcomeOf(machineOf(kCpu + "failing = 1\n"), catalog, independent(catalog, 2));
    const TaskView& task = *outcome.snapshot->queue.at(0);
    QVERIFY(task.state == TaskState::Failed);
    QCOMPARE(task.stepsFailed, std::size_t{2});
    QVERIFY(task.steps->at(0).error->message.find("simulation") != std::string::npos);
}

void SimulationTest::stepsThatNoDeviceTakesAreRefused()
{
    const FakeCatalog catalog;
    const auto outcome =
        outcomeOf(machineOf(kCpu + "lacks = [\"work\"]\n"), catalog, independent(catalog, 1));
    const TaskView& task = *outcome.snapshot->queue.at(0);
    QVERIFY(task.state == TaskState::Failed);
    QCOMPARE(task.steps->at(0).error->code, std::string("E401"));
}

void SimulationTest::commandsRunAsManySideBySideAsThereAreThreads()
{
    const FakeCatalog catalog;
    GraphMaker maker(catalog);
    for (int i = 0; i < 12; ++i)
        maker.command({});
    const auto outcome = outcomeOf(machineOf(kCpu + "threads = 4\n"), catalog, maker.make());
    QVERIFY(outcome.snapshot->queue.at(0)->state == TaskState::Done);
    QVERIFY2(std::abs(outcome.took.count() - 3 * 3600) < 60,
             std::to_string(outcome.took.count()).c_str());
}

void SimulationTest::hoursPassInAnInstant()
{
    const FakeCatalog catalog;
    const auto outcome = outcomeOf(machineOf(kCpu), catalog, independent(catalog, 1000));
    QVERIFY(outcome.snapshot->queue.at(0)->state == TaskState::Done);
    QVERIFY2(std::abs(outcome.took.count() - 1000) < 1,
             std::to_string(outcome.took.count()).c_str());
}

QTEST_APPLESS_MAIN(SimulationTest)
#include "simulation_test.moc"
