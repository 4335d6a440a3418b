#pragma once

#include "core/base/mutex.h"
#include "core/device/device.h"

#include <atomic>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace xpu {

/// Launches waiting for the threads of a host-memory device, and those being worked on, so that
/// any of them can be cancelled. Thread-safe.
class LaunchQueue {
public:
    struct Entry {
        Launch launch;
        std::shared_ptr<std::atomic<bool>> cancelled;
    };

    void push(Launch launch);
    /// The next launch in order; waits for one. nullopt once closed.
    std::optional<Entry> take();
    /// Says that the launch taken has been completed.
    void done(LaunchId id);
    void cancel(LaunchId id);
    /// Forgets what waits, cancels what runs, lets all takers go.
    void close();

private:
    struct Running {
        LaunchId id;
        std::shared_ptr<std::atomic<bool>> cancelled;
    };

    Mutex mutex_;
    Condition changed_;
    std::deque<Entry> waiting_ XPU_GUARDED_BY(mutex_);
    std::vector<Running> running_ XPU_GUARDED_BY(mutex_);
    bool closed_ XPU_GUARDED_BY(mutex_) = false;
};

} // namespace xpu
