#include "compute/cpu/cpu_device.h"
#include "compute/cpu/probe.h"
#include "compute/operators/catalog.h"
#include "tests/compute/operators/device_runner.h"

#include <QtTest>

#include <atomic>
#include <future>
#include <random>

using namespace xpu;
using namespace xpu::tests;

namespace {

/// A map launch of `count` elements that writes x + 1.
Launch addOne(std::size_t count, std::uint64_t buffer)
{
    OperatorWork work;
    work.op = operators::BuiltinCatalog::instance().find("map");
    work.params["expr"] = std::string("sin(x) + 1");
    const TensorSpec spec{DType::F32, {count}};
    auto x = HostBlock::allocate(spec.bytes()).value();
    for (float& v : x->as<float>())
        v = 0;
    Launch launch;
    launch.work = std::make_shared<const Work>(std::move(work));
    launch.inputs = {{"x", BufferId(buffer), spec, std::move(x)}};
    launch.outputs = {{"y", BufferId(buffer + 1), spec}};
    return launch;
}

DeviceInfo smallCpu()
{
    DeviceInfo info;
    info.id = "cpu";
    info.threads = 2;
    return info;
}

} // namespace

class CpuDeviceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void completesSeveralInFlightInOrder();
    void cancelEndsARunningLaunch();
    void cancelEndsASortOfOneLongRow();
    void cancelReachesAWaitingLaunch();
    void refusesSpecsItsKernelsWouldOverrun();
    void countsTheBlocksItMade();
    void probeKnowsThisMachine();
};

void CpuDeviceTest::completesSeveralInFlightInOrder()
{
    cpu::CpuDevice device(smallCpu());
    DeviceRunner runner(device);
    std::vector<LaunchId> ids;
    for (std::uint64_t i = 0; i < 5; ++i)
        ids.push_back(runner.submit(addOne(1000, 10 * i)));
    for (std::uint64_t i = 0; i < 5; ++i) {
        const Completion done = runner.wait(ids[i]);
        QVERIFY(!done.error);
        QCOMPARE(done.produced.at(0).first, BufferId(10 * i + 1));
        QCOMPARE(done.produced.at(0).second->as<float>()[999], 1.0F);
    }
}

void CpuDeviceTest::cancelEndsARunningLaunch()
{
    cpu::CpuDevice device(smallCpu());
    std::atomic<bool> cancelled{false};
    std::atomic<int> completions{0};
    std::optional<LaunchError> error;
    device.start({.completed =
                      [&](Completion done) {
                          error = done.error;
                          ++completions;
                          completions.notify_all();
                      },
                  // The first slice is done, at least one more is to come.
                  .progress =
                      [&](LaunchId id, double percent) {
                          if (percent < 100 && !cancelled.exchange(true))
                              device.cancel(id);
                      }});
    Launch launch = addOne(1 << 22, 0);
    launch.id = LaunchId(1);
    device.submit(std::move(launch));
    completions.wait(0);
    QVERIFY(cancelled.load());
    QVERIFY(error);
    QCOMPARE(error->code, Errc::Cancelled);
}

void CpuDeviceTest::cancelEndsASortOfOneLongRow()
{
    cpu::CpuDevice device(smallCpu());
    std::atomic<bool> cancelled{false};
    std::promise<Completion> completed;
    device.start({.completed = [&](Completion done) { completed.set_value(std::move(done)); },
                  .progress = [&](LaunchId id, double percent) { // half when its keys are made
                      if (percent >= 50 && !cancelled.exchange(true))
                          device.cancel(id);
                  }});
    Launch launch = addOne(1 << 23, 0);
    OperatorWork work;
    work.op = operators::BuiltinCatalog::instance().find("sort");
    launch.work = std::make_shared<const Work>(std::move(work));
    const auto x = HostBlock::allocate(launch.inputs[0].spec.bytes()).value();
    std::mt19937 random(1);
    for (float& v : x->as<float>())
        v = static_cast<float>(random());
    launch.inputs[0].host = x;
    launch.id = LaunchId(1);
    device.submit(std::move(launch));
    const Completion done = completed.get_future().get();
    QVERIFY(done.error);
    QCOMPARE(done.error->code, Errc::Cancelled);
}

void CpuDeviceTest::cancelReachesAWaitingLaunch()
{
    cpu::CpuDevice device(smallCpu());
    std::atomic<int> completions{0};
    std::optional<LaunchError> error;
    bool produced = true;
    for (const std::uint64_t id : {1U, 2U}) {
        Launch launch = addOne(1 << 12, 10 * (id - 1));
        launch.id = LaunchId(id);
        device.submit(std::move(launch));
    } // both wait before it starts
    // The device tells of the first launch before it takes the second up: a sure moment in between.
    device.start({.completed =
                      [&](Completion done) {
                          if (done.id == LaunchId(1)) {
                              device.cancel(LaunchId(2));
                          } else {
                              error = done.error;
                              produced = !done.produced.empty();
                          }
                          ++completions;
                          completions.notify_all();
                      },
                  .progress = [](LaunchId, double) {}});
    for (int seen = 0; seen < 2; seen = completions.load())
        completions.wait(seen);
    QVERIFY(error);
    QCOMPARE(error->code, Errc::Cancelled);
    QVERIFY(!produced);
}

void CpuDeviceTest::refusesSpecsItsKernelsWouldOverrun()
{
    cpu::CpuDevice device(smallCpu());
    DeviceRunner runner(device);
    Launch longer = addOne(10, 0);
    longer.outputs[0].spec.shape = {20};
    QCOMPARE(runner.wait(runner.submit(longer)).error->code, Errc::InvalidInput);
    Launch shorter = addOne(10, 0);
    shorter.inputs[0].spec.shape = {2000};
    shorter.outputs[0].spec.shape = {2000};
    QCOMPARE(runner.wait(runner.submit(shorter)).error->code, Errc::Internal);
    Launch without = addOne(10, 0);
    without.inputs[0].host = nullptr;
    QCOMPARE(runner.wait(runner.submit(without)).error->code, Errc::Internal);
}

void CpuDeviceTest::countsTheBlocksItMade()
{
    cpu::CpuDevice device(smallCpu());
    DeviceRunner runner(device);
    {
        const Completion done = runner.wait(runner.submit(addOne(1000, 0)));
        QCOMPARE(device.usage().used, Bytes(4000));
    }
    QCOMPARE(device.usage().used, Bytes(0));
    QCOMPARE(device.usage().peak, Bytes(4000));
    QVERIFY(device.usage().busy > Seconds(0));
}

void CpuDeviceTest::probeKnowsThisMachine()
{
    const auto devices = cpu::probe();
    QCOMPARE(devices.size(), std::size_t{1});
    const DeviceInfo& info = devices[0]->info();
    QCOMPARE(info.id, std::string("cpu"));
    QVERIFY(info.threads >= 1);
    QVERIFY(info.memory > 64_MiB);
    QVERIFY(info.peakFlops > 1e8);
    QVERIFY(info.peakBandwidth > 1e8);
    QVERIFY(info.maxPower > info.idlePower);
}

QTEST_APPLESS_MAIN(CpuDeviceTest)
#include "cpu_device_test.moc"
