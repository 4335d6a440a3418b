#include "compute/host/launch_queue.h"

namespace xpu {

void LaunchQueue::push(Launch launch)
{
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back({std::move(launch), std::make_shared<std::atomic<bool>>(false)});
    }
    changed_.notify_one();
}

std::optional<LaunchQueue::Entry> LaunchQueue::take()
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
    if (closed_)
        return std::nullopt;
    Entry entry = std::move(waiting_.front());
    waiting_.pop_front();
    running_.push_back({entry.launch.id, entry.cancelled});
    return entry;
}

void LaunchQueue::done(LaunchId id)
{
    const std::lock_guard lock(mutex_);
    std::erase_if(running_, [id](const Running& r) { return r.id == id; });
}

void LaunchQueue::cancel(LaunchId id)
{
    const std::lock_guard lock(mutex_);
    for (const Entry& entry : waiting_)
        if (entry.launch.id == id)
            entry.cancelled->store(true);
    for (const Running& running : running_)
        if (running.id == id)
            running.cancelled->store(true);
}

void LaunchQueue::close()
{
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        waiting_.clear();
        for (const Running& running : running_)
            running.cancelled->store(true);
    }
    changed_.notify_all();
}

} // namespace xpu
