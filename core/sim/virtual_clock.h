#pragma once

#include "core/base/clock.h"

#include <algorithm>

namespace xpu::sim {

/// Time that stands still until it is moved, so that hours pass in an instant and every run of one
/// seed is the same.
class VirtualClock final : public Clock {
public:
    /// @param utcMicros  the time of day at which it begins
    explicit VirtualClock(std::int64_t utcMicros) : utcMicros_(utcMicros) {}

    Seconds now() const override { return now_; }
    std::int64_t utcMicros() const override
    {
        return utcMicros_ + static_cast<std::int64_t>(now_.count() * 1e6);
    }
    /// Never goes back.
    void advanceTo(Seconds time) { now_ = std::max(now_, time); }

private:
    std::int64_t utcMicros_;
    Seconds now_{1}; // 0 means "never" to many
};

} // namespace xpu::sim
