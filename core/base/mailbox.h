#pragma once

#include "core/base/mutex.h"
#include "core/base/units.h"

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
        {
            const MutexLock lock(mutex_);
            messages_.push_back(std::move(message));
        }
        arrived_.notifyOne();
    }

    /// Everything that has arrived, in order; empty if nothing has.
    std::vector<T> take()
    {
        const MutexLock lock(mutex_);
        return std::exchange(messages_, {});
    }

    /// Waits until something has arrived or `timeout` has passed, then takes everything.
    std::vector<T> waitAndTake(Seconds timeout)
    {
        const auto until = Condition::after(timeout);
        MutexLock lock(mutex_);
        while (messages_.empty() && arrived_.waitUntil(lock, until)) {
        }
        return std::exchange(messages_, {});
    }

private:
    Mutex mutex_;
    Condition arrived_;
    std::vector<T> messages_ XPU_GUARDED_BY(mutex_);
};

} // namespace xpu
