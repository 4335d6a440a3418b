#pragma once

#include "core/base/mutex.h"

#include <deque>
#include <functional>
#include <thread>
#include <vector>

namespace xpu {

/// A few threads for pure functions: checks of task files, large plans. Jobs own their inputs and
/// hand their results to a mailbox themselves; none of them may touch shared state.
class JobPool {
public:
    explicit JobPool(int threads);
    /// Drops the jobs that have not begun and waits for those that have.
    ~JobPool();
    JobPool(const JobPool&) = delete;
    JobPool& operator=(const JobPool&) = delete;

    void post(std::function<void()> job);

private:
    void loop();

    Mutex mutex_;
    Condition arrived_;
    std::deque<std::function<void()>> jobs_ XPU_GUARDED_BY(mutex_);
    bool stopping_ XPU_GUARDED_BY(mutex_) = false;
    std::vector<std::thread> threads_;
};

} // namespace xpu
