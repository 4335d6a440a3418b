#pragma once

#include "core/base/mutex.h"
#include "core/telemetry/frame.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

namespace xpu {

using FramePtr = std::shared_ptr<const TelemetryFrame>;

/// The newest frames between the sampler and one reader. A reader that sleeps loses the oldest
/// ones; the sampler never waits. Thread-safe.
class FrameQueue {
public:
    static constexpr std::size_t kCapacity = 64;

    void push(FramePtr frame)
    {
        FramePtr oldest; // dies outside the lock
        const MutexLock lock(mutex_);
        if (frames_.size() == kCapacity) {
            oldest = std::move(frames_.front());
            frames_.pop_front();
            ++dropped_;
        }
        frames_.push_back(std::move(frame));
    }

    /// Everything since the last call, oldest first.
    std::vector<FramePtr> drain()
    {
        const MutexLock lock(mutex_);
        std::vector<FramePtr> out(std::make_move_iterator(frames_.begin()),
                                  std::make_move_iterator(frames_.end()));
        frames_.clear();
        return out;
    }

    /// Frames lost to a full queue so far.
    std::uint64_t dropped() const
    {
        const MutexLock lock(mutex_);
        return dropped_;
    }

private:
    mutable Mutex mutex_;
    std::deque<FramePtr> frames_ XPU_GUARDED_BY(mutex_);
    std::uint64_t dropped_ XPU_GUARDED_BY(mutex_) = 0;
};

} // namespace xpu
