#include "core/base/job_pool.h"

#include "core/base/named_thread.h"

#include <utility>

namespace xpu {

JobPool::JobPool(int threads)
{
    for (int i = 0; i < threads; ++i)
        threads_.push_back(namedThread("xpu job", [this] { loop(); }));
}

JobPool::~JobPool()
{
    {
        const MutexLock lock(mutex_);
        stopping_ = true;
        jobs_.clear();
    }
    arrived_.notifyAll();
    for (std::thread& thread : threads_)
        thread.join();
}

void JobPool::post(std::function<void()> job)
{
    {
        const MutexLock lock(mutex_);
        if (stopping_)
            return;
        jobs_.push_back(std::move(job));
    }
    arrived_.notifyOne();
}

void JobPool::loop()
{
    for (;;) {
        std::function<void()> job;
        {
            MutexLock lock(mutex_);
            while (!stopping_ && jobs_.empty())
                arrived_.wait(lock);
            if (stopping_)
                return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        job();
    }
}

} // namespace xpu
