#pragma once

#include "core/base/mutex.h"
#include "core/base/units.h"

#include <atomic>
#include <utility>
#include <vector>

namespace xpu {

/// Many senders, one receiver. Sending never blocks on the receiver's work: the lock is held
/// for one push or one swap only.
template <class T>
class Mailbox {
public:
    void post(T message)
    {
        bool wake = false;
        {
            const MutexLock lock(mutex_);
            messages_.push_back(std::move(message));
            hasMail_.store(true, std::memory_order_release);
            wake = parked_;
        }
        if (wake)
            arrived_.notifyOne();
    }

    /// Cheap enough to spin on.
    bool hasMail() const { return hasMail_.load(std::memory_order_acquire); }

    /// Everything that has arrived, in order; empty if nothing has.
    std::vector<T> take()
    {
        const MutexLock lock(mutex_);
        return takeLocked();
    }

    /// Waits until something has arrived or `timeout` has passed, then takes everything.
    std::vector<T> waitAndTake(Seconds timeout)
    {
        MutexLock lock(mutex_);
        if (messages_.empty()) {
            const auto until = Condition::after(timeout);
            parked_ = true;
            while (messages_.empty() && arrived_.waitUntil(lock, until)) {
            }
            parked_ = false;
        }
        return takeLocked();
    }

private:
    std::vector<T> takeLocked() XPU_REQUIRES(mutex_)
    {
        hasMail_.store(false, std::memory_order_relaxed);
        return std::exchange(messages_, {});
    }

    Mutex mutex_;
    Condition arrived_;
    std::atomic<bool> hasMail_{false};
    bool parked_ XPU_GUARDED_BY(mutex_) = false;
    std::vector<T> messages_ XPU_GUARDED_BY(mutex_);
};

} // namespace xpu
