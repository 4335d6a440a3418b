#include "core/base/clock.h"

namespace xpu {

Seconds SystemClock::now() const { return std::chrono::steady_clock::now().time_since_epoch(); }

std::int64_t SystemClock::utcMicros() const
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

} // namespace xpu
