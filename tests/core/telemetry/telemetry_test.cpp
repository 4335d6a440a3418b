#include "core/telemetry/frame_maker.h"
#include "core/telemetry/roll_up.h"
#include "core/telemetry/sampler.h"

#include <QTest>

#include <cmath>
#include <condition_variable>
#include <limits>
#include <mutex>

using namespace xpu;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct FakeState {
    std::vector<std::string> ids = {"a"};
    std::vector<Sample> next;
    Seconds period{0};
    int reads = 0;
};

class FakeSource final : public TelemetrySource {
public:
    explicit FakeSource(std::shared_ptr<FakeState> state) : state_(std::move(state)) {}
    std::vector<SensorInfo> sensors() override
    {
        std::vector<SensorInfo> all;
        for (const std::string& id : state_->ids)
            all.push_back({.id = id, .name = id, .device = {}, .unit = Unit::Count, .source = "f"});
        return all;
    }
    void read(Seconds /*now*/, std::vector<Sample>& out) override
    {
        ++state_->reads;
        out = state_->next;
    }
    Seconds period() const override { return state_->period; }

private:
    std::shared_ptr<FakeState> state_;
};

std::vector<std::unique_ptr<TelemetrySource>> sourcesOf(std::shared_ptr<FakeState> a,
                                                        std::shared_ptr<FakeState> b = nullptr)
{
    std::vector<std::unique_ptr<TelemetrySource>> all;
    all.push_back(std::make_unique<FakeSource>(std::move(a)));
    if (b)
        all.push_back(std::make_unique<FakeSource>(std::move(b)));
    return all;
}

TelemetryFrame frameAt(std::int64_t utcMicros, Sample sample)
{
    TelemetryFrame frame;
    frame.utcMicros = utcMicros;
    frame.sensors = std::make_shared<const std::vector<SensorInfo>>(
        std::vector<SensorInfo>{{.id = "a", .name = "A", .device = {}, .source = "f"}});
    frame.samples = {sample};
    return frame;
}

} // namespace

class TelemetryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void samplesStandInTheOrderOfTheirSensors()
    {
        const auto a = std::make_shared<FakeState>();
        const auto b = std::make_shared<FakeState>();
        a->ids = {"a1", "a2"};
        a->next = {{1, Quality::Measured}, {2, Quality::Derived}};
        b->ids = {"b"};
        b->next = {{3, Quality::Modelled}};
        FrameMaker maker(sourcesOf(a, b));
        const FramePtr frame = maker.make(Seconds(5), 77);
        QCOMPARE(frame->sensors->size(), std::size_t{3});
        QCOMPARE((*frame->sensors)[2].id, std::string("b"));
        QCOMPARE(frame->samples[1].value, 2.0);
        QCOMPARE(frame->samples[2].quality, Quality::Modelled);
        QCOMPARE(frame->at, Seconds(5));
        QCOMPARE(frame->utcMicros, std::int64_t{77});
    }

    void aVanishedSensorLeavesAGap()
    {
        const auto state = std::make_shared<FakeState>();
        state->next = {{5, Quality::Measured}};
        FrameMaker maker(sourcesOf(state));
        maker.make(Seconds(1), 0);
        for (const std::vector<Sample>& nothing :
             {std::vector<Sample>{},
              {{7, Quality::Unavailable}},
              {{kNan, Quality::Measured}},
              {{std::numeric_limits<double>::infinity(), Quality::Measured}}}) {
            state->next = nothing;
            const Sample s = maker.make(Seconds(2), 0)->samples.at(0);
            QCOMPARE(s.quality, Quality::Unavailable);
            QVERIFY(std::isnan(s.value));
        }
    }

    void aSourceThatSaysTooMuchDoesNotShiftTheOthers()
    {
        const auto a = std::make_shared<FakeState>();
        const auto b = std::make_shared<FakeState>();
        a->next = {{1, Quality::Measured}, {9, Quality::Measured}};
        b->ids = {"b"};
        b->next = {{2, Quality::Measured}};
        FrameMaker maker(sourcesOf(a, b));
        const FramePtr frame = maker.make(Seconds(1), 0);
        QCOMPARE(frame->samples.size(), std::size_t{2});
        QCOMPARE(frame->samples[1].value, 2.0);
    }

    void slowSourcesAreReadAtTheirOwnPace()
    {
        const auto state = std::make_shared<FakeState>();
        state->period = Seconds(1);
        state->next = {{5, Quality::Measured}};
        FrameMaker maker(sourcesOf(state));
        for (int i = 0; i < 25; ++i)
            QCOMPARE(maker.make(Seconds(10 + 0.1 * i), 0)->samples[0].value, 5.0);
        QCOMPARE(state->reads, 3);
    }

    void theSensorListIsSharedUntilTheSetChanges()
    {
        const auto state = std::make_shared<FakeState>();
        state->next = {{5, Quality::Measured}};
        FrameMaker maker(sourcesOf(state));
        const auto first = maker.make(Seconds(1), 0)->sensors;
        maker.rescan();
        QCOMPARE(maker.make(Seconds(2), 0)->sensors.get(), first.get());
        state->ids = {"a", "new"};
        maker.rescan();
        const FramePtr frame = maker.make(Seconds(3), 0);
        QVERIFY(frame->sensors != first);
        QCOMPARE(frame->samples.size(), std::size_t{2});
        QCOMPARE(frame->samples[1].quality, Quality::Unavailable);
    }

    void aSleepingReaderKeepsTheNewestFrames()
    {
        FrameQueue queue;
        for (int i = 0; i < 100; ++i)
            queue.push(
                std::make_shared<const TelemetryFrame>(frameAt(i, {double(i), Quality::Measured})));
        const std::vector<FramePtr> frames = queue.drain();
        QCOMPARE(frames.size(), FrameQueue::kCapacity);
        QCOMPARE(frames.front()->utcMicros, std::int64_t{36});
        QCOMPARE(frames.back()->utcMicros, std::int64_t{99});
        QCOMPARE(queue.dropped(), std::uint64_t{36});
        QVERIFY(queue.drain().empty());
    }

    void rollUpsAreAlignedAndSkipWhatIsNoValue()
    {
        RollUp rollUp;
        QVERIFY(rollUp.add(frameAt(13'000'000, {4, Quality::Measured})).empty());
        QVERIFY(rollUp.add(frameAt(15'000'000, {kNan, Quality::Unavailable})).empty());
        QVERIFY(rollUp.add(frameAt(16'000'000, {99, Quality::Stale})).empty());
        QVERIFY(rollUp.add(frameAt(19'999'999, {-2, Quality::Modelled})).empty());
        const auto rows = rollUp.add(frameAt(20'000'000, {50, Quality::Measured}));
        QCOMPARE(rows.size(), std::size_t{1});
        QCOMPARE(rows[0].sensor, std::string("a"));
        QCOMPARE(rows[0].utcMicros, std::int64_t{10'000'000});
        QCOMPARE(rows[0].seconds, 10);
        QCOMPARE(rows[0].min, -2.0);
        QCOMPARE(rows[0].mean, 1.0);
        QCOMPARE(rows[0].max, 4.0);
        QCOMPARE(rows[0].count, 2u);
        QCOMPARE(rollUp.finish().at(0).mean, 50.0);
        QVERIFY(rollUp.finish().empty());
    }

    void aSensorWithoutValuesHasNoRow()
    {
        RollUp rollUp;
        rollUp.add(frameAt(1, {kNan, Quality::Unavailable}));
        QVERIFY(rollUp.finish().empty());
    }

    void nobodySubscribedMeansNothingIsRead()
    {
        const auto state = std::make_shared<FakeState>();
        const SystemClock clock;
        {
            Sampler sampler(sourcesOf(state), clock, {});
        }
        QCOMPARE(state->reads, 0);
    }

    void subscribersReceiveFramesAndTheRestIsRolledUpAtTheEnd()
    {
        const auto state = std::make_shared<FakeState>();
        state->next = {{8, Quality::Measured}};
        const SystemClock clock;
        std::mutex mutex;
        std::condition_variable arrived;
        int frames = 0;
        std::vector<history::TelemetryRollup> rows;
        {
            Sampler sampler(sourcesOf(state), clock, [&rows](auto some) {
                rows.insert(rows.end(), some.begin(), some.end());
            });
            const auto subscription = sampler.subscribe(true, [&] {
                const std::lock_guard lock(mutex);
                ++frames;
                arrived.notify_one();
            });
            {
                std::unique_lock lock(mutex);
                arrived.wait(lock, [&frames] { return frames >= 3; });
            }
            const std::vector<FramePtr> got = subscription->drain();
            QVERIFY(got.size() >= 3);
            QVERIFY(got[1]->at > got[0]->at);
            QVERIFY(!subscription->stale(got.back()->at));
            QVERIFY(subscription->stale(got.back()->at + Seconds(1e6)));
        }
        std::uint32_t counted = 0;
        for (const auto& row : rows)
            counted += row.count;
        QCOMPARE(counted, static_cast<std::uint32_t>(state->reads));
    }

    void aSubscriptionMayOutliveTheSampler()
    {
        const SystemClock clock;
        std::shared_ptr<TelemetrySubscription> subscription;
        {
            Sampler sampler(sourcesOf(std::make_shared<FakeState>()), clock, {});
            subscription = sampler.subscribe(false);
        }
        subscription->watch(true);
        subscription.reset();
    }

    void unitsHaveTheirWords()
    {
        QCOMPARE(nameOf(Unit::Percent), std::string_view("percent"));
        QCOMPARE(nameOf(Unit::Hertz), std::string_view("hertz"));
        QCOMPARE(nameOf(Unit::Count), std::string_view("count"));
    }
};

QTEST_APPLESS_MAIN(TelemetryTest)
#include "telemetry_test.moc"
