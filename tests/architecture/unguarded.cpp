// Two mistakes that clang must refuse: thread_safety_test passes when it names both of them.

#include "core/base/mutex.h"

namespace xpu::test {

class Unguarded {
public:
    void countWithoutTheLock() { ++shared_; }
    void countOnAnyThread() { ++owned_; }

private:
    Mutex mutex_;
    ThreadRole role_;
    int shared_ XPU_GUARDED_BY(mutex_) = 0;
    int owned_ XPU_GUARDED_BY(role_) = 0;
};

} // namespace xpu::test
