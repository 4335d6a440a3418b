#include "core/telemetry/sampler.h"

#include "core/telemetry/frame_maker.h"
#include "core/telemetry/roll_up.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace xpu {
namespace {

/// How often the sources are asked whether sensors came or went.
constexpr Seconds kRescan{30};
constexpr double kStalePeriods = 3;

} // namespace

/// Shared with the subscriptions, which may outlive the sampler.
struct TelemetrySubscription::Wake {
    std::mutex mutex;
    std::condition_variable changed;
    bool dirty = false;
    bool ending = false;
    std::vector<std::weak_ptr<TelemetrySubscription>> subscribers;

    void signal()
    {
        {
            const std::lock_guard lock(mutex);
            dirty = true;
        }
        changed.notify_one();
    }
};

TelemetrySubscription::TelemetrySubscription(std::shared_ptr<Wake> wake, bool watched,
                                             std::function<void()> arrived)
    : watched_(watched), arrived_(std::move(arrived)), wake_(std::move(wake))
{}

TelemetrySubscription::~TelemetrySubscription() { wake_->signal(); }

bool TelemetrySubscription::stale(Seconds now) const
{
    const double newest = newest_.load();
    const Seconds period = watched_.load() ? kWatchedPeriod : kQuietPeriod;
    return newest > 0 && now - Seconds(newest) > kStalePeriods * period;
}

void TelemetrySubscription::watch(bool watched)
{
    if (watched_.exchange(watched) != watched)
        wake_->signal();
}

class Sampler::Loop {
public:
    Loop(std::vector<std::unique_ptr<TelemetrySource>> sources, const Clock& clock,
         std::function<void(std::vector<history::TelemetryRollup>)> rolledUp)
        : maker_(std::move(sources)),
          clock_(clock),
          rolledUp_(std::move(rolledUp)),
          thread_([this] { run(); })
    {}
    ~Loop()
    {
        {
            const std::lock_guard lock(wake_->mutex);
            wake_->ending = true;
        }
        wake_->changed.notify_one();
        thread_.join();
    }
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    std::shared_ptr<TelemetrySubscription> subscribe(bool watched, std::function<void()> arrived)
    {
        const std::shared_ptr<TelemetrySubscription> subscription(
            new TelemetrySubscription(wake_, watched, std::move(arrived)));
        {
            const std::lock_guard lock(wake_->mutex);
            wake_->subscribers.push_back(subscription);
        }
        wake_->signal();
        return subscription;
    }

private:
    using Subscribers = std::vector<std::shared_ptr<TelemetrySubscription>>;

    void run();
    /// Waits for the next tick; nullopt at the end.
    std::optional<Subscribers> nextTick();
    void tick(const Subscribers& subscribers);
    void handOut(std::vector<history::TelemetryRollup> rows) const
    {
        if (rolledUp_ && !rows.empty())
            rolledUp_(std::move(rows));
    }
    Subscribers living();

    FrameMaker maker_; // sampler thread only, like everything down to thread_
    const Clock& clock_;
    const std::function<void(std::vector<history::TelemetryRollup>)> rolledUp_;
    RollUp rollUp_;
    std::optional<Seconds> last_;
    Seconds rescanned_{0};
    const std::shared_ptr<TelemetrySubscription::Wake> wake_ =
        std::make_shared<TelemetrySubscription::Wake>();
    std::thread thread_; // last: starts when all else is there
};

Sampler::Loop::Subscribers Sampler::Loop::living()
{
    Subscribers all;
    for (const auto& weak : wake_->subscribers)
        if (auto strong = weak.lock())
            all.push_back(std::move(strong));
    std::erase_if(wake_->subscribers, [](const auto& weak) { return weak.expired(); });
    return all;
}

std::optional<Sampler::Loop::Subscribers> Sampler::Loop::nextTick()
{
    for (;;) {
        Subscribers all; // declared first: a last reference must not die under the lock
        std::unique_lock lock(wake_->mutex);
        if (wake_->ending)
            return std::nullopt;
        wake_->dirty = false;
        all = living();
        const auto changed = [this] { return wake_->dirty || wake_->ending; };
        if (all.empty()) {
            last_.reset();
            wake_->changed.wait(lock, changed);
            continue;
        }
        const bool watched =
            std::any_of(all.begin(), all.end(), [](const auto& s) { return s->watched_.load(); });
        const Seconds due =
            last_.value_or(Seconds{-1e9}) + (watched ? kWatchedPeriod : kQuietPeriod);
        const Seconds now = clock_.now();
        if (now >= due)
            return all;
        lock.unlock();
        all.clear(); // not held while asleep: dropping the handle must end the subscription
        lock.lock();
        wake_->changed.wait_for(lock, due - now, changed);
    }
}

void Sampler::Loop::tick(const Subscribers& subscribers)
{
    const Seconds now = clock_.now();
    if (now - rescanned_ >= kRescan) {
        maker_.rescan();
        rescanned_ = now;
    }
    last_ = now;
    const FramePtr frame = maker_.make(now, clock_.utcMicros());
    handOut(rollUp_.add(*frame));
    for (const auto& subscriber : subscribers) {
        subscriber->queue_.push(frame);
        subscriber->newest_.store(now.count());
        if (subscriber->arrived_)
            subscriber->arrived_();
    }
}

void Sampler::Loop::run()
{
    while (const auto subscribers = nextTick())
        tick(*subscribers);
    handOut(rollUp_.finish());
}

Sampler::Sampler(std::vector<std::unique_ptr<TelemetrySource>> sources, const Clock& clock,
                 std::function<void(std::vector<history::TelemetryRollup>)> rolledUp)
    : loop_(std::make_unique<Loop>(std::move(sources), clock, std::move(rolledUp)))
{}

Sampler::~Sampler() = default;

std::shared_ptr<TelemetrySubscription> Sampler::subscribe(bool watched,
                                                          std::function<void()> arrived)
{
    return loop_->subscribe(watched, std::move(arrived));
}

} // namespace xpu
