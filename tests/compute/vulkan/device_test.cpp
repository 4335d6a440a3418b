#include "compute/operators/catalog.h"
#include "tests/compute/vulkan/device_harness.h"

#include <QTest>

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <thread>

namespace {

using namespace xpu;
using namespace xpu::vulkan;

std::vector<float> ramp(std::size_t count)
{
    std::vector<float> values(count);
    std::iota(values.begin(), values.end(), 1.0F);
    return values;
}

TensorSpec floats(std::uint64_t count) { return {DType::F32, Shape{count}}; }

/// Sends values to the device and asks for them back in the same launch.
Launch roundTrip(BufferId buffer, const std::vector<float>& values)
{
    Launch launch;
    launch.inputs = {{"x", buffer, floats(values.size()), blockOf(values)}};
    launch.fetch = {{"x", buffer, floats(values.size()), nullptr}};
    return launch;
}

VKAPI_ATTR VkResult VKAPI_CALL loseDevice(VkQueue, std::uint32_t, const VkSubmitInfo*, VkFence)
{
    return VK_ERROR_DEVICE_LOST;
}

/// The most memory that was in use while the device worked on the first launch.
DeviceHarness* watchedHarness = nullptr;
Bytes mostInUse;
PFN_vkWaitForFences realWait = nullptr;

VKAPI_ATTR VkResult VKAPI_CALL watchedWait(VkDevice device, std::uint32_t count,
                                           const VkFence* fences, VkBool32 all,
                                           std::uint64_t timeout)
{
    if (watchedHarness != nullptr && watchedHarness->completionCount() == 0)
        mostInUse = std::max(mostInUse, watchedHarness->device().usage().used);
    return realWait(device, count, fences, all, timeout);
}

/// How many launches had ended when the device was last given work, and when that was waited for.
std::size_t endedAtSubmit = 0;
std::size_t endedAtWait = 0;
PFN_vkQueueSubmit realSubmit = nullptr;

VKAPI_ATTR VkResult VKAPI_CALL countedSubmit(VkQueue queue, std::uint32_t count,
                                             const VkSubmitInfo* work, VkFence fence)
{
    if (watchedHarness != nullptr)
        endedAtSubmit = watchedHarness->completionCount();
    return realSubmit(queue, count, work, fence);
}

VKAPI_ATTR VkResult VKAPI_CALL countedWait(VkDevice device, std::uint32_t count,
                                           const VkFence* fences, VkBool32 all,
                                           std::uint64_t timeout)
{
    if (watchedHarness != nullptr)
        endedAtWait = watchedHarness->completionCount();
    return realWait(device, count, fences, all, timeout);
}

/// How often the device was given work, and a gate it stays at until that is opened.
std::atomic<int> submissions{0};
std::atomic<bool> closed{false};

VKAPI_ATTR VkResult VKAPI_CALL gatedSubmit(VkQueue queue, std::uint32_t count,
                                           const VkSubmitInfo* work, VkFence fence)
{
    ++submissions;
    closed.wait(true);
    return realSubmit(queue, count, work, fence);
}

/// y = x + 1 on a value of the device's own or of the host.
Launch increment(DeviceHarness& harness, BufferId x, BufferId y, const std::vector<float>& values)
{
    OperatorWork work;
    work.op = operators::BuiltinCatalog::instance().find("map");
    work.params["expr"] = std::string("x + 1");
    Launch launch;
    launch.id = harness.nextLaunch();
    launch.work = std::make_shared<const Work>(work);
    launch.inputs = {{"x", x, floats(values.size()), blockOf(values)}};
    launch.outputs = {{"y", y, floats(values.size())}};
    launch.fetch = {{"y", y, floats(values.size()), nullptr}};
    return launch;
}

Options gated()
{
    Options options;
    options.patch = [](DeviceApi& api) {
        realSubmit = api.vkQueueSubmit;
        api.vkQueueSubmit = gatedSubmit;
    };
    return options;
}

/// Keeps the device at the gate with the first launch until the others wait behind it.
std::vector<LaunchId> submitAtGate(DeviceHarness& harness, Launch first, std::vector<Launch> others)
{
    std::vector<LaunchId> ids{first.id};
    closed = true;
    submissions = 0;
    harness.device().submit(std::move(first));
    while (submissions == 0)
        std::this_thread::yield();
    for (Launch& launch : others) {
        ids.push_back(launch.id);
        harness.device().submit(std::move(launch));
    }
    closed = false;
    closed.notify_all();
    return ids;
}

} // namespace

class DeviceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPhysicalDeviceIsListed()
    {
        DeviceHarness harness;
        const DeviceInfo& info = harness.device().info();
        QCOMPARE(info.id, std::string("vulkan:0"));
        QCOMPARE(info.driver, std::string("vulkan"));
        QVERIFY(info.kind == DeviceClass::Gpu);
        QVERIFY2(info.unusableReason.empty(), info.unusableReason.c_str());
        QVERIFY(!info.friendlyName.empty());
        QVERIFY(!info.driverVersion.empty());
        QVERIFY(info.memory > 64_MiB);
        QVERIFY(!info.sharesHostMemory);
        QVERIFY(info.peakFlops > 0 && info.peakBandwidth > 0);
        QVERIFY(info.maxPower > info.idlePower);
        if (info.friendlyName.find("llvmpipe") != std::string::npos)
            QCOMPARE(info.label, std::string("software"));
    }

    void missingLoaderIsAReason()
    {
        DeviceHarness harness({}, "libno-such-loader.so");
        QCOMPARE(harness.deviceCount(), std::size_t{1});
        QVERIFY(harness.device().info().unusableReason.find("libno-such-loader.so")
                != std::string::npos);
        harness.start();
        const Completion done = harness.run(roundTrip(BufferId(0), ramp(4)));
        QVERIFY(done.error && done.error->code == Errc::Unsupported);
    }

    void missingDriverIsAReason()
    {
        qputenv("VK_ICD_FILENAMES", "/nowhere.json");
        qputenv("VK_DRIVER_FILES", "/nowhere.json");
        DeviceHarness harness;
        qunsetenv("VK_ICD_FILENAMES");
        qunsetenv("VK_DRIVER_FILES");
        QCOMPARE(harness.deviceCount(), std::size_t{1});
        QVERIFY(!harness.device().info().unusableReason.empty());
    }

    void failingSelfTestIsAReason()
    {
        DeviceHarness harness({.failSelfTest = true});
        QVERIFY(harness.device().info().unusableReason.empty());
        harness.start();
        const Completion done = harness.run(roundTrip(BufferId(0), ramp(4)));
        QVERIFY(done.error && done.error->code == Errc::DeviceFailed);
        QVERIFY(done.error->message.find("self-test") != std::string::npos);
        QVERIFY(!harness.device().info().unusableReason.empty());
    }

    void valuesComeBackAsTheyWent_data()
    {
        QTest::addColumn<bool>("hidden");
        QTest::addColumn<int>("count");
        for (const bool hidden : {false, true})
            for (const int count : {0, 1, 3, 1000, 5'000'001})
                QTest::addRow("%s %d", hidden ? "staged" : "mapped", count) << hidden << count;
    }
    void valuesComeBackAsTheyWent()
    {
        QFETCH(bool, hidden);
        QFETCH(int, count);
        DeviceHarness harness({.hideMemory = hidden});
        harness.start();
        const auto values = ramp(static_cast<std::size_t>(count));
        const Completion done = harness.run(roundTrip(harness.nextBuffer(), values));
        QVERIFY2(!done.error, done.error ? done.error->message.c_str() : "");
        QCOMPARE(done.produced.size(), std::size_t{1});
        QCOMPARE(valuesOf<float>(*done.produced[0].second), values);
        QCOMPARE(done.bytesIn, floats(values.size()).bytes());
        QCOMPARE(done.bytesOut, floats(values.size()).bytes());
    }

    void buffersStayUntilReleased()
    {
        DeviceHarness harness;
        harness.start();
        const BufferId buffer = harness.nextBuffer();
        const auto values = ramp(100'000);
        Launch keep = roundTrip(buffer, values);
        keep.fetch.clear();
        QVERIFY(!harness.run(keep).error);
        QVERIFY(harness.device().usage().used >= floats(values.size()).bytes());

        Launch fetch = roundTrip(buffer, values);
        fetch.inputs.clear();
        QCOMPARE(valuesOf<float>(*harness.run(fetch).produced.at(0).second), values);

        Launch release;
        release.release = {buffer};
        QVERIFY(!harness.run(release).error);
        QCOMPARE(harness.device().usage().used, Bytes(0));
        QVERIFY(harness.device().usage().peak >= floats(values.size()).bytes());
        const Completion gone = harness.run(fetch);
        QVERIFY(gone.error && gone.error->code == Errc::Internal);
    }

    void memoryLimitIsKept()
    {
        DeviceHarness harness({.memoryLimit = 8_MiB});
        harness.start();
        const Completion done = harness.run(roundTrip(harness.nextBuffer(), ramp(3'000'000)));
        QVERIFY(done.error && done.error->code == Errc::OutOfMemory);
        QVERIFY(!harness.run(roundTrip(harness.nextBuffer(), ramp(1'000'000))).error);
        QVERIFY(harness.device().usage().reserved <= 8_MiB);
    }

    void inputsOfTheNextLaunchComeInWhileOneRuns()
    {
        constexpr std::size_t kMany = 1 << 20;
        Options options;
        options.patch = [](DeviceApi& api) {
            realWait = api.vkWaitForFences;
            api.vkWaitForFences = watchedWait;
        };
        DeviceHarness harness(options);
        watchedHarness = &harness;
        mostInUse = {};
        const std::vector<float> values = ramp(kMany);
        Launch first = increment(harness, BufferId(1), BufferId(2), values);
        Launch second = increment(harness, BufferId(3), BufferId(4), values);
        const LaunchId ids[] = {first.id, second.id};
        const Bytes value = first.inputs[0].spec.bytes();
        first.fetch.clear();
        harness.device().submit(std::move(first));
        harness.device().submit(std::move(second));
        harness.start();
        const Completion done = harness.wait(ids[1]); // the first end stays there to be counted
        watchedHarness = nullptr;
        QVERIFY(!harness.wait(ids[0]).error);
        QVERIFY(!done.error);
        QVERIFY(done.bytesIn == value);
        QVERIFY(valuesOf<float>(*done.produced[0].second).back() == float(kMany) + 1);
        QVERIFY(mostInUse.count >= 3 * value.count); // what it read and made, and one more
    }

    void resultsComeToTheHostWhileTheNextLaunchRuns_data()
    {
        QTest::addColumn<bool>("hidden");
        QTest::addColumn<std::size_t>("endedBefore");
        QTest::addRow("the host sees the memory") << false << std::size_t{0};
        QTest::addRow("only the queue can copy") << true << std::size_t{1};
    }
    void resultsComeToTheHostWhileTheNextLaunchRuns()
    {
        QFETCH(bool, hidden);
        QFETCH(std::size_t, endedBefore);
        Options options;
        options.hideMemory = hidden;
        options.patch = [](DeviceApi& api) {
            realSubmit = api.vkQueueSubmit;
            realWait = api.vkWaitForFences;
            api.vkQueueSubmit = countedSubmit;
            api.vkWaitForFences = countedWait;
        };
        DeviceHarness harness(options);
        watchedHarness = &harness;
        const std::vector<float> values = ramp(3'000'000);
        Launch first = increment(harness, BufferId(1), BufferId(2), values);
        Launch second = increment(harness, BufferId(1), BufferId(3), values);
        const LaunchId ids[] = {first.id, second.id};
        second.fetch.clear();
        harness.device().submit(std::move(first));
        harness.device().submit(std::move(second));
        harness.start();
        QVERIFY(!harness.wait(ids[1]).error);
        watchedHarness = nullptr;
        const Completion done = harness.wait(ids[0]);
        QVERIFY(!done.error);
        QVERIFY(done.bytesOut == floats(values.size()).bytes());
        QVERIFY(valuesOf<float>(*done.produced.at(0).second).back() == 3'000'001);
        QCOMPARE(endedAtSubmit, endedBefore);
        QCOMPARE(endedAtWait, std::size_t{1});
    }

    void aResultThatCannotBeCopiedStaysForTheLaunchThatReadsIt()
    {
        DeviceHarness harness;
        const std::vector<float> values = ramp(3'000'000);
        Launch first = increment(harness, BufferId(1), BufferId(2), values);
        first.fetch[0].spec = floats(values.size() + 1); // more than there is
        Launch second = increment(harness, BufferId(2), BufferId(3), values);
        second.inputs[0].host = nullptr;
        // Taken in while the second runs: it must not get the place of what that one reads.
        Launch third =
            increment(harness, BufferId(4), BufferId(5), std::vector<float>(values.size(), -1));
        const LaunchId ids[] = {first.id, second.id, third.id};
        for (Launch* each : {&first, &second, &third})
            harness.device().submit(std::move(*each));
        harness.start();
        QVERIFY(harness.wait(ids[0]).error->code == Errc::Internal);
        const Completion done = harness.wait(ids[1]);
        QVERIFY(!done.error);
        const auto result = valuesOf<float>(*done.produced.at(0).second);
        QVERIFY(result.front() == 3 && result.back() == 3'000'002);
        QVERIFY(!harness.wait(ids[2]).error);
        Launch again = increment(harness, BufferId(2), BufferId(6), values);
        again.inputs[0].host = nullptr;
        const LaunchId last = again.id;
        harness.device().submit(std::move(again));
        QVERIFY(harness.wait(last).error->code == Errc::Internal); // it is gone by now
    }

    void resultsThatAreOwedComeBeforeTheDeviceEnds()
    {
        DeviceHarness harness;
        const std::vector<float> values = ramp(1000);
        Launch first = increment(harness, BufferId(1), BufferId(2), values);
        Launch second = increment(harness, BufferId(1), BufferId(3), values);
        const LaunchId ids[] = {first.id, second.id};
        harness.device().submit(std::move(first));
        harness.device().submit(std::move(second));
        harness.device().cancel(ids[1]);
        harness.start();
        const Completion done = harness.wait(ids[0]);
        QVERIFY(!done.error);
        QVERIFY(valuesOf<float>(*done.produced.at(0).second)[999] == 1001);
        QVERIFY(harness.wait(ids[1]).error->code == Errc::Cancelled);
    }

    void aValueThatLiesThereIsNotSentAgain()
    {
        DeviceHarness harness;
        const std::vector<float> values = ramp(1000);
        Launch first = increment(harness, BufferId(1), BufferId(2), values);
        Launch second = increment(harness, BufferId(1), BufferId(3), values);
        const LaunchId ids[] = {first.id, second.id};
        harness.device().submit(std::move(first));
        harness.device().submit(std::move(second));
        harness.start();
        QVERIFY(harness.wait(ids[0]).bytesIn == Bytes(4000));
        const Completion done = harness.wait(ids[1]);
        QVERIFY(done.bytesIn == Bytes(0));
        QVERIFY(valuesOf<float>(*done.produced[0].second)[999] == 1001);
    }

    void whatALaunchLetsGoOfComesBackWhenItBringsItAnew()
    {
        DeviceHarness harness;
        Launch before = increment(harness, BufferId(1), BufferId(2), ramp(1000));
        Launch first = increment(harness, BufferId(5), BufferId(6), ramp(1000));
        Launch second = increment(harness, BufferId(1), BufferId(3), std::vector<float>(1000, 7));
        second.release = {BufferId(1), BufferId(2)};
        const LaunchId ids[] = {before.id, first.id, second.id};
        harness.device().submit(std::move(before));
        harness.device().submit(std::move(first));
        harness.device().submit(std::move(second));
        harness.start();
        QVERIFY(!harness.wait(ids[0]).error);
        QVERIFY(!harness.wait(ids[1]).error);
        const Completion done = harness.wait(ids[2]);
        QVERIFY(!done.error);
        QVERIFY(valuesOf<float>(*done.produced[0].second)[999] == 8);
        QVERIFY(harness.device().usage().used.count < 5 * 4096);
    }

    void lostDeviceFailsEveryFurtherLaunch()
    {
        static bool lost = false;
        static PFN_vkQueueSubmit real = nullptr;
        Options options;
        options.hideMemory = true; // transfers are submissions then
        options.patch = [](DeviceApi& api) {
            real = api.vkQueueSubmit;
            api.vkQueueSubmit = [](VkQueue q, std::uint32_t n, const VkSubmitInfo* s, VkFence f) {
                return lost ? loseDevice(q, n, s, f) : real(q, n, s, f);
            };
        };
        DeviceHarness harness(options);
        harness.start();
        QVERIFY(!harness.run(roundTrip(harness.nextBuffer(), ramp(10))).error);
        lost = true;
        for (int i = 0; i < 2; ++i) {
            const Completion done = harness.run(roundTrip(harness.nextBuffer(), ramp(10)));
            QVERIFY(done.error && done.error->code == Errc::DeviceLost);
            lost = false;
        }
        QVERIFY(!harness.device().info().unusableReason.empty());
    }

    void smallLaunchesThatWaitGoInOneSubmission()
    {
        DeviceHarness harness(gated());
        harness.start();
        QVERIFY(!harness.run(increment(harness, BufferId(1), BufferId(2), ramp(1000))).error);
        std::vector<Launch> chain;
        for (std::uint64_t i = 3; i < 43; ++i) {
            chain.push_back(increment(harness, BufferId(i), BufferId(i + 1), ramp(1000)));
            chain.back().inputs[0].host = nullptr; // it is being made
        }
        chain[20].release = {BufferId(2)};
        Launch first = increment(harness, BufferId(1), BufferId(3), ramp(1000));
        const std::vector<LaunchId> ids = submitAtGate(harness, std::move(first), std::move(chain));
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const Completion done = harness.wait(ids[i]);
            QVERIFY(!done.error);
            QVERIFY(done.run > Seconds(0));
            QCOMPARE(valuesOf<float>(*done.produced.at(0).second)[999], 1001.0F + float(i));
        }
        QCOMPARE(submissions.load(), 2); // the one at the gate, and all others
    }

    void launchesOfAChainThatFindNoRoomFailByThemselves()
    {
        Options options = gated();
        options.memoryLimit = 1_MiB; // room for four values
        DeviceHarness harness(options);
        harness.start();
        const std::vector<float> values = ramp(60'000);
        QVERIFY(!harness.run(increment(harness, BufferId(1), BufferId(2), values)).error);
        std::vector<Launch> chain;
        for (std::uint64_t i = 2; i < 6; ++i) {
            chain.push_back(increment(harness, BufferId(i), BufferId(i + 1), values));
            chain.back().inputs[0].host = nullptr;
        }
        Launch first = increment(harness, BufferId(1), BufferId(2), values);
        const std::vector<LaunchId> ids = submitAtGate(harness, std::move(first), std::move(chain));
        std::vector<bool> failed;
        for (const LaunchId id : ids)
            failed.push_back(harness.wait(id).error.has_value());
        QCOMPARE(failed, (std::vector<bool>{false, false, false, true, true}));
    }

    void waitingLaunchesCanBeCancelled()
    {
        DeviceHarness harness;
        Launch first = roundTrip(harness.nextBuffer(), ramp(10));
        Launch second = roundTrip(harness.nextBuffer(), ramp(10));
        first.id = harness.nextLaunch();
        second.id = harness.nextLaunch();
        const LaunchId a = first.id;
        const LaunchId b = second.id;
        harness.device().submit(std::move(first));
        harness.device().submit(std::move(second));
        harness.device().cancel(b);
        harness.start();
        QVERIFY(!harness.wait(a).error);
        const Completion done = harness.wait(b);
        QVERIFY(done.error && done.error->code == Errc::Cancelled);
    }

    void everyLaunchIsAnsweredWhenTheDeviceGoes()
    {
        DeviceHarness harness;
        harness.start();
        constexpr std::size_t kLaunches = 40;
        for (std::size_t i = 0; i < kLaunches; ++i) {
            Launch launch = roundTrip(harness.nextBuffer(), ramp(1000));
            launch.id = harness.nextLaunch();
            harness.device().submit(std::move(launch));
        }
        harness.stop();
        QCOMPARE(harness.completionCount(), kLaunches);
    }

    void measuredRatesReplaceTheModel()
    {
        DeviceHarness harness;
        const double modelled = harness.device().info().peakFlops;
        harness.start();
        QTRY_VERIFY_WITH_TIMEOUT(harness.device().info().peakFlops != modelled, 30'000);
        QVERIFY(harness.device().info().peakBandwidth > 1e6);
    }
};

QTEST_APPLESS_MAIN(DeviceTest)
#include "device_test.moc"
