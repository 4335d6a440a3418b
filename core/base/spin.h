#pragma once

#include <chrono>

namespace xpu {

/// Looks for work a moment before parking: waking a parked thread costs both sides several
/// microseconds, a hand-over inside an active graph takes less than one.
/// @return true as soon as `ready` says so, false after about ten microseconds
template <class Ready>
bool spinBriefly(Ready ready)
{
    constexpr std::chrono::microseconds kLongest{10};
    constexpr int kLooksPerClock = 16;
    const auto until = std::chrono::steady_clock::now() + kLongest;
    do {
        for (int i = 0; i < kLooksPerClock; ++i) {
            if (ready())
                return true;
#if defined(__x86_64__) || defined(__i386__)
            __builtin_ia32_pause();
#endif
        }
    } while (std::chrono::steady_clock::now() < until);
    return false;
}

} // namespace xpu
