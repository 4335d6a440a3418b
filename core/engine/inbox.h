#pragma once

#include "core/base/units.h"
#include "core/device/device.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

namespace xpu {

/// What other threads tell the engine. Completions have a lane of their own, so that a hundred
/// thousand of them pass without an allocation: whole vectors are swapped and keep their room.
class Inbox {
public:
    void post(std::function<void()> message)
    {
        put([&] { messages_.push_back(std::move(message)); });
    }
    void post(Completion done)
    {
        put([&] { completions_.push_back(std::move(done)); });
    }

    /// Cheap enough to spin on.
    bool hasMail() const { return hasMail_.load(std::memory_order_acquire); }
    /// Swaps what has arrived into two empty vectors.
    void take(std::vector<std::function<void()>>& messages, std::vector<Completion>& completions)
    {
        const std::lock_guard lock(mutex_);
        messages.swap(messages_);
        completions.swap(completions_);
        hasMail_.store(false, std::memory_order_relaxed);
    }
    /// Sleeps until there is mail, at most for `atMost`.
    void park(Seconds atMost)
    {
        std::unique_lock lock(mutex_);
        parked_ = true;
        arrived_.wait_for(lock, std::chrono::duration_cast<std::chrono::microseconds>(atMost),
                          [this] { return hasMail_.load(std::memory_order_relaxed); });
        parked_ = false;
    }

private:
    template <class Push>
    void put(Push push)
    {
        bool wake = false;
        {
            const std::lock_guard lock(mutex_);
            push();
            hasMail_.store(true, std::memory_order_release);
            wake = parked_;
        }
        if (wake)
            arrived_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::atomic<bool> hasMail_{false};
    bool parked_ = false;                         ///< guarded by mutex_
    std::vector<std::function<void()>> messages_; ///< guarded by mutex_
    std::vector<Completion> completions_;         ///< guarded by mutex_
};

} // namespace xpu
