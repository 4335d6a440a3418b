#pragma once

#include "core/base/mutex.h"

#include <memory>

namespace xpu {

/// One slot that always holds the newest value; readers share it, nobody works under the lock.
template <class T>
class Publisher {
public:
    void publish(std::shared_ptr<const T> value)
    {
        const MutexLock lock(mutex_);
        value_.swap(value); // the old value dies outside the lock, with `value`
    }
    std::shared_ptr<const T> latest() const
    {
        const MutexLock lock(mutex_);
        return value_;
    }

private:
    mutable Mutex mutex_;
    std::shared_ptr<const T> value_ XPU_GUARDED_BY(mutex_);
};

} // namespace xpu
