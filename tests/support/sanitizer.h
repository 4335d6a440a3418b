#pragma once

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define XPU_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define XPU_SANITIZED 1
#endif
#endif

namespace xpu::test {

/// A sanitizer multiplies memory and time, so bounds on them hold in the other builds only.
#ifdef XPU_SANITIZED
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

} // namespace xpu::test
