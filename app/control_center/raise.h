#pragma once

#include "core/base/mutex.h"

#include <atomic>
#include <functional>

namespace xpu::control_center {

/// Somebody started the program a second time. Called from the socket's threads before and after
/// the window exists.
struct Raise {
    Mutex mutex;
    std::atomic<int> standsAt{-1}; ///< row of the queue, see ServiceParts
    std::function<void()> hook XPU_GUARDED_BY(mutex);

    void call()
    {
        const MutexLock lock(mutex);
        if (hook)
            hook();
    }
};

} // namespace xpu::control_center
