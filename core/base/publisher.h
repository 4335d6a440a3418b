#pragma once

#include <memory>
#include <mutex>

namespace xpu {

/// One slot that always holds the newest value; readers share it, nobody works under the lock.
template <class T>
class Publisher {
public:
    void publish(std::shared_ptr<const T> value)
    {
        const std::lock_guard lock(mutex_);
        value_.swap(value); // the old value dies outside the lock, with `value`
    }
    std::shared_ptr<const T> latest() const
    {
        const std::lock_guard lock(mutex_);
        return value_;
    }

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const T> value_;
};

} // namespace xpu
