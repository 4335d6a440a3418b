#include "compute/operators/workers.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define XPU_THREAD_SANITIZER
#include <sanitizer/tsan_interface.h>
#endif
#endif

namespace xpu::operators {
namespace {

/// An order between threads that oneTBB's library makes and the thread sanitizer cannot see, because
/// that library is not built with it. Nothing in other builds.
class Order {
public:
#ifdef XPU_THREAD_SANITIZER
    void before() { __tsan_release(this); }
    void after() { __tsan_acquire(this); }
#else
    void before() {}
    void after() {}
#endif
};

} // namespace

void Workers::run(std::size_t begin, std::size_t end, std::size_t grain,
                  const std::function<void(std::size_t, std::size_t)>& body)
{
    // Two of them: the parts must stay unordered among themselves, or no race would be found.
    Order start;
    Order finish;
    start.before();
    arena_.execute([&] {
        oneapi::tbb::parallel_for(oneapi::tbb::blocked_range<std::size_t>(begin, end, grain),
                                  [&](const auto& part) {
                                      start.after();
                                      body(part.begin(), part.end());
                                      finish.before();
                                  });
    });
    finish.after();
}

} // namespace xpu::operators
