#include "core/telemetry/sampler.h"

#include "core/base/mutex.h"
#include "core/base/named_thread.h"
#include "core/telemetry/frame_maker.h"
#include "core/telemetry/roll_up.h"

#include <algorithm>
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
    Mutex mutex;
    Condition changed;
    bool dirty XPU_GUARDED_BY(mutex) = false;
    bool ending XPU_GUARDED_BY(mutex) = false;
    std::vector<std::weak_ptr<TelemetrySubscription>> subscribers XPU_GUARDED_BY(mutex);
    std::atomic<Seconds> watchedPeriod{kWatchedPeriod};

    void signal()
    {
        {
            const MutexLock lock(mutex);
            dirty = true;
        }
        changed.notifyOne();
    }
    void end()
    {
        {
            const MutexLock lock(mutex);
            ending = true;
        }
        changed.notifyOne();
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
    const Seconds period = watched_.load() ? wake_->watchedPeriod.load() : kQuietPeriod;
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
          thread_(namedThread("xpu sensors", [this] { run(); }))
    {}
    ~Loop()
    {
        wake_->end();
        thread_.join();
    }
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    std::shared_ptr<TelemetrySubscription> subscribe(bool watched, std::function<void()> arrived)
    {
        std::shared_ptr<TelemetrySubscription> subscription(
            new TelemetrySubscription(wake_, watched, std::move(arrived)));
        {
            const MutexLock lock(wake_->mutex);
            wake_->subscribers.push_back(subscription);
        }
        wake_->signal();
        return subscription;
    }

    void setWatchedPeriod(Seconds period)
    {
        wake_->watchedPeriod.store(period);
        wake_->signal();
    }

    bool hasSubscribers() const
    {
        const MutexLock lock(wake_->mutex);
        return std::any_of(wake_->subscribers.begin(), wake_->subscribers.end(),
                           [](const auto& one) { return !one.expired(); });
    }

private:
    using Subscribers = std::vector<std::shared_ptr<TelemetrySubscription>>;

    void run();
    /// Waits for the next tick; nullopt at the end.
    std::optional<Subscribers> nextTick() XPU_REQUIRES(role_);
    void tick(const Subscribers& subscribers) XPU_REQUIRES(role_);
    void handOut(std::vector<history::TelemetryRollup> rows) const
    {
        if (rolledUp_ && !rows.empty())
            rolledUp_(std::move(rows));
    }
    Subscribers living() XPU_REQUIRES(wake_->mutex);

    ThreadRole role_;
    FrameMaker maker_ XPU_GUARDED_BY(role_);
    const Clock& clock_;
    const std::function<void(std::vector<history::TelemetryRollup>)> rolledUp_;
    RollUp rollUp_ XPU_GUARDED_BY(role_);
    std::optional<Seconds> last_ XPU_GUARDED_BY(role_);
    Seconds rescanned_ XPU_GUARDED_BY(role_){0};
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
        MutexLock lock(wake_->mutex);
        if (wake_->ending)
            return std::nullopt;
        wake_->dirty = false;
        all = living();
        if (all.empty()) {
            last_.reset();
            while (!wake_->dirty && !wake_->ending)
                wake_->changed.wait(lock);
            continue;
        }
        const bool watched =
            std::any_of(all.begin(), all.end(), [](const auto& s) { return s->watched_.load(); });
        const Seconds due =
            last_.value_or(Seconds{-1e9}) + (watched ? wake_->watchedPeriod.load() : kQuietPeriod);
        const Seconds now = clock_.now();
        if (now >= due)
            return all;
        lock.unlock();
        all.clear(); // not held while asleep: dropping the handle must end the subscription
        lock.lock();
        const auto until = Condition::after(due - now);
        while (!wake_->dirty && !wake_->ending && wake_->changed.waitUntil(lock, until)) {
        }
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
    role_.bind();
    while (true) {
        const auto subscribers = nextTick(); // not held while waiting for the next
        if (!subscribers)
            break;
        tick(*subscribers);
    }
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

void Sampler::setWatchedPeriod(Seconds period) { loop_->setWatchedPeriod(period); }

bool Sampler::hasSubscribers() const { return loop_->hasSubscribers(); }

} // namespace xpu
