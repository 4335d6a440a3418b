#pragma once

#include "core/base/mutex.h"
#include "core/base/units.h"
#include "core/device/device.h"

#include <atomic>
#include <functional>
#include <vector>

namespace xpu {

/// What other threads tell the engine. Completions have a lane of their own, so that a hundred
/// thousand of them pass without an allocation: whole vectors are swapped and keep their room.
class Inbox {
public:
    void post(std::function<void()> message)
    {
        bool wake = false;
        {
            const MutexLock lock(mutex_);
            messages_.push_back(std::move(message));
            wake = mailHasCome();
        }
        if (wake)
            arrived_.notifyOne();
    }
    void post(Completion done)
    {
        bool wake = false;
        {
            const MutexLock lock(mutex_);
            completions_.push_back(std::move(done));
            wake = mailHasCome();
        }
        if (wake)
            arrived_.notifyOne();
    }

    /// Cheap enough to spin on.
    bool hasMail() const { return hasMail_.load(std::memory_order_acquire); }
    /// Swaps what has arrived into two empty vectors.
    void take(std::vector<std::function<void()>>& messages, std::vector<Completion>& completions)
    {
        const MutexLock lock(mutex_);
        messages.swap(messages_);
        completions.swap(completions_);
        hasMail_.store(false, std::memory_order_relaxed);
    }
    /// Sleeps until there is mail, at most for `atMost`.
    void park(Seconds atMost)
    {
        const auto until = Condition::after(atMost);
        MutexLock lock(mutex_);
        parked_ = true;
        while (!hasMail_.load(std::memory_order_relaxed) && arrived_.waitUntil(lock, until)) {
        }
        parked_ = false;
    }

private:
    /// True when the receiver sleeps and must be woken.
    bool mailHasCome() XPU_REQUIRES(mutex_)
    {
        hasMail_.store(true, std::memory_order_release);
        return parked_;
    }

    Mutex mutex_;
    Condition arrived_;
    std::atomic<bool> hasMail_{false};
    bool parked_ XPU_GUARDED_BY(mutex_) = false;
    std::vector<std::function<void()>> messages_ XPU_GUARDED_BY(mutex_);
    std::vector<Completion> completions_ XPU_GUARDED_BY(mutex_);
};

} // namespace xpu
