#pragma once

#include "core/base/units.h"

#include <condition_variable>
#include <mutex>
#include <optional>
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
            const std::lock_guard lock(mutex_);
            messages_.push_back(std::move(message));
        }
        arrived_.notify_one();
    }

    /// Everything that has arrived, in order; empty if nothing has.
    std::vector<T> take()
    {
        const std::lock_guard lock(mutex_);
        return std::exchange(messages_, {});
    }

    /// Waits until something has arrived or `timeout` has passed, then takes everything.
    std::vector<T> waitAndTake(Seconds timeout)
    {
        std::unique_lock lock(mutex_);
        arrived_.wait_for(lock, timeout, [this] { return !messages_.empty(); });
        return std::exchange(messages_, {});
    }

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<T> messages_;
};

} // namespace xpu
