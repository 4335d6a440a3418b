#pragma once

#include "core/base/units.h"

#include <cstdint>

namespace xpu {

/// PORT: time. Production reads the kernel; tests and the simulator set it.
class Clock {
public:
    virtual ~Clock() = default;

    /// Monotonic time since an arbitrary origin; for durations.
    virtual Seconds now() const = 0;
    /// UTC microseconds since 1970; for the database and for people.
    virtual std::int64_t utcMicros() const = 0;
};

/// The kernel's CLOCK_MONOTONIC and CLOCK_REALTIME.
class SystemClock final : public Clock {
public:
    Seconds now() const override;
    std::int64_t utcMicros() const override;
};

} // namespace xpu
