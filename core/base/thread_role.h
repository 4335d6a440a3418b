#pragma once

#include "core/base/invariant.h"

#include <atomic>
#include <thread>

// clang's -Wthread-safety reads these in the presets clang and tsan; GCC ignores them.
#if defined(__clang__)
#define XPU_CAPABILITY(name) __attribute__((capability(name)))
#define XPU_GUARDED_BY(role) __attribute__((guarded_by(role)))
#define XPU_REQUIRES(role) __attribute__((requires_capability(role)))
#define XPU_ASSERTS(role) __attribute__((assert_capability(role)))
#define XPU_ACQUIRE(...) __attribute__((acquire_capability(__VA_ARGS__)))
#define XPU_RELEASE(...) __attribute__((release_capability(__VA_ARGS__)))
#define XPU_SCOPED_CAPABILITY __attribute__((scoped_lockable))
#else
#define XPU_CAPABILITY(name)
#define XPU_GUARDED_BY(role)
#define XPU_REQUIRES(role)
#define XPU_ASSERTS(role)
#define XPU_ACQUIRE(...)
#define XPU_RELEASE(...)
#define XPU_SCOPED_CAPABILITY
#endif

namespace xpu {

/// "This state belongs to one thread": a capability that the owning thread binds once and every
/// entry point asserts. Not a lock; nobody ever waits for it.
class XPU_CAPABILITY("role") ThreadRole {
public:
    /// Makes the calling thread the owner; called first on the owning thread.
    void bind() XPU_ASSERTS(this) { owner_.store(std::this_thread::get_id()); }
    /// Gives the role up, so that another thread may bind (end of a thread, tests).
    void unbind() { owner_.store(std::thread::id{}); }
    bool isHeld() const { return owner_.load() == std::this_thread::get_id(); }
    void assertHeld() const XPU_ASSERTS(this)
    {
        XPU_INVARIANT(isHeld(), "called on a thread that does not own this state");
    }

private:
    std::atomic<std::thread::id> owner_{};
};

} // namespace xpu
