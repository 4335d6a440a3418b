#pragma once

#include <functional>
#include <mutex>

namespace xpu::control_center {

/// Somebody started the program a second time. Called from the socket's threads before and after
/// the window exists.
struct Raise {
    std::mutex mutex;
    std::function<void()> hook;

    void call()
    {
        const std::lock_guard lock(mutex);
        if (hook)
            hook();
    }
};

} // namespace xpu::control_center
