#include "compute/host/launch_queue.h"

namespace xpu {

void LaunchQueue::push(Launch launch)
{
    {
        const MutexLock lock(mutex_);
        waiting_.push_back({std::move(launch), std::make_shared<std::atomic<bool>>(false)});
    }
    changed_.notifyOne();
}

std::optional<LaunchQueue::Entry> LaunchQueue::take()
{
    MutexLock lock(mutex_);
    while (!closed_ && waiting_.empty())
        changed_.wait(lock);
    if (closed_)
        return std::nullopt;
    Entry entry = std::move(waiting_.front());
    waiting_.pop_front();
    running_.push_back({entry.launch.id, entry.cancelled});
    return entry;
}

void LaunchQueue::done(LaunchId id)
{
    const MutexLock lock(mutex_);
    std::erase_if(running_, [id](const Running& r) { return r.id == id; });
}

void LaunchQueue::cancel(LaunchId id)
{
    const MutexLock lock(mutex_);
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
        const MutexLock lock(mutex_);
        closed_ = true;
        waiting_.clear();
        for (const Running& running : running_)
            running.cancelled->store(true);
    }
    changed_.notifyAll();
}

} // namespace xpu
