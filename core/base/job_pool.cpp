#include "core/base/job_pool.h"

#include <utility>

namespace xpu {

JobPool::JobPool(int threads)
{
    for (int i = 0; i < threads; ++i)
        threads_.emplace_back([this] { loop(); });
}

JobPool::~JobPool()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        jobs_.clear();
    }
    arrived_.notify_all();
    for (std::thread& thread : threads_)
        thread.join();
}

void JobPool::post(std::function<void()> job)
{
    {
        const std::lock_guard lock(mutex_);
        if (stopping_)
            return;
        jobs_.push_back(std::move(job));
    }
    arrived_.notify_one();
}

void JobPool::loop()
{
    for (;;) {
        std::function<void()> job;
        {
            std::unique_lock lock(mutex_);
            arrived_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
            if (stopping_)
                return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        job();
    }
}

} // namespace xpu
