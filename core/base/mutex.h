#pragma once

#include "core/base/thread_role.h"
#include "core/base/units.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace xpu {

/// std::mutex under a name that clang's thread-safety analysis can follow: the members a Mutex
/// protects say XPU_GUARDED_BY(mutex_), and reaching them without a MutexLock does not compile in
/// the preset `clang`.
class XPU_CAPABILITY("mutex") Mutex {
public:
    void lock() XPU_ACQUIRE() { mutex_.lock(); }
    void unlock() XPU_RELEASE() { mutex_.unlock(); }

private:
    friend class MutexLock;
    std::mutex mutex_;
};

/// Holds a Mutex until the end of the scope; may let it go and take it again in between.
class XPU_SCOPED_CAPABILITY MutexLock {
public:
    explicit MutexLock(Mutex& mutex) XPU_ACQUIRE(mutex) : lock_(mutex.mutex_) {}
    ~MutexLock() XPU_RELEASE() = default;
    MutexLock(const MutexLock&) = delete;
    MutexLock& operator=(const MutexLock&) = delete;

    void unlock() XPU_RELEASE() { lock_.unlock(); }
    void lock() XPU_ACQUIRE() { lock_.lock(); }

private:
    friend class Condition;
    std::unique_lock<std::mutex> lock_;
};

/// Waits for a change of what a Mutex guards. There are no waits with a predicate: the analysis
/// cannot see that a lambda runs under the lock, so callers write the loop.
class Condition {
public:
    void notifyOne() { changed_.notify_one(); }
    void notifyAll() { changed_.notify_all(); }

    /// Returns after a notification, or without a reason: call it in a loop.
    void wait(MutexLock& lock) { changed_.wait(lock.lock_); }
    /// Like `wait`; false once `until` has passed.
    bool waitUntil(MutexLock& lock, std::chrono::steady_clock::time_point until)
    {
        return changed_.wait_until(lock.lock_, until) == std::cv_status::no_timeout;
    }

    /// The moment `wait` from now, for waitUntil.
    static std::chrono::steady_clock::time_point after(Seconds wait)
    {
        using std::chrono::steady_clock;
        return steady_clock::now() + std::chrono::duration_cast<steady_clock::duration>(wait);
    }

private:
    std::condition_variable changed_;
};

} // namespace xpu
