#include "core/engine/engine.h"
#include "tests/support/graph_maker.h"
#include "tests/support/threaded_device.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace xpu;
using namespace xpu::test;

namespace {

/// The engine as programs run it: its own thread, the history thread, the job pool and devices
/// with threads. The thread sanitizer looks for races here; the rules are other tests' work.
class ThreadedEngine {
public:
    explicit ThreadedEngine(const std::string& database = ":memory:")
        : history_(*history::Store::open(database)), engine_(parts())
    {
        if (!engine_.start())
            qFatal("the engine does not start");
    }

    Engine& engine() { return engine_; }
    std::shared_ptr<const TaskGraph> diamonds(std::size_t count) const
    {
        GraphMaker maker(catalog_);
        for (std::uint32_t d = 0; d < count; ++d) {
            maker.add("work", {});
            maker.add("work", {4 * d}).devices.pin = "cpu";
            maker.add("work", {4 * d}).devices.pin = "vulkan";
            maker.add("work", {4 * d + 1, 4 * d + 2});
        }
        return maker.make();
    }
    void waitUntilIdle() const
    {
        while (!engine_.idle())
            std::this_thread::yield();
    }

private:
    EngineParts parts()
    {
        EngineParts p;
        const auto add = [&p](const char* id, const char* driver, DeviceClass kind, bool shares) {
            DeviceInfo info;
            info.id = id;
            info.driver = driver;
            info.kind = kind;
            info.sharesHostMemory = shares;
            info.memory = 64_MiB;
            info.threads = 2;
            info.peakFlops = 1e10;
            info.peakBandwidth = 1e10;
            p.devices.push_back(std::make_unique<ThreadedDevice>(info));
        };
        add("host", "host", DeviceClass::Host, true);
        add("cpu", "cpu", DeviceClass::Cpu, true);
        add("vulkan:0", "vulkan", DeviceClass::Gpu, false);
        p.catalog = &catalog_;
        p.clock = &clock_;
        p.history = &history_;
        return p;
    }

    const FakeCatalog catalog_;
    const SystemClock clock_;
    history::Writer history_;
    Engine engine_;
};

} // namespace

class EngineThreadsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isNotIdleBeforeACommandIsAnswered()
    {
        ThreadedEngine threaded;
        Engine& engine = threaded.engine();
        for (int i = 0; i < 20'000; ++i) {
            // Refused, so that nothing but the command itself keeps the engine busy.
            auto answered = std::make_shared<std::atomic<bool>>(false);
            engine.send(command::Hold{}, {},
                        [answered](const Result<Applied>&) { answered->store(true); });
            while (!engine.idle()) {
            }
            QVERIFY2(answered->load(), qPrintable(QString::number(i)));
        }
    }

    void takesCommandsFromManyThreadsWhileItRuns()
    {
        constexpr int kSenders = 3;
        constexpr int kGraphs = 8;
        ThreadedEngine threaded;
        Engine& engine = threaded.engine();
        std::atomic<int> published{0};
        std::atomic<int> answers{0};
        engine.onPublished([&published] { ++published; });
        const auto graph = threaded.diamonds(10);
        const auto count = [&answers](const Result<Applied>&) { ++answers; };

        std::vector<std::thread> senders;
        for (int s = 0; s < kSenders; ++s)
            senders.emplace_back([&, s] {
                for (int g = 0; g < kGraphs; ++g) {
                    engine.submitGraph(graph, [&, s](const Result<Applied>& added) {
                        ++answers;
                        if (s == 0 && added)
                            engine.send(command::Cancel{added->tasks}, {}, count);
                    });
                    engine.watch(g % 2 == 0);
                    engine.send(command::SetThreadBudget{1 + g % 2}, {}, count);
                    if (s == 1)
                        engine.send(command::Pause{}, {}, count);
                    engine.send(command::Resume{}, {}, count);
                }
            });
        std::atomic<bool> looking{true};
        std::thread reader([&] {
            while (looking) {
                const auto snapshot = engine.snapshot();
                std::size_t steps = 0;
                for (const auto& task : snapshot->queue)
                    steps += task->steps ? task->steps->size() : 0;
                if (steps > 0 && engine.latencies()->count > steps)
                    engine.watch(false);
            }
        });
        for (std::thread& sender : senders)
            sender.join();
        engine.send(command::Resume{}, {}, count); // whichever Pause came last
        threaded.waitUntilIdle();
        looking = false;
        reader.join();

        const auto snapshot = engine.snapshot();
        QCOMPARE(snapshot->queue.size(), std::size_t(kSenders * kGraphs));
        for (const auto& task : snapshot->queue)
            QVERIFY2(isFinal(task->state), nameOf(task->state).data());
        QCOMPARE(answers.load(), kGraphs * (3 * kSenders + 2) + 1);
        QVERIFY(published > 0);
    }

    void showsTheRecoveredQueueAsSoonAsItHasStarted()
    {
        const QTemporaryDir folder;
        const std::string database = folder.filePath("queue.sqlite").toStdString();
        {
            ThreadedEngine first(database);
            first.engine().submitGraph(first.diamonds(1), [](const Result<Applied>&) {});
            first.waitUntilIdle();
        }
        for (int i = 0; i < 20; ++i) {
            ThreadedEngine again(database);
            QCOMPARE(again.engine().snapshot()->queue.size(), std::size_t(1));
        }
    }

    void endsWhileLaunchesAndCommitsAreUnderWay()
    {
        for (int i = 0; i < 20; ++i) {
            ThreadedEngine threaded;
            threaded.engine().submitGraph(threaded.diamonds(10), [](const Result<Applied>&) {});
        }
    }
};

QTEST_APPLESS_MAIN(EngineThreadsTest)
#include "engine_threads_test.moc"
