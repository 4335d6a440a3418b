#pragma once

#include "compute/session/outbox.h"
#include "core/base/mutex.h"
#include "core/engine/notice.h"

#include <atomic>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace xpu::session {

/// What other threads leave for the bus's thread. Outlives it where they still hold it.
struct BusMail {
    Outbox answers;
    std::atomic<bool> published{false};
    std::atomic<bool> stop{false};
    Mutex mutex;
    bool closed XPU_GUARDED_BY(mutex) = false;
    std::vector<Notice> notices XPU_GUARDED_BY(mutex);
    std::function<void(std::string)> action XPU_GUARDED_BY(mutex);

    void post(Notice notice)
    {
        {
            const MutexLock lock(mutex);
            if (closed)
                return;
            notices.push_back(std::move(notice));
        }
        answers.ring();
    }
    /// Nobody takes anything any more: what is posted from now on is dropped.
    void close()
    {
        const MutexLock lock(mutex);
        closed = true;
        notices.clear();
    }
    std::vector<Notice> takeNotices()
    {
        const MutexLock lock(mutex);
        return std::exchange(notices, {});
    }
    void act(const std::string& key)
    {
        std::function<void(std::string)> hook;
        {
            const MutexLock lock(mutex);
            hook = action;
        }
        if (hook)
            hook(key); // it may post, or take another hook
    }
};

} // namespace xpu::session
