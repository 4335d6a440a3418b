#pragma once

#include "core/base/clock.h"
#include "core/history/record.h"
#include "core/telemetry/frame_queue.h"

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace xpu {

inline constexpr Seconds kWatchedPeriod{0.1};
inline constexpr Seconds kQuietPeriod{1.0};

class Sampler;

/// One reader of telemetry. Destroying it ends the subscription. Thread-safe.
class TelemetrySubscription {
public:
    ~TelemetrySubscription();
    TelemetrySubscription(const TelemetrySubscription&) = delete;
    TelemetrySubscription& operator=(const TelemetrySubscription&) = delete;

    /// Frames since the last call, oldest first; at most the last FrameQueue::kCapacity.
    std::vector<FramePtr> drain() { return queue_.drain(); }
    /// True when the newest frame is older than three periods: what is shown is no longer so.
    bool stale(Seconds now) const;
    /// Whether somebody looks at it right now: ten frames a second instead of one.
    void watch(bool watched);

private:
    friend class Sampler;
    struct Wake;
    TelemetrySubscription(std::shared_ptr<Wake> wake, bool watched, std::function<void()> arrived);

    FrameQueue queue_;
    std::atomic<bool> watched_;
    std::atomic<double> newest_{0}; ///< seconds, TelemetryFrame::at; 0 = none yet
    const std::function<void()> arrived_;
    const std::shared_ptr<Wake> wake_;
};

/// The sampler thread: reads the sources while there are subscribers, at the rate of the most
/// eager one, and hands ten-second roll-ups to the history.
class Sampler {
public:
    /// @param rolledUp  called on the sampler thread
    Sampler(std::vector<std::unique_ptr<TelemetrySource>> sources, const Clock& clock,
            std::function<void(std::vector<history::TelemetryRollup>)> rolledUp);
    /// Hands out the unfinished roll-up and ends the thread.
    ~Sampler();
    Sampler(const Sampler&) = delete;
    Sampler& operator=(const Sampler&) = delete;

    /// @param arrived  called on the sampler thread after each frame; must not block
    std::shared_ptr<TelemetrySubscription> subscribe(bool watched,
                                                     std::function<void()> arrived = {});
    /// How often sources are read while somebody watches; kWatchedPeriod until then. Any thread.
    void setWatchedPeriod(Seconds period);
    /// Without any, no source is read.
    bool hasSubscribers() const;

private:
    class Loop;
    std::unique_ptr<Loop> loop_;
};

} // namespace xpu
